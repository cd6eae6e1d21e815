"""Text that only the holder of a secret can read again, though anybody may keep it.

AES-256-GCM under a key derived from the secret by HKDF-SHA-256 (RFC 5869). The secrets are 32 random bytes as
text, so they need no stretching. The `purpose` goes into the key: what is sealed for one thing does not open
as another.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SECRET_LENGTH = 43  # 32 bytes in base64url without padding

_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2
_KEY_BYTES = 32


class Unsealable(Exception):
    """Sealed under another secret, for another purpose, or changed."""


def new_secret() -> str:
    """256 random bits as base64url."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What a secret is recognised by and cannot be made from."""
    return hashlib.sha256(secret.encode()).hexdigest()


def matches(secret: str, known_digest: str | None) -> bool:
    """Whether `known_digest` is that of the secret, compared in constant time. None is nobody's."""
    return known_digest is not None and hmac.compare_digest(digest(secret), known_digest)


def seal(text: str, secret: str, purpose: str) -> bytes:
    """`text` for the holder of `secret`. It is deflated first: a provider's tokens are 25% shorter then."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed: bytes = _cipher(secret, purpose).encrypt(nonce, zlib.compress(text.encode(), 9), None)
    return nonce + sealed


def unseal(sealed: bytes, secret: str, purpose: str) -> str:
    """What was sealed. Raises Unsealable."""
    from cryptography.exceptions import InvalidTag

    try:
        plain = _cipher(secret, purpose).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    except (InvalidTag, ValueError) as error:  # ValueError: too short to be anything
        raise Unsealable(purpose) from error
    return zlib.decompress(plain).decode()


def _cipher(secret: str, purpose: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose.encode()).derive(secret.encode())
    return AESGCM(key)
