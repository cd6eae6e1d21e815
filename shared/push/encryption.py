"""A message that only one browser can read: Message Encryption for Web Push (RFC 8291), in the one record
that push services take (RFC 8188, aes128gcm)."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

from shared.push.encoding import from_text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

# Push services take 4096 bytes in all: https://www.rfc-editor.org/rfc/rfc8030#section-7.2
_RECORD = 4096
_LAST_RECORD = b"\x02"


def encrypt(
    plaintext: bytes,
    p256dh: str,
    auth: str,
    *,
    salt: bytes | None = None,
    key: EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of a push request. p256dh and auth are the subscription's, as browsers give them (base64url);
    salt and key are made anew unless a test gives them. Raises ValueError for keys that are none."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    ours, salt = key or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    theirs, secret = from_text(p256dh), from_text(auth)
    shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    public = _point(ours)
    material = _derived(shared, secret, b"WebPush: info\0" + theirs + public, 32)
    content_key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + struct.pack(">IB", _RECORD, len(public)) + public
    return header + AESGCM(content_key).encrypt(nonce, plaintext + _LAST_RECORD, None)


def _derived(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(hashes.SHA256(), length, salt, info).derive(material)


def _point(key: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
