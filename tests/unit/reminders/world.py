"""Reminders as they run: a table, a queue that takes messages, the schedule, and the function's own calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone
from typing import Any

from functions.relay.due import DueReminders
from functions.reminders.logic import Limits, Reminders
from functions.reminders.repository import DueEntries
from shared.notify_message import Message
from shared.notify_queue import NotQueued
from shared.reminders.due import Index
from shared.stream import Change, changes
from shared.table import Table
from tests.support.memory import TABLE_NAME, MemoryClient
from tests.support.stream import record, stream_event

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
HABIT = "01JZ0000000000000000000001"
TASK = "01JZ0000000000000000000002"
MINUTE = timedelta(minutes=1)
# The table lets expire what is in the past of the real clock.
MORNING = datetime(2099, 5, 4, 6, 30, tzinfo=timezone.utc)  # a Monday


def at(clock: str, days: int = 0) -> datetime:
    """HH:MM of that Monday, or so many days later."""
    return datetime.combine(MORNING.date() + timedelta(days), time.fromisoformat(clock), timezone.utc)


@dataclass
class World:
    memory: Any = field(default_factory=MemoryClient)
    sent: list[Message] = field(default_factory=list)
    handed: list[tuple[str, int]] = field(default_factory=list)
    refuses: Callable[[Message], bool] = lambda message: False
    seconds_left: float = 600

    @property
    def table(self) -> Table:
        return Table(self.memory, TABLE_NAME)

    @property
    def reminders(self) -> Reminders:
        return self.made()

    def made(
        self,
        due: DueEntries | None = None,
        send: Callable[[Sequence[Message]], None] | None = None,
        limits: Limits = Limits(),  # noqa: B008 - it cannot be changed
    ) -> Reminders:
        """The function, with these parts instead of its own."""
        parts = due or DueEntries(self.table), send or self.send
        return Reminders(Index(self.table), *parts, self, limits)

    def send(self, messages: Sequence[Message]) -> None:
        refused = [message for message in messages if self.refuses(message)]
        self.sent += [message for message in messages if message not in refused]
        if refused:
            raise NotQueued(refused)

    def work(self, minute: str, shard: int) -> None:
        self.handed.append((minute, shard))

    def tick(self, now: datetime) -> None:
        """The schedule's call, and those of the function by itself, which come a moment later."""
        self.reminders.tick(now, lambda: self.seconds_left)
        while self.handed:
            self.reminders.work(*self.handed.pop(0), now)

    def run(self, first: datetime, last: datetime) -> None:
        """Every minute between, some seconds late."""
        now = first
        while now <= last:
            self.tick(now + timedelta(seconds=7))
            now += MINUTE

    def person(self, user_id: str = ADA, **fields: Any) -> None:
        pk = f"USER#{user_id}"
        self.table.put({"pk": pk, "sk": "PROFILE", "id": user_id, "timezone": "UTC", **fields})

    def habit(self, *times: str, now: datetime = MORNING, user_id: str = ADA, **fields: Any) -> None:
        """There is a habit that reminds at these times each day, or these instead of others."""
        reminders = [{"time": time, "days": [1, 2, 3, 4, 5, 6, 7]} for time in times]
        item = {**a_habit(), "reminders": reminders, **fields}
        self.save(f"HABIT#{item['id']}", item, now, user_id)

    def save(self, sk: str, item: dict[str, Any] | None, now: datetime, user_id: str = ADA) -> Change:
        """Writes or (None) removes an item, which the stream tells `relay` of."""
        pk = f"USER#{user_id}"
        old = self.table.get(pk, sk, consistent=True)
        if item is None:
            self.table.delete(pk, sk)
        else:
            self.table.put({"pk": pk, "sk": sk, **item})
        (change,) = changes(stream_event(record(pk, sk, _bare(old), item, now.timestamp())))
        self.relay(change, now=now)
        return change

    def relay(self, *told: Change, now: datetime = MORNING) -> None:
        worker = DueReminders(self.table, lambda: now)
        concerned = [change for change in told if worker.concerns(change)]
        if concerned:
            worker.work(concerned[0].user_id, concerned)

    def times(self) -> list[str]:
        """When what was sent was due, as day of the month and time in UTC."""
        return [message.due.strftime("%d %H:%M") for message in self.sent if message.due]

    def entries(self) -> list[str]:
        """The due index: where each entry is."""
        return sorted(pk for pk, sk in self.memory.items if pk.startswith("DUE#") and sk != "CLOCK")

    def is_sound(self) -> bool:
        """Whether each pointer names an entry, and each entry is named."""
        named = {
            (f"DUE#{item['due']['S']}#{item['shard']['N']}", f"{pk[5:]}#{sk[9:]}")
            for (pk, sk), item in self.memory.items.items()
            if sk.startswith("REMINDER#")
        }
        return named == {key for key in self.memory.items if key[0].startswith("DUE#20")}


def a_habit() -> dict[str, Any]:
    return {
        "id": HABIT,
        "name": "Run",
        "kind": "yes_no",
        "target_type": "at_least",
        "schedule": {"type": "daily"},
        "archived": False,
        "version": 1,
        "created_at": "2099-05-01T00:00:00Z",
    }


def _bare(item: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if item is None else {name: item[name] for name in item if name not in ("pk", "sk")}
