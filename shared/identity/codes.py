"""Six digits that go out by mail and come back once: `AUTH#<user>`/`CODE#<purpose>`.

    code = codes.issue(table, user_id, codes.RESET, now)       # None: asked too often, send nothing
    item = codes.redeem(table, user_id, codes.RESET, typed, now)

A person has one code for a purpose; a new one takes the place of the old. Six digits can be guessed, so both
doors are narrow: five tries a code, five codes an hour (docs/decisions/0216).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.identity.provider import CodeRefused
from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.table import Table

LENGTH = 6
TRIES = 5
ISSUED_AN_HOUR = 5
_HOUR_S = 3600


class Purpose(NamedTuple):
    """What a code is good for, and how long (seconds)."""

    name: str
    life_s: int


CONFIRM = Purpose("confirm", 24 * _HOUR_S)
RESET = Purpose("reset", _HOUR_S)
EMAIL = Purpose("email", _HOUR_S)
PURPOSES = (CONFIRM, RESET, EMAIL)


def key(user_id: str, purpose: Purpose) -> tuple[str, str]:
    """Partition and sort key of a person's code."""
    return f"AUTH#{user_id}", f"CODE#{purpose.name}"


def issue(
    table: Table, user_id: str, purpose: Purpose, now: float, about: dict[str, str] | None = None
) -> str | None:
    """A new code, good from `now` (epoch seconds) for as long as its purpose says; None when the hour has
    seen enough of them, or another request makes one at this moment. `about` is kept with it for `redeem`.
    """
    pk, sk = key(user_id, purpose)
    before = table.get(pk, sk, consistent=True)
    since, issued = _this_hour(before, now)
    if issued >= ISSUED_AN_HOUR:
        return None
    code = f"{secrets.randbelow(10**LENGTH):0{LENGTH}d}"
    item = {
        "pk": pk,
        "sk": sk,
        "hash": _hash(user_id, purpose, code),
        "tries": 0,
        **(about or {}),
        "since": since,
        "issued": issued + 1,
        "version": (before or {}).get("version", 0) + 1,
        "ttl": int(now) + purpose.life_s,
    }
    return code if _written(table, item) else None


def redeem(table: Table, user_id: str, purpose: Purpose, code: str, now: float) -> dict[str, Any]:
    """The item of a code that is right, which is used up by that. Raises CodeRefused for every other."""
    pk, sk = key(user_id, purpose)
    try:
        # The try is counted before the code is looked at: as many at once as there may be give no more.
        item = table.update(
            pk,
            sk,
            add={"tries": 1},
            condition="attribute_exists(#hash) AND #tries < :most AND #ttl > :now",
            values={"most": TRIES, "now": int(now)},
        )
        if not hmac.compare_digest(item["hash"], _hash(user_id, purpose, code)):
            raise CodeRefused
        table.delete(pk, sk, condition="#hash = :hash", values={"hash": item["hash"]})
    except ConditionFailed as failed:
        raise CodeRefused from failed
    return item


def _this_hour(item: dict[str, Any] | None, now: float) -> tuple[int, int]:
    """When the hour began in which codes are counted (epoch seconds), and how many there were."""
    if item is None or now - item["since"] >= _HOUR_S:
        return int(now), 0
    return item["since"], item["issued"]


def _written(table: Table, item: dict[str, Any]) -> bool:
    # An older version, or one that has expired and still waits to be removed, which `get` does not show.
    condition = "attribute_not_exists(#pk) OR #version < :version OR #ttl < :since"
    changes = {name: value for name, value in item.items() if name not in ("pk", "sk")}
    try:
        table.update(
            item["pk"],
            item["sk"],
            set=changes,
            condition=condition,
            values={"version": item["version"], "since": item["since"]},
            return_new=False,
        )
    except ConditionFailed:
        return False
    return True


def _hash(user_id: str, purpose: Purpose, code: str) -> str:
    # It keeps codes out of what people see of a table by chance; six digits are soon found by who tries all.
    return hashlib.sha256(f"{user_id}:{purpose.name}:{code}".encode()).hexdigest()
