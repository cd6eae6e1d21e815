"""Base64url without padding, in which the web's keys are written (RFC 7515, 2)."""

from __future__ import annotations

import base64


def to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """Raises ValueError for what is none. Some browsers leave the padding on."""
    stripped = text.rstrip("=")
    return base64.b64decode(stripped + "=" * (-len(stripped) % 4), b"-_", validate=True)
