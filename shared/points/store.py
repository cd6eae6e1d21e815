"""A person's points in the table. Methods raise Unavailable when it cannot be reached."""

from __future__ import annotations

from typing import Any

from shared.points.items import Month, month_attributes, month_from, owner_of, points_key, points_range
from shared.rewards.items import TOTAL_KEY, partition
from shared.table import Table

Item = dict[str, Any]


class MonthsOfPoints:
    """Those of `user_id` in `table`."""

    def __init__(self, table: Table, user_id: str) -> None:
        self._table, self._pk = table, partition(user_id)

    def of(self, habit_id: str, first_month: str) -> dict[str, Month]:
        """The habit's from `first_month` (yyyy-mm) on, by month, as they are now. All habits' are read, as
        for Today: the keys begin with the month."""
        items = self._table.query_all(self._pk, between=points_range(first_month), consistent=True)
        found = ((owner_of(item), item) for item in items)
        return {month: month_from(item, month) for (month, whose), item in found if whose == habit_id}

    def replace(self, habit_id: str, month: str, before: Month, after: Month) -> None:
        """Writes the month and moves the total with it. Raises ConditionFailed when the month is not as
        `before` any more."""
        item = {"pk": self._pk, "sk": points_key(month, habit_id), **month_attributes(after)}
        first = before.version == 0
        write = self._table.put_operation(
            item, only_if_new=first, if_version=None if first else before.version
        )
        more = after.points - before.points
        move = self._table.update_operation(self._pk, TOTAL_KEY, add={"earned": more, "version": 1})
        self._table.transact(write, *([move] if more else []))
