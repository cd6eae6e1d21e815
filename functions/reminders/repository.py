"""The entries of the due index, the queue and the function itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from shared.clients import client
from shared.errors import Unavailable
from shared.notify_queue import send_many as send
from shared.reminders.due import CLOCK, DUE_PREFIX, UNREADABLE, Entry, entry_from, unchanged
from shared.settings import settings
from shared.stream import set_aside
from shared.table import ConditionFailed, Table

__all__ = ["Calls", "DueEntries", "send"]

Item = dict[str, Any]


class DueEntries:
    """Those in `table`. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def some(self, minute: str, shard: int, most: int) -> tuple[list[Entry], bool]:
        """Entries of the shard, `most` at most, and whether these are all."""
        page = self._table.query(_partition(minute, shard), limit=most, consistent=True)
        return _read(page.items), page.next_sk is None

    def all(self, minute: str, shard: int) -> list[Entry]:
        """All entries of the shard."""
        return _read(self._table.query_all(_partition(minute, shard), consistent=True))

    def put(self, entries: Sequence[Entry]) -> None:
        """Writes entries, over the same ones where they are there already."""
        self._table.write_many(entry.item() for entry in entries)

    def move(self, moves: Sequence[tuple[Entry, Entry | None]]) -> None:
        """Has each thing's pointer name the second entry in place of the first (None: the thing reminds no
        more), if it still names that. One that names another has been moved by somebody else."""
        for entry, later in moves:
            self._move(entry, later)

    def remove(self, entries: Sequence[Entry]) -> None:
        """Removes entries that have been worked off."""
        self._table.write_many(deletes=[entry.key for entry in entries])

    def worked_off(self, minute: str) -> None:
        """Notes that nothing is left of this minute and those before it."""
        with suppress(ConditionFailed):  # another run has come further
            self._table.update(
                *CLOCK,
                set={"until": minute},
                condition="attribute_not_exists(#until) OR #until < :minute",
                values={"minute": minute},
                return_new=False,
            )

    def _move(self, entry: Entry, later: Entry | None) -> None:
        still = unchanged(entry.place())
        try:
            if later is None:
                self._table.delete(*entry.ref.key, **still)
            else:
                self._table.update(*entry.ref.key, set=later.place(), return_new=False, **still)
        except ConditionFailed as moved:
            if moved.item is None and later is not None:
                self._forget(later)

    def _forget(self, entry: Entry) -> None:
        """Takes back what was put for a thing that reminds no more: the person may have gone."""
        with suppress(ConditionFailed):  # it reminds again, maybe at this very time
            self._table.transact(
                self._table.check_operation(*entry.ref.key, "attribute_not_exists(#pk)"),
                self._table.delete_operation(*entry.key),
            )


class Calls:
    """Of this function by itself: REMINDERS_FUNCTION."""

    def work(self, minute: str, shard: int) -> None:
        """Has a shard worked off without waiting for it. Raises Unavailable."""
        from botocore.exceptions import BotoCoreError, ClientError

        payload = json.dumps({"minute": minute, "shard": shard}).encode()
        try:
            client("lambda").invoke(
                FunctionName=settings.reminders_function, InvocationType="Event", Payload=payload
            )
        except (BotoCoreError, ClientError) as error:
            raise Unavailable("The function cannot call itself.", retry_after_s=1) from error


def _partition(minute: str, shard: int) -> str:
    return f"{DUE_PREFIX}{minute}#{shard}"


def _read(items: Iterable[Item]) -> list[Entry]:
    found = []
    for item in items:
        try:
            found.append(entry_from(item))
        except UNREADABLE:
            set_aside("an entry of the due index cannot be read", pk=item["pk"])
    return found
