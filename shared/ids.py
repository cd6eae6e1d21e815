"""ULIDs: 26 characters, sortable by time, safe in addresses. Format: https://github.com/ulid/spec"""

from __future__ import annotations

import os
import re
import time
from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
_SHAPE = re.compile(f"[0-7][{_ALPHABET}]{{25}}")


def new_ulid(at: datetime | None = None) -> str:
    """A fresh id whose first ten characters are `at` (default: now) in milliseconds and whose rest is random
    (80 bits).
    """
    seconds = time.time() if at is None else at.timestamp()
    return _text(int(seconds * 1000), os.urandom(10))


def ulid_from(at: datetime, digest: bytes) -> str:
    """The id that is always the same for `at` and the first ten bytes of `digest` (of a hash: 80 bits)."""
    return _text(int(at.timestamp() * 1000), digest[:10])


def _text(milliseconds: int, rest: bytes) -> str:
    number = milliseconds << 80 | int.from_bytes(rest, "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def is_ulid(text: str) -> bool:
    """True for the canonical form only (upper case): an id must have one spelling, or it would name two
    items.
    """
    return _SHAPE.fullmatch(text) is not None


def milliseconds_of(ulid: str) -> int:
    """When a ULID was made, in epoch milliseconds."""
    number = 0
    for character in ulid[:10]:
        number = number << 5 | _ALPHABET.index(character)
    return number
