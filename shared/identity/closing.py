"""An account that its owner wants gone: `AUTH#<user>`/`STATE`, attribute `closing`.

    erase_at    when (RFC 3339, UTC); until then the person can keep it
    execution   what the state machine's first execution is called; others of the same closing name it too
    began_at    there once the erasure has begun: nothing brings the account back from then on
    pointers    [[pk, sk], …]: the person's items that lie elsewhere, so that an erasure that was cut off
                after it had erased what names them still finds them

The item is the last one of a person that goes.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, NamedTuple

from shared.errors import Conflict
from shared.ids import new_ulid
from shared.table import ConditionFailed, Table

SORT_KEY = "STATE"
_NONE_YET = "attribute_not_exists(#closing)"
_UNCHANGED = "#closing = :seen"


class Closing(NamedTuple):
    """`item` is what is stored, to compare with."""

    erase_at: str
    execution: str
    began: bool
    pointers: list[tuple[str, str]]
    item: dict[str, Any]

    def is_due(self, now: datetime) -> bool:
        return self.began or datetime.fromisoformat(self.erase_at) <= now


def partition_key(user_id: str) -> str:
    return f"AUTH#{user_id}"


def of(table: Table, user_id: str) -> Closing | None:
    """As it is now; None for an account that nobody wants gone. Raises Unavailable."""
    item = table.get(partition_key(user_id), SORT_KEY, consistent=True) or {}
    return _shape(item.get("closing"))


def ask(table: Table, user_id: str, erase_at: datetime) -> Closing:
    """The account is to be erased at `erase_at` (aware); what was asked for before stays as it was."""
    wanted = {"erase_at": _text(erase_at), "execution": new_ulid()}
    try:
        table.update(
            partition_key(user_id),
            SORT_KEY,
            set={"closing": wanted},
            condition=_NONE_YET,
            return_new=False,
        )
    except ConditionFailed as before:
        wanted = (before.item or {})["closing"]
    return _known(wanted)


def keep(table: Table, user_id: str) -> bool:
    """The account is kept after all; False when nobody wanted it gone. Raises Conflict("erasure-began")."""
    closing = of(table, user_id)
    if closing is None:
        return False
    try:
        if closing.began:
            raise ConditionFailed(None)
        table.update(
            partition_key(user_id),
            SORT_KEY,
            remove=["closing"],
            condition=_UNCHANGED,
            values={"seen": closing.item},
            return_new=False,
        )
    except ConditionFailed:
        raise Conflict("The account is being erased; it is too late.", code="erasure-began") from None
    return True


def begin(table: Table, user_id: str, closing: Closing, now: datetime, found: list[tuple[str, str]]) -> bool:
    """From now on there is no way back; `found` are added to the pointers. False when the wish is not (any
    more) what `closing` says."""
    known = dict.fromkeys([*closing.pointers, *found])
    item = {
        **closing.item,
        "began_at": closing.item.get("began_at", _text(now)),
        "pointers": [list(key) for key in known],
    }
    try:
        table.update(
            partition_key(user_id),
            SORT_KEY,
            set={"closing": item},
            condition=_UNCHANGED,
            values={"seen": closing.item},
            return_new=False,
        )
    except ConditionFailed:
        return False
    return True


def _shape(item: dict[str, Any] | None) -> Closing | None:
    return None if item is None else _known(item)


def _known(item: dict[str, Any]) -> Closing:
    pointers = [(pk, sk) for pk, sk in item.get("pointers", [])]
    return Closing(item["erase_at"], item["execution"], "began_at" in item, pointers, item)


def _text(at: datetime) -> str:
    return at.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
