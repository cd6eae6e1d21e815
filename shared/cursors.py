"""Cursors: where a list goes on, as opaque text that works for its user only.

The check is a plain hash over user and position, no secret: a cursor never holds a partition key, so a forged
one could only start the forger's own list elsewhere. What it prevents is that one user's cursor is replayed,
or a damaged one half understood.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from shared.errors import FieldError, Invalid

_CHECK_BYTES = 9  # a multiple of 3, so that base64 needs no padding inside


def encode(user_id: str, position: dict[str, Any]) -> str:
    """Opaque, URL-safe text for `position` (JSON values)."""
    payload = json.dumps(position, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_check(user_id, payload) + payload).decode().rstrip("=")


def decode(user_id: str, cursor: str) -> dict[str, Any]:
    """The position in `cursor`. Raises Invalid (pointer `?cursor`) when it is broken or another user's."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise _refused() from None
    check, payload = raw[:_CHECK_BYTES], raw[_CHECK_BYTES:]
    if check != _check(user_id, payload):
        raise _refused()
    return _position(payload)


def _position(payload: bytes) -> dict[str, Any]:
    # Who knows how the check is made can pass it with anything.
    try:
        position = json.loads(payload)
    except (ValueError, RecursionError):
        raise _refused() from None
    if not isinstance(position, dict):
        raise _refused()
    return position


def _check(user_id: str, payload: bytes) -> bytes:
    return hashlib.sha256(user_id.encode() + b"\0" + payload).digest()[:_CHECK_BYTES]


def _refused() -> Invalid:
    return Invalid(
        "This cursor is not one of yours. Start again without a cursor.",
        [FieldError("?cursor", "not a cursor of this list")],
    )
