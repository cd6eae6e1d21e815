"""CloudFront's signed cookies with a policy of our own.

docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-setting-signed-cookie-custom-policy.html
"""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

POLICY, SIGNATURE, KEY_ID = NAMES = ("CloudFront-Policy", "CloudFront-Signature", "CloudFront-Key-Pair-Id")
# What base 64 has and a cookie may not.
_INSTEAD = str.maketrans("+=/", "-_~")


def signed(key_id: str, private_key: str, resource: str, until: int) -> dict[str, str]:
    """The cookies' values by name: they open what `resource` matches (* stands for anything) until then
    (epoch seconds). private_key: PEM, RSA."""
    condition = {"DateLessThan": {"AWS:EpochTime": until}}
    statement = {"Resource": resource, "Condition": condition}
    policy = json.dumps({"Statement": [statement]}, separators=(",", ":")).encode()
    return {POLICY: _encoded(policy), SIGNATURE: _encoded(_signature(private_key, policy)), KEY_ID: key_id}


def _signature(private_key: str, policy: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA1

    return _loaded(private_key).sign(policy, PKCS1v15(), SHA1())  # noqa: S303 - CloudFront knows no other hash for RSA


@cache
def _loaded(private_key: str) -> RSAPrivateKey:
    """Kept while the function is warm: whether its numbers fit together takes longer to see than a
    signature."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(private_key.encode(), None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("the key that signs cookies is not an RSA key")
    return key


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode().translate(_INSTEAD)
