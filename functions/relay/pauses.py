"""Brings the copies of the vacations that habits carry in line with the vacations themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from functions.relay.events import is_habit
from functions.relay.repository import aws_errors
from shared.habits.days import month_of
from shared.habits.items import HABIT_PREFIX, PAUSES_KEY, habit_from, habit_key, is_live_habit, partition
from shared.habits.vacations import first_difference, pauses_of
from shared.log import logger
from shared.stream import Change, Item
from shared.table import ConditionFailed, Table

_ATTEMPTS = 5


class Pauses:
    """Those of the habits in `table`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def concerns(self, change: Change) -> bool:
        """The vacations have changed, or there is a habit that may not have heard of them: new, or
        restored."""
        if change.new is None or "deleted_at" in change.new:
            return False
        if change.sk == PAUSES_KEY:
            return True
        is_back = change.old is None or "deleted_at" in change.old
        return is_habit(change) and is_back

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        self.sync(user_id)

    def sync(self, user_id: str) -> int:
        """Renews the copies that are not what the vacations say; how many were. Raises TryAgainError."""
        with aws_errors():
            pk = partition(user_id)
            found = list(self._table.query_all(pk, begins_with=HABIT_PREFIX, consistent=True))
            vacations: Item = next((item["vacations"] for item in found if item["sk"] == PAUSES_KEY), {})
            return sum(self._renew(pk, item, vacations) for item in found if is_live_habit(item))

    def _renew(self, pk: str, item: Item | None, vacations: dict[str, Any]) -> bool:
        for _ in range(_ATTEMPTS):
            if item is None or not is_live_habit(item):
                return False
            change = _change(item, pauses_of(item["id"], vacations))
            if change is None:
                return False
            try:
                self._table.update(pk, habit_key(item["id"]), **change, return_new=False)
            except ConditionFailed:
                item = self._table.get(pk, item["sk"], consistent=True)
            else:
                return True
        # Whoever changes it all the time goes on doing so: a later record of the stream comes here again.
        logger.info("a habit changed while its pauses were renewed")
        return False


def _change(item: Item, pauses: list[list[str | None]]) -> dict[str, Any] | None:
    """Arguments of the table's update, if the habit is still as it was read; None when there is nothing to
    do. Days that a checkpoint covers are counted anew."""
    changed = first_difference(item.get("pauses", []), pauses)
    if changed is None:
        return None
    new: dict[str, Any] = {"pauses": pauses}
    checkpoint = habit_from(item).checkpoint
    if checkpoint is not None and month_of(changed) <= checkpoint.through:
        first = changed.isoformat()
        new |= {"dirty_from": min(first, item.get("dirty_from", first))}
    edits = item.get("past_edits", 0)
    seen = "past_edits = :edits" if edits else "attribute_not_exists(past_edits)"
    return {
        "set": {**new, "past_edits": edits + 1},
        "condition": f"#version = :version AND attribute_not_exists(deleted_at) AND {seen}",
        "names": {"version": "version"},
        "values": {"version": item["version"], **({"edits": edits} if edits else {})},
    }
