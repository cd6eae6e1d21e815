"""What a person does, as the records of the table's stream that it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.habits.items import partition
from shared.stream import Change, changes
from shared.table import Table
from tests.support.stream import record, stream_event
from tests.unit.habits.client import NOON, Person

Item = dict[str, Any]
AT = NOON.timestamp()


class Journal:
    """Records by comparing a person's items before and after; at the person's time."""

    def __init__(self, table: Table, person: Person) -> None:
        self._table, self._pk, self._person = table, partition(person.user_id), person
        self._seen = self._items()

    def records(self) -> list[dict[str, Any]]:
        """Of what has happened since the last time."""
        before, self._seen = self._seen, self._items()
        changed = [sk for sk in sorted({*before, *self._seen}) if before.get(sk) != self._seen.get(sk)]
        at = self._person.now.timestamp()
        return [record(self._pk, sk, before.get(sk), self._seen.get(sk), at) for sk in changed]

    def changes(self) -> Iterator[Change]:
        """The same as consumers read them."""
        return changes(stream_event(*self.records()))

    def _items(self) -> dict[str, Item]:
        return {item["sk"]: item for item in self._table.query_all(self._pk)}
