"""All of relay together is cut off at each of its calls, throttled, told everything twice and backwards, and
poisoned: in the end all is as it would have been without."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from functions.relay.checkpoints import Checkpoints
from functions.relay.due import DueReminders
from functions.relay.files import LeftFiles
from functions.relay.logic import Worker, relay
from functions.relay.pauses import Pauses
from functions.relay.points import Points
from functions.relay.repository import EditLog, EventBus, Leftovers
from functions.relay.summaries import Standings, Summaries
from shared import clients
from shared.analytics.leaderboard import Board
from shared.analytics.summaries import SummaryCache
from shared.attributes import decode
from shared.media.objects import Objects
from shared.notify_queue import send_many
from shared.settings import settings
from shared.stream import answer, changes
from shared.table import Table
from tests.support.faults import Fuse, Fused, Killed, throttled
from tests.support.memory import TABLE_NAME, MemoryClient, copied
from tests.support.stream import record, stream_event
from tests.unit.habits.client import NOON, Person
from tests.unit.relay.journal import Journal

Record = dict[str, Any]
_PATIENCE = 12


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


def lived(table: Table) -> list[Record]:
    """Ada marks days, one of them by mistake, goes on holiday and loses a habit; what the stream tells of
    it."""
    ada = Person(table)
    journal = Journal(table, ada)
    records: list[Record] = []
    kept, gone = (ada.habit(name=name, reminders=[{"time": "08:00"}]) for name in ("Run", "Read"))
    records += journal.records()
    ada.has_vacations({"V": {"start": "2099-04-20", "end": "2099-04-25"}})
    for ago in range(8):
        ada.check_in(kept, ada.day(ago))
        records += journal.records()
    for habit_id in (kept, gone):
        ada.check_in(habit_id, ada.day(40))
        records += journal.records()
    Board(table).join("ada", "Countess", ada.now)
    SummaryCache(table, "ada").begin(ada.now)
    ada.check_in(kept, ada.day(7), None)
    table.delete("USER#ada", f"HABIT#{gone}")
    return records + journal.records()


@cache
def a_life() -> tuple[dict[tuple[str, str], Any], list[Record]]:
    """The table then, and the stream's records."""
    memory = MemoryClient()
    with settings.override(table_name=TABLE_NAME, region="eu-west-2"), clients.override(dynamodb=memory):
        return memory.items, lived(Table(memory, TABLE_NAME))


class World:
    """The table after that life, and what relay reaches."""

    def __init__(self, fuse: Fuse) -> None:
        self.memory, self.outside, self.fuse = MemoryClient(), Outside(), fuse
        self.memory.items = copied(a_life()[0])
        self.table = Table(self.memory, TABLE_NAME)

    def workers(self) -> Sequence[Worker]:
        table = Table(Fused(self.memory, self.fuse), TABLE_NAME)
        return (
            EditLog(table),
            Leftovers(table),
            Pauses(table),
            Checkpoints(table, lambda: NOON),
            Points(table, send_many, lambda: NOON, drains=True),
            Standings(table, lambda: NOON),
            Summaries(table),
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
        """What is in the table, but for counters of changes, and what has been told outside."""
        counters = {"version", "past_edits"}
        items = {
            key: {name: value for name, value in item.items() if name not in counters}
            for key, item in self.memory.items.items()
        }
        return items, self.outside.told


@contextmanager
def a_world(fuse: Fuse) -> Iterator[World]:
    world = World(fuse)
    outside = {name: Fused(world.outside, world.fuse) for name in ("events", "sqs", "s3")}
    with (
        settings.override(
            table_name=TABLE_NAME, region="eu-west-2", event_bus_name="bus", notify_queue_url="queue",
            uploads_bucket="uploads", media_bucket="media",
        ),
        clients.override(dynamodb=world.memory, **outside),
    ):  # fmt: skip
        yield world


@cache
def undisturbed() -> tuple[Any, int]:
    """What a run without faults leaves, and how many calls it makes."""
    with a_world(Fuse()) as world:
        world.deliver(a_life()[1])
        return world.state(), world.fuse.calls


def test_a_run_without_faults_does_all_of_its_work() -> None:
    (items, told), _ = undisturbed()
    kinds = {sk.partition("#")[0] for _, sk in items}
    assert {"EDITS", "POINTS", "REMINDER", "CHECKINS"} <= kinds
    assert "SUMMARY" not in kinds
    assert [decode(i["points"]) for (pk, _), i in items.items() if pk.startswith("LEADERBOARD#")] == [80]
    assert {kind for kind, _ in told} == {"habit.created", "checkin.recorded", "message"}
    (habit,) = (item for (_, sk), item in items.items() if sk.startswith("HABIT#") and "name" in item)
    assert habit["pauses"]["L"] and "checkpoint" in habit


@pytest.mark.exhaustive
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("part", range(6))
def test_it_is_cut_off_at_each_of_its_calls(late: bool, part: int) -> None:
    state, calls = undisturbed()
    for first in range(part, calls, 6):
        with a_world(Fuse(first, late=late)) as world:
            world.deliver(a_life()[1])
            assert world.state() == state, f"cut off at call {first} of {calls}"


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(3))
def test_what_it_reaches_has_enough_of_it_for_a_while(part: int) -> None:
    state, calls = undisturbed()
    for first in range(part * 5, calls, 15):
        with a_world(Fuse(first, times=8, error=throttled)) as world:
            world.deliver(a_life()[1])
            assert world.state() == state, f"throttled from call {first} of {calls} on"


@pytest.mark.parametrize("size", [1, 4, 100])
def test_everything_comes_twice_and_backwards(size: int) -> None:
    state, _ = undisturbed()
    records = a_life()[1]
    with a_world(Fuse()) as world:
        world.deliver([*records[::-1], *records, *records[::2]], size)
        assert world.state() == state


@pytest.mark.parametrize("given_up", [slice(2, 9), slice(8, 12), slice(11, None)], ids=str)
def test_a_batch_that_was_given_up_is_replayed_after_the_others(given_up: slice) -> None:
    """From the failures bucket, hours later: `invoke stream.replay`."""
    state, _ = undisturbed()
    lost = a_life()[1][given_up]
    assert lost
    with a_world(Fuse()) as world:
        world.deliver([one for one in a_life()[1] if one not in lost])
        world.deliver(lost)
        assert world.state() == state


def test_poison_is_set_aside_alone(capsys: pytest.CaptureFixture[str]) -> None:
    state, _ = undisturbed()
    unreadable = record("USER#ada", "CHECKINS#2099-05#H", new={"01": "x"})
    unreadable["dynamodb"]["NewImage"]["01"] = {"X": 1}
    senseless = record("USER#ada", "CHECKINS#no-month#no-habit", new={"01": "!" * 18})
    records = list(a_life()[1])
    records[3:3], records[7:7] = [unreadable], [senseless]
    with a_world(Fuse()) as world:
        world.deliver(records)
        assert world.state() == state
    said = capsys.readouterr().out
    assert unreadable["eventID"] in said and senseless["eventID"] in said
    assert not any(fine["eventID"] in said for fine in a_life()[1])
