"""Recovery codes: ten ways in for who has lost the authenticator app. Each works once.

| pk | sk | what |
|---|---|---|
| AUTH#<user> | RECOVERY | `hashes`: of the codes that are left |

A code has 80 random bits, so a plain hash keeps it: nobody tries that many.
"""

from __future__ import annotations

import hashlib
import secrets

from shared.errors import Unavailable
from shared.table import ConditionFailed, Table

SORT_KEY = "RECOVERY"
CODES = 10
GROUPS, GROUP_LENGTH = 4, 4

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # base 32 of RFC 4648
# What is read for them in handwriting; neither 0 nor 8 is in the alphabet.
_MISREAD = str.maketrans("08", "OB")
_ATTEMPTS = 4


def make(table: Table, user_id: str) -> list[str]:
    """Ten new codes as "ABCD-EFGH-IJKL-MNOP"; all earlier ones are void. Raises Unavailable."""
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(GROUPS * GROUP_LENGTH)) for _ in range(CODES)]
    hashes = [_hash(user_id, code) for code in codes]
    table.put({"pk": _key(user_id), "sk": SORT_KEY, "hashes": hashes})
    return [_grouped(code) for code in codes]


def use(table: Table, user_id: str, code: str) -> bool:
    """Whether the code (in any case, with or without separators) was one of those left; it is none now.

    Of two that use the same code at once only one gets True. Raises Unavailable.
    """
    wanted = _hash(user_id, normalised(code))
    for _ in range(_ATTEMPTS):
        hashes = _left(table, user_id)
        if wanted not in hashes:
            return False
        if _replace(table, user_id, hashes, [one for one in hashes if one != wanted]):
            return True
    raise Unavailable("Another recovery code is being used right now. Try again.", retry_after_s=1)


def left(table: Table, user_id: str) -> int:
    """How many codes still work. Raises Unavailable."""
    return len(_left(table, user_id))


def discard(table: Table, user_id: str) -> None:
    """None works any more; nothing happens when there are none. Raises Unavailable."""
    table.delete(_key(user_id), SORT_KEY)


def normalised(code: str) -> str:
    """The one spelling of a code as somebody typed it."""
    return "".join(character for character in code.upper() if character.isalnum()).translate(_MISREAD)


def _left(table: Table, user_id: str) -> list[str]:
    item = table.get(_key(user_id), SORT_KEY, consistent=True)
    return [] if item is None else list(item["hashes"])


def _replace(table: Table, user_id: str, seen: list[str], hashes: list[str]) -> bool:
    try:
        table.update(
            _key(user_id),
            SORT_KEY,
            set={"hashes": hashes},
            condition="#hashes = :seen",
            values={":seen": seen},
            return_new=False,
        )
    except ConditionFailed:
        return False
    return True


def _grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP_LENGTH] for start in range(0, len(code), GROUP_LENGTH))


def _hash(user_id: str, code: str) -> str:
    return hashlib.sha256(f"{user_id}:{code}".encode()).hexdigest()


def _key(user_id: str) -> str:
    return f"AUTH#{user_id}"
