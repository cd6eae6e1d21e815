"""The private keys of Daybook's own identity, in Secrets Manager, and the signing of access tokens with them.

A version of the secret holds one key: {"current": key id, "keys": {key id: private key as PEM}}.
`rotate_secret` makes versions; who signs reads the one that is AWSCURRENT. The public halves lie in the table
(shared/identity/native_tokens.py).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.errors import Unavailable
from shared.identity import native_tokens
from shared.ids import new_ulid
from shared.log import logger

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

# The secret is read again after this time. Should it be out of reach then, the key that is known is good for
# as long again: one that was replaced verifies for RETIRED_S longer than a token lives.
KEEP_S = 300
RETIRED_S = 600
RETRY_AFTER_S = 5


class Key(NamedTuple):
    """A private key (P-256) and its id."""

    id: str
    pem: str


def new_key() -> Key:
    """A key that nobody has seen. Its id begins with the time, so ids sort by age."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return Key(new_ulid(), pem.decode())


def secret_of(key: Key) -> str:
    """The text of a version of the secret."""
    return json.dumps({"current": key.id, "keys": {key.id: key.pem}})


def key_in(secret: str) -> Key:
    """The key of a version of the secret. Raises ValueError, without a piece of it, when there is none."""
    try:
        content = json.loads(secret)
        return Key(content["current"], content["keys"][content["current"]])
    except (ValueError, KeyError, TypeError):
        raise ValueError("the signing secret holds no key: let it be rotated") from None


def published(key: Key) -> dict[str, Any]:
    """The public half as a JWK (RFC 7517) with `until`: the epoch second until which it verifies, None while
    it is in use."""
    from jwt.algorithms import ECAlgorithm

    jwk: dict[str, Any] = ECAlgorithm.to_jwk(_loaded(key.pem).public_key(), as_dict=True)
    return {**jwk, "kid": key.id, "alg": native_tokens.ALGORITHM, "use": "sig", "until": None}


def signed(key: Key, claims: dict[str, Any]) -> str:
    """The claims as a JWT."""
    import jwt

    return jwt.encode(claims, _loaded(key.pem), native_tokens.ALGORITHM, headers={"kid": key.id})


class Signer:
    """Signs with the secret's current key, which it keeps. `clock`: seconds."""

    def __init__(self, client: Any, secret_arn: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._client, self._secret_arn, self._clock = client, secret_arn, clock
        self._key: Key | None = None
        self._read_at = 0.0

    def sign(self, claims: dict[str, Any]) -> str:
        """The claims as a JWT. Raises Unavailable when there is no key, or none can be had."""
        return signed(self._current(), claims)

    def _current(self) -> Key:
        age = self._clock() - self._read_at
        if self._key is not None and age < KEEP_S:
            return self._key
        try:
            self._key, self._read_at = self._read(), self._clock()
        except Unavailable:
            if self._key is None or age >= RETIRED_S:
                raise
        return self._key

    def _read(self) -> Key:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer = self._client.get_secret_value(SecretId=self._secret_arn)
            return key_in(answer["SecretString"])
        except (BotoCoreError, ClientError, ValueError) as error:
            # Not the first rotation yet, no permission, or out of reach: the log says which.
            logger.error("there is no key to sign with", error=str(error))
            raise Unavailable(
                "Signing in does not work at the moment. It usually passes: try again in a few seconds.",
                RETRY_AFTER_S,
            ) from error


@lru_cache(maxsize=1)
def signer(client: Any, secret_arn: str) -> Signer:
    """One for as long as the process lives and its client stays the same."""
    return Signer(client, secret_arn)


@lru_cache(maxsize=4)
def _loaded(pem: str) -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(pem.encode(), password=None)
    assert isinstance(key, EllipticCurvePrivateKey), "not a key for ES256"  # noqa: S101 - for the types
    return key
