"""What has been earned, as the table counts it, and what the ledger has made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.rewards.items import DRAIN_KEY, SETTLED_KEY, TOTAL_KEY, partition
from shared.table import ConditionFailed, Table


class Total(NamedTuple):
    """POINTS#TOTAL. earned: all points that check-ins have brought and not lost again. version: that of
    `earned`; the higher one is the later."""

    earned: int = 0
    version: int = 0

    @classmethod
    def of(cls, item: Mapping[str, Any] | None) -> Total:
        return cls(item["earned"], item["version"]) if item else cls()


class Settled(NamedTuple):
    """A balance of the ledger: `points`, the `taken` of what was earned, and the balance's `version`."""

    points: int = 0
    taken: int = 0
    version: int = 0

    @classmethod
    def of(cls, item: Mapping[str, Any] | None) -> Settled:
        return cls(item["points"], item["taken"], item["version"]) if item else cls()


class PointStore:
    """A person's totals in `table`. Methods raise Unavailable."""

    def __init__(self, table: Table, user_id: str) -> None:
        self._table, self.user_id, self._pk = table, user_id, partition(user_id)

    def total(self) -> Total:
        return Total.of(self._table.get(self._pk, TOTAL_KEY, consistent=True))

    def remember(self, settled: Settled) -> None:
        """Keeps what the ledger said, unless it has said something later already."""
        try:
            self._table.update(
                self._pk,
                SETTLED_KEY,
                set=settled._asdict(),
                condition="attribute_not_exists(#version) OR #version < :version",
                values={"version": settled.version},
                return_new=False,
            )
        except ConditionFailed:
            return

    def ask_for_drain(self, day: str) -> None:
        """Has the ledger take what has been earned, once a day (yyyy-mm-dd): `activity` sees the change."""
        try:
            self._table.update(
                self._pk,
                DRAIN_KEY,
                set={"asked": day},
                condition="attribute_not_exists(#asked) OR #asked < :day",
                values={"day": day},
                return_new=False,
            )
        except ConditionFailed:
            return
