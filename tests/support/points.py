"""A person who marks days, the stream of what that changes, and the points that come of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from functions.relay.checkpoints import Checkpoints
from functions.relay.points import Points
from shared.attributes import decode_item
from shared.habits import marks
from shared.habits.checkins import Edit, record
from shared.habits.items import habit_key
from shared.habits.month_store import MonthStore
from shared.habits.store import HabitStore
from shared.identity import profile
from shared.notify_message import Message
from shared.rewards.points import PointStore
from shared.stream import Change
from shared.table import Table
from tests.support.memory import MemoryClient, copied

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
HABIT = "01JZ0000000000000000000001"
# A Wednesday at noon, so that days up to the 18th were over 48 hours ago at its beginning.
NOW = datetime(2026, 5, 20, 12, tzinfo=timezone.utc)
TODAY = NOW.date()


class Diary:
    """`now` is what the clock shows; `stream` what has changed since the beginning, in order."""

    def __init__(self, table: Table, zone: str = "UTC", **habit: Any) -> None:
        assert isinstance(table._client, MemoryClient)
        self.table, self._client, self.now = table, table._client, NOW
        self.stream: list[Change] = []
        self.told: list[Message] = []
        self.store = HabitStore(table, ADA)
        table.put({"pk": self.store.pk, "sk": profile.SORT_KEY, "timezone": zone})
        self.add_habit(HABIT, **habit)

    def add_habit(self, habit_id: str, **fields: Any) -> None:
        made: dict[str, Any] = {
            "id": habit_id,
            "name": "Read",
            "kind": "yes_no",
            "target_type": "at_least",
            "colour": "blue",
        }
        made |= {"schedule": {"type": "daily"}, "archived": False, "version": 1}
        times = {"created_at": "2026-03-01T08:00:00.000Z", "updated_at": "2026-03-01T08:00:00.000Z"}
        self.table.put({"pk": self.store.pk, "sk": habit_key(habit_id), **made, **times, **fields})

    def mark(
        self,
        day: date,
        status: str | None = "done",
        at: datetime | None = None,
        *,
        value: float | None = None,
        habit_id: str = HABIT,
        sequence: int = 0,
    ) -> None:
        """As the API does. at: when the person did it; by default at noon of the day."""
        made = at or datetime.combine(day, datetime.min.time(), timezone.utc) + timedelta(hours=12)
        edit = Edit(status, value, edited_at=made, device="phone", sequence=sequence)
        item = self.store.find_now(habit_id)
        assert item is not None
        before = dict(self._client.items)
        record(self.store, item, day, edit, self.now, self.now.date())
        self._note(before)

    def mark_as_imports_do(self, day: date, habit_id: str = HABIT) -> None:
        stamp = marks.Stamp(marks.milliseconds(self.now), marks.IMPORTED)
        before = dict(self._client.items)
        text = marks.encode(stamp, marks.Mark(marks.DONE))
        MonthStore(self.table, ADA).mark(habit_id, day, text, noted=False)
        self._note(before)

    def change_habit(self, habit_id: str = HABIT, **fields: Any) -> None:
        before = dict(self._client.items)
        version = (self.store.find_now(habit_id) or {})["version"] + 1
        new = {**fields, "version": version, "dirty_from": "2000-01-01"}
        self.table.update(self.store.pk, habit_key(habit_id), set=new, remove=["checkpoint"])
        self._note(before)

    def _note(self, before: dict[tuple[str, str], Any]) -> None:
        for key, image in self._client.items.items():
            old = before.get(key)
            if image != old:
                number = str(len(self.stream))
                images = [decode_item(one) if one else None for one in (old, image)]
                self.stream.append(
                    Change(f"event-{number}", number, "MODIFY", self.now, *key, images[0], images[1])
                )

    def worker(self, send: Callable[[Sequence[Message]], None] | None = None, **arguments: Any) -> Points:
        return Points(self.table, send or self.told.extend, lambda: self.now, **arguments)

    def deliver(self, changes: Iterable[Change] | None = None) -> None:
        """These changes at once, all by default."""
        worker = self.worker()
        batch: Sequence[Change] = [
            one for one in (self.stream if changes is None else changes) if worker.concerns(one)
        ]
        if batch:
            worker.work(ADA, batch)

    def renew_checkpoints(self) -> None:
        Checkpoints(self.table, lambda: self.now).work(ADA, self.stream)

    def earned(self) -> int:
        return PointStore(self.table, ADA).total().earned

    def months(self) -> dict[str, Any]:
        """The items that the total adds up from, without their versions."""
        items = self.table.query_all(self.store.pk, between=("POINTS#0", "POINTS#9~"))
        return {item["sk"]: {n: v for n, v in item.items() if n not in ("pk", "version")} for item in items}


def fresh(template: Diary) -> Diary:
    """One with what the person has done there, and no points yet."""
    diary = copy.copy(template)
    client = MemoryClient()
    points = {key for key in template._client.items if key[1].startswith("POINTS#")}
    client.items = {key: copied(item) for key, item in template._client.items.items() if key not in points}
    diary.table, diary._client, diary.told = Table(client, template.table.name), client, []
    diary.store = HabitStore(diary.table, ADA)
    return diary
