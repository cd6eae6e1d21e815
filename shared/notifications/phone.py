"""The number that a person's text messages go to: `USER#<id>`/`PHONE`, once a code that was sent to it has
come back.

    code = issue(table, user_id, number, now)      # None: asked too often, send nothing
    redeem(table, user_id, typed, now)             # raises WrongCode

Until a new number is verified the one before stays in use. Text messages cost money and reach strangers when
the number is wrong, so both doors are narrow: five codes a day, five tries a code, ten minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.table import Table

SORT_KEY = "PHONE"
CODE_LENGTH = 6
CODE_LIFE_S = 600
TRIES = 5
CODES_A_DAY = 5
_DAY_S = 24 * 3600
Item = dict[str, Any]


class WrongCode(Exception):
    """Not the code, too late, or tried too often."""


def key(user_id: str) -> tuple[str, str]:
    """Partition and sort key."""
    return f"USER#{user_id}", SORT_KEY


def read(table: Table, user_id: str) -> Item:
    """The item, {} when there is none."""
    return table.get(*key(user_id)) or {}


def verified(item: Mapping[str, Any]) -> str | None:
    """The number that text messages may go to."""
    return item.get("number")


def shape(item: Mapping[str, Any]) -> dict[str, Any] | None:
    """As the API shows it: a verified number, else one that waits for its code."""
    number = verified(item) or item.get("pending")
    return {"number": number, "verified": verified(item) is not None} if number else None


def issue(table: Table, user_id: str, number: str, now: datetime) -> str | None:
    """A code for `number` (E.164), which takes the place of any code before; None when the day has seen
    enough of them, or another request makes one at this moment."""
    pk, sk = key(user_id)
    at = int(now.timestamp())
    before = table.get(pk, sk, consistent=True) or {}
    since, issued = before.get("since", 0), before.get("issued", 0)
    if at - since >= _DAY_S:
        since, issued = at, 0
    if issued >= CODES_A_DAY:
        return None
    code = f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"
    waiting = {"pending": number, "hash": _hash(user_id, number, code), "tries": 0, "until": at + CODE_LIFE_S}
    counted = {"since": since, "issued": issued + 1, "version": before.get("version", 0) + 1}
    try:
        table.put(
            {**before, "pk": pk, "sk": sk, **waiting, **counted},
            only_if_new=not before,
            if_version=before.get("version"),
        )
    except ConditionFailed:
        return None
    return code


def redeem(table: Table, user_id: str, code: str, now: datetime) -> None:
    """Makes the waiting number the verified one if the code is right. Raises WrongCode."""
    pk, sk = key(user_id)
    try:
        # The try is counted before the code is looked at: as many at once as there may be give no more.
        item = table.update(
            pk,
            sk,
            add={"tries": 1},
            condition="attribute_exists(#hash) AND #tries < :most AND #until > :now",
            values={"most": TRIES, "now": int(now.timestamp())},
        )
        if not hmac.compare_digest(item["hash"], _hash(user_id, item["pending"], code)):
            raise WrongCode
        table.update(
            pk,
            sk,
            set={"number": item["pending"], "verified_at": now.strftime("%Y-%m-%dT%H:%M:%SZ")},
            remove=["pending", "hash", "tries", "until"],
            add={"version": 1},
            condition="#hash = :hash",
            values={"hash": item["hash"]},
            return_new=False,
        )
    except ConditionFailed as failed:
        raise WrongCode from failed


def forget(table: Table, user_id: str) -> None:
    """No number any more. How many codes there were today stays known, or forgetting would be a way round."""
    try:
        table.update(
            *key(user_id),
            remove=["number", "verified_at", "pending", "hash", "tries", "until"],
            add={"version": 1},
            condition="attribute_exists(#pk)",
            return_new=False,
        )
    except ConditionFailed:
        return  # there was none


def _hash(user_id: str, number: str, code: str) -> str:
    return hashlib.sha256(f"{user_id}:{number}:{code}".encode()).hexdigest()
