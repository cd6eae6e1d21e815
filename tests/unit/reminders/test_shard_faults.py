"""A minute of several shards, some handed on to calls of their own: throttled and cut off at each request,
called twice and in another order, with entries that make no sense. In the end all is as without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from functions.reminders.logic import Limits, Reminders
from functions.reminders.repository import DueEntries
from shared.errors import Unavailable
from shared.notify_queue import NotQueued
from shared.reminders.due import Index
from shared.table import Table
from tests.support.faults import Fuse, Fused, Killed, throttled, until_done
from tests.support.memory import TABLE_NAME
from tests.unit.reminders.world import World, at

MINUTE, PEOPLE = "2099-05-04T08:00", 6


@dataclass
class Morning(World):
    """Six people in two shards are reminded at eight; the smaller shard is the tick's own."""

    fuse: Fuse = field(default_factory=Fuse)
    dead: list[tuple[str, int]] = field(default_factory=list)

    @property
    def reminders(self) -> Reminders:
        table = Table(Fused(self.memory, self.fuse), TABLE_NAME)
        return Reminders(Index(table), DueEntries(table), self.send, self, Limits(own=3))

    def call(self, work: Callable[[], None]) -> bool:
        """As Lambda does, with two more attempts; whether one of them succeeded."""
        try:
            until_done(work)
        except (Killed, Unavailable, NotQueued):
            return False
        return True

    def minute(self, clock: str, backwards: bool = False) -> None:
        now = at(clock)
        self.call(lambda: self.reminders.tick(now, lambda: 600.0))
        while self.handed:
            self.work_off(*self.handed.pop(-1 if backwards else 0), clock)

    def work_off(self, minute: str, shard: int, clock: str) -> None:
        """The function's own call; one that fails for good is in the queue of failures."""
        if not self.call(lambda: self.reminders.work(minute, shard, at(clock))):
            self.dead.append((minute, shard))

    def redrive(self) -> None:
        while self.dead:
            self.work_off(*self.dead.pop(), "08:30")

    def left(self) -> tuple[set[tuple[str, str]], list[str], bool]:
        """Who has been told what, where the index goes on, and whether it is in order."""
        return {(one.user_id, one.id) for one in self.sent}, self.entries(), self.is_sound()


def a_morning(fuse: Fuse) -> Morning:
    world = Morning()
    world.minute("07:57")
    world.table.update("DUE#CLOCK", "CLOCK", set={"width": 2})
    for number in range(PEOPLE):
        user_id = f"{number:08}-0000-4000-8000-000000000000"
        world.person(user_id)
        world.habit("08:00", "20:00", user_id=user_id)
    world.fuse = fuse
    return world


def worked_off(fuse: Fuse) -> Any:
    world = a_morning(fuse)
    for clock in ("08:00", "08:01", "08:02"):
        world.minute(clock)
    world.redrive()
    return world.left()


@cache
def undisturbed() -> tuple[Any, int]:
    fuse = Fuse()
    return worked_off(fuse), fuse.calls


def test_the_undisturbed_morning_reminds_all() -> None:
    (told, entries, sound), calls = undisturbed()
    assert (len(told), len(entries), sound) == (PEOPLE, PEOPLE, True)
    world = a_morning(Fuse())
    world.reminders.tick(at("08:00"), lambda: 600.0)
    assert world.handed and world.sent, "one shard is handed on, the other is not"
    assert calls > 20


@pytest.mark.exhaustive
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_cut_off_at_each_of_its_calls(late: bool) -> None:
    left, calls = undisturbed()
    for first in range(calls):
        assert worked_off(Fuse(first, late=late)) == left, f"cut off at call {first} of {calls}"


@pytest.mark.exhaustive
@pytest.mark.parametrize("times", [1, 4])
def test_the_table_has_enough_of_it_for_a_while(times: int) -> None:
    left, calls = undisturbed()
    for first in range(calls):
        assert worked_off(Fuse(first, times, error=throttled)) == left, f"throttled from call {first} on"


def test_calls_come_twice_and_the_last_shard_first() -> None:
    world = a_morning(Fuse())
    for clock in ("08:00", "08:00", "08:01"):
        world.minute(clock, backwards=True)
        for shard in (1, 0, 1):
            world.work_off(MINUTE, shard, clock)
    assert world.left() == undisturbed()[0]


def test_a_shard_that_failed_for_good_is_finished_from_the_queue_of_failures() -> None:
    world = a_morning(Fuse())
    world.reminders.tick(at("08:00"), lambda: 600.0)
    world.dead, world.handed = world.handed, []
    world.minute("08:01")
    assert len(world.left()[0]) < PEOPLE
    world.redrive()
    assert world.left() == undisturbed()[0]


def test_an_entry_that_makes_no_sense_is_set_aside_alone(capsys: pytest.CaptureFixture[str]) -> None:
    left, _ = undisturbed()
    world = a_morning(Fuse())
    poison = {"pk": f"DUE#{MINUTE}#1", "sk": "!"}
    world.table.put(poison)
    for clock in ("08:00", "08:01"):
        world.minute(clock)
    told, entries, _ = world.left()
    assert (told, [entry for entry in entries if entry != poison["pk"]]) == left[:2]
    assert capsys.readouterr().out.count("cannot be read") >= 1
