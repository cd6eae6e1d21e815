"""Passwords as Daybook's own identity keeps them: scrypt (RFC 7914) with a salt for each.

What is stored is text that says all that is needed to check it later: `scrypt$N$r$p$salt$hash`, salt and hash
in base64. So the cost can be raised without anybody's doing: `is_weaker` says which ones to make anew at the
next login, the only time when the password is at hand.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

SALT_BYTES, HASH_BYTES = 16, 32


class Cost(NamedTuple):
    """128·N·r bytes of memory, and time in proportion to N·r·p."""

    n: int
    r: int
    p: int


# https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
# 128 MiB each time: a function that checks passwords needs at least 512 MB (memory_mb of its manifest).
OWASP = Cost(n=2**17, r=8, p=1)

_cost = OWASP


@contextmanager
def override(cost: Cost) -> Iterator[None]:
    """For tests: hash at another cost until the block ends. What is stored is checked at its own."""
    global _cost
    before, _cost = _cost, cost
    try:
        yield
    finally:
        _cost = before


def hashed(password: str) -> str:
    """What to store of a password."""
    salt = os.urandom(SALT_BYTES)
    return _text(_cost, salt, _derived(password, salt, _cost))


def matches(password: str, stored: str | None) -> bool:
    """Whether `stored` was made of this password. None, where there is no account: False, after the same
    work, so that the time tells nothing.
    """
    if stored is None:
        _derived(password, bytes(SALT_BYTES), _cost)
        return False
    cost, salt, wanted = _parts(stored)
    return hmac.compare_digest(_derived(password, salt, cost), wanted)


def is_weaker(stored: str) -> bool:
    """Whether what is stored was made at another cost than today's. The name assumes that costs only grow."""
    return _parts(stored)[0] != _cost


def _derived(password: str, salt: bytes, cost: Cost) -> bytes:
    # OpenSSL refuses above 32 MiB unless told, and counts a little working memory beside scrypt's own.
    room = 128 * cost.r * (cost.n + cost.p + 2)
    return hashlib.scrypt(
        password.encode(), salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=room, dklen=HASH_BYTES
    )


def _text(cost: Cost, salt: bytes, derived: bytes) -> str:
    return f"scrypt${cost.n}${cost.r}${cost.p}${_encoded(salt)}${_encoded(derived)}"


def _parts(stored: str) -> tuple[Cost, bytes, bytes]:
    kind, n, r, p, salt, derived = stored.split("$")
    if kind != "scrypt":
        raise ValueError(f"a password is stored as {kind!r}, which nobody here can check")
    return Cost(int(n), int(r), int(p)), base64.b64decode(salt), base64.b64decode(derived)


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
