"""What an authenticator app shows."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct

STEP_S = 30


def code(secret: str, at: float) -> str:
    """Six digits of a base32 secret at a time in epoch seconds (RFC 6238 with its defaults)."""
    return code_of_step(secret, int(at // STEP_S))


def code_of_step(secret: str, step: int) -> str:
    """The code of the `step`th half minute since 1970 (RFC 4226, 5.3)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 10**6:06d}"
