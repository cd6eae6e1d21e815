"""A person's vacations: one item, changed as a whole. Methods raise Unavailable when the table cannot be
reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shared.errors import Conflict
from shared.habits.items import PAUSES_KEY, partition
from shared.table import ConditionFailed, Table

_ATTEMPTS = 8
Vacations = dict[str, dict[str, Any]]


class VacationStore:
    """Those of `user_id` in `table`."""

    def __init__(self, table: Table, user_id: str) -> None:
        self.table, self._pk = table, partition(user_id)

    def all(self) -> Vacations:
        """By id; deleted ones too, marked as such."""
        vacations: Vacations = self._item().get("vacations", {})
        return vacations

    def change(self, change: Callable[[Vacations], Vacations]) -> None:
        """Replaces the vacations by what `change` makes of them; it is called again when somebody else was
        quicker. Raises Conflict when that happens all the time."""
        for _ in range(_ATTEMPTS):
            item = self._item()
            there = item.get("vacations", {})
            wanted = change(dict(there))
            if wanted == there:
                return
            version = item.get("version", 0)
            new = {"pk": self._pk, "sk": PAUSES_KEY, "vacations": wanted, "version": version + 1}
            try:
                self.table.put(new, only_if_new=not item, if_version=version if item else None)
            except ConditionFailed:
                continue
            return
        raise Conflict("The vacations are being changed by someone else. Repeat the request.")

    def _item(self) -> dict[str, Any]:
        return self.table.get(self._pk, PAUSES_KEY, consistent=True) or {}
