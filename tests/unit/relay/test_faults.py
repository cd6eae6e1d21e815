"""The whole of relay is cut off at each of its calls, throttled, and told everything twice and backwards: in the
end all is as it would have been without."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.relay.checkpoints import Checkpoints
from functions.relay.due import DueReminders
from functions.relay.files import LeftFiles
from functions.relay.logic import Worker, relay
from functions.relay.pauses import Pauses
from functions.relay.points import Points
from functions.relay.repository import EditLog, EventBus, Leftovers
from shared import clients
from shared.media.objects import Objects
from shared.notify_queue import send_many
from shared.settings import settings
from shared.stream import answer, changes
from shared.table import Table
from tests.support.memory import TABLE_NAME, MemoryClient
from tests.support.stream import stream_event
from tests.unit.habits.client import NOON, Person
from tests.unit.relay.journal import Journal

Record = dict[str, Any]
_PATIENCE = 12


class Killed(BaseException):
    """The function was cut off here; no code of its own sees that."""


def throttled() -> ClientError:
    return ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow down"}}, "Any")


@dataclass
class Fuse:
    """Blows at the calls from `first` on, `times` times, before or after their work."""

    first: int = 1 << 30
    times: int = 1
    late: bool = False
    error: Callable[[], BaseException] = Killed
    calls: int = 0

    def around(self, work: Callable[[], Any]) -> Any:
        number = self.calls
        self.calls += 1
        blows = self.first <= number < self.first + self.times
        if blows and not self.late:
            raise self.error()
        done = work()
        if blows:
            raise self.error()
        return done


class Fused:
    """A client whose every call burns the fuse."""

    def __init__(self, client: Any, fuse: Fuse) -> None:
        self._client, self._fuse = client, fuse

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)
        return lambda **request: self._fuse.around(lambda: method(**request))


@dataclass
class Outside:
    """The bus, the queue of messages and the buckets: what has been told them, once or more often."""

    told: set[tuple[str, str]] = field(default_factory=set)

    def put_events(self, *, Entries: list[Record]) -> Record:  # noqa: N803
        for entry in Entries:
            self.told.add((entry["DetailType"], json.loads(entry["Detail"])["event_id"]))
        return {"Entries": [{} for _ in Entries]}

    def send_message_batch(self, *, QueueUrl: str, Entries: list[Record]) -> Record:  # noqa: N803
        self.told |= {("message", json.loads(entry["MessageBody"])["id"]) for entry in Entries}
        return {"Successful": [{"Id": entry["Id"]} for entry in Entries]}

    def delete_object(self, *, Bucket: str, Key: str) -> None:  # noqa: N803
        self.told.add(("gone", Key))

    def delete_objects(self, *, Bucket: str, Delete: Record) -> Record:  # noqa: N803
        self.told |= {("gone", one["Key"]) for one in Delete["Objects"]}
        return {}


class World:
    """Ada, who marks days, goes on holiday and loses a habit; `stream` is what the table tells of it."""

    def __init__(self) -> None:
        self.memory, self.outside, self.fuse = MemoryClient(), Outside(), Fuse()
        self.table = Table(self.memory, TABLE_NAME)

    def live(self) -> list[Record]:
        ada = Person(self.table)
        journal = Journal(self.table, ada)
        records: list[Record] = []

        def told(change: Any) -> Any:
            records.extend(journal.records())
            return change

        kept = told(ada.habit(reminders=[{"time": "08:00"}]))
        gone = told(ada.habit(name="Read"))
        told(ada.has_vacations({"V": {"from": "2099-04-20", "to": "2099-04-25"}}))
        for ago in range(8):
            told(ada.check_in(kept, ada.day(ago)))
        told(ada.check_in(gone, ada.day(40)))
        told(ada.check_in(kept, ada.day(2), None))
        self.table.delete("USER#ada", f"HABIT#{gone}")
        told(None)
        return records

    def workers(self) -> Sequence[Worker]:
        table = Table(Fused(self.memory, self.fuse), TABLE_NAME)
        return (
            EditLog(table),
            Leftovers(table),
            Pauses(table),
            Checkpoints(table, lambda: NOON),
            Points(table, send_many, lambda: NOON, drains=True),
            LeftFiles(table, Objects()),
            DueReminders(table, lambda: NOON),
        )

    def deliver(self, records: Sequence[Record], size: int = 7) -> None:
        """As Lambda does: a batch comes again, whole after a kill, and else from what failed on; then what
        relay itself has changed comes."""
        workers, bus = self.workers(), EventBus(sleep=lambda _: None)
        journal, waiting = Journal(self.table, Person(self.table)), list(records)
        for _ in range(len(waiting) * _PATIENCE):
            batch = list(changes(stream_event(*waiting[:size])))
            try:
                failed = answer(batch, relay(batch, bus, workers))["batchItemFailures"]
            except Killed:
                continue
            numbers = [change.sequence for change in batch]
            done = numbers.index(failed[0]["itemIdentifier"]) if failed else len(batch)
            waiting = waiting[done:] + journal.records()
            if not waiting:
                return
        raise AssertionError("it goes round in circles")

    def state(self) -> tuple[dict[tuple[str, str], Any], set[tuple[str, str]]]:
        """Of what the stream's records do not say themselves. Counters of changes may differ."""
        counters = {"version", "past_edits"}
        items = {
            key: {name: value for name, value in item.items() if name not in counters}
            for key, item in self.memory.items.items()
        }
        return items, {one for one in self.outside.told if not one[1].startswith("event-9")}


@contextmanager
def a_world() -> Iterator[tuple[World, list[Record]]]:
    world = World()
    outside = {name: Fused(world.outside, world.fuse) for name in ("events", "sqs", "s3")}
    with (
        settings.override(
            table_name=TABLE_NAME, region="eu-west-2", event_bus_name="bus", notify_queue_url="queue",
            uploads_bucket="uploads", media_bucket="media",
        ),
        clients.override(dynamodb=world.memory, **outside),
    ):  # fmt: skip
        yield world, world.live()


def test_x() -> None:
    import time
    with a_world() as (world, records):
        t = time.time()
        world.deliver(records)
        print(len(records), world.fuse.calls, time.time() - t)
        for k, v in world.state()[0].items(): print(k, str(v)[:150])
        print(world.outside.told)
    assert 0
