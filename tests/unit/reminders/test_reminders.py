"""The minute's work: what is due is sent once, goes on to its next time, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from functions.reminders.repository import DueEntries
from shared.errors import Unavailable
from shared.notify_message import Message, to_body
from shared.notify_queue import NotQueued
from shared.reminders.due import Entry, Index
from shared.table import Table
from tests.unit.reminders.world import ADA, HABIT, MORNING, World, at


@pytest.fixture
def world() -> World:
    made = World()
    made.person()
    made.tick(MORNING)
    return made


def test_a_reminder_is_sent_in_its_minute_and_comes_again_tomorrow(world: World) -> None:
    world.habit("08:00")
    world.run(MORNING, at("08:10"))
    world.run(at("07:55", 1), at("08:05", 1))
    assert world.times() == ["04 08:00", "05 08:00"]
    assert world.sent[0] == Message(
        f"habit#{HABIT}#2099-05-04T08:00",
        "reminder",
        ADA,
        {"of": "habit", "id": HABIT, "date": "2099-05-04", "time": "08:00"},
        at("08:00"),
    )
    assert world.is_sound()


def test_it_is_not_sent_before_its_minute(world: World) -> None:
    world.habit("08:00")
    world.run(MORNING, at("07:59"))
    assert world.sent == []


def test_the_message_names_the_persons_own_time_and_day(world: World) -> None:
    world.person(timezone="America/New_York", day_start_hour=3)
    world.habit("01:30")
    world.run(at("05:20"), at("05:40"))
    world.run(at("05:20", 1), at("05:40", 1))
    assert [dict(one.ref) for one in world.sent] == [
        {"of": "habit", "id": HABIT, "date": "2099-05-04", "time": "01:30"}
    ]
    assert world.times() == ["05 05:30"]


def test_several_reminders_of_a_habit_all_come(world: World) -> None:
    world.habit("08:00", "08:01", "08:02", "21:00")
    world.run(MORNING, at("08:20"))
    world.run(at("20:55"), at("21:05"))
    assert world.times() == ["04 08:00", "04 08:01", "04 08:02", "04 21:00"]


def test_after_an_outage_one_is_late_and_none_is_lost(world: World) -> None:
    world.habit("08:00", "09:00", "10:00", "12:00")
    world.run(MORNING, at("07:30"))
    world.tick(at("11:15"))
    assert world.times() == ["04 08:00"]
    world.run(at("11:16"), at("12:05"))
    assert world.times() == ["04 08:00", "04 12:00"]
    assert world.is_sound()


def test_a_long_outage_is_caught_up_with_in_steps(world: World) -> None:
    world.habit("08:00")
    world.seconds_left = 1
    untils: list[str | None] = []
    while not untils or untils[-1] != "2099-05-05T08:10":
        world.tick(at("08:10", 1))
        untils.append(Index(world.table).clock().until)
    # An hour a call, when there is no time for more.
    assert untils[:2] == ["2099-05-04T07:30", "2099-05-04T08:30"]
    assert world.times() == ["04 08:00"]


def test_a_minute_without_anything_costs_two_reads_and_a_write(world: World) -> None:
    asked: list[str] = []

    class Counting:
        def __getattr__(self, name: str) -> object:
            asked.append(name)
            return getattr(world.memory, name)

    counted = World(memory=Counting())
    counted.tick(at("07:00"))
    world.memory.items.clear()
    asked.clear()
    counted.tick(at("07:01"))
    assert sorted(asked) == ["get_item", "query", "update_item"]


def test_the_same_minute_twice_is_worked_off_once(world: World) -> None:
    world.habit("08:00")
    world.tick(at("08:00"))
    world.tick(at("08:00") + timedelta(seconds=30))
    assert world.times() == ["04 08:00"]


def test_something_far_away_is_looked_at_once_a_week(world: World) -> None:
    task = {
        "id": "T",
        "title": "Passport",
        "status": "open",
        "due": None,
        "reminders": [{"at": "2099-05-20T09:00"}],
    }
    world.save("TASK#T", task, MORNING)
    assert world.entries() == ["DUE#2099-05-11T06:30#0"]
    index = DueEntries(world.table)
    index.worked_off("2099-05-11T06:25")
    world.tick(at("06:30", 7))
    assert world.entries() == ["DUE#2099-05-18T06:30#0"]
    index.worked_off("2099-05-18T06:25")
    world.tick(at("06:30", 14))
    assert world.sent == []
    index.worked_off("2099-05-20T08:55")
    world.tick(at("09:00", 16))
    assert world.times() == ["20 09:00"]
    assert world.sent[0].ref == {"of": "task", "id": "T", "date": "2099-05-20", "time": "09:00"}
    assert world.entries() == [] and world.is_sound()


def test_the_digest_is_of_the_week_that_is_over(world: World) -> None:
    world.save("PREFERENCES", {"channels": {"digest": {"mail": True}}, "version": 1}, MORNING)
    world.run(at("06:55"), at("07:05"))
    assert world.sent == [
        Message("digest#weekly#2099-05-04T07:00", "digest", ADA, {"week": "2099-04-27"}, at("07:00"))
    ]
    world.save("PREFERENCES", {"channels": {"digest": {"mail": False}}, "version": 2}, at("08:00"))
    assert world.entries() == []


def held(number: int = 1) -> Message:
    return Message(f"m{number}", "milestone", ADA, {"habit_id": HABIT, "streak": 7, "points": 50}, MORNING)


def test_what_is_held_is_sent_once_as_it_was(world: World) -> None:
    index = Index(world.table)
    index.hold(ADA, "N1", to_body(held(), MORNING), at("08:00"), MORNING)
    world.run(MORNING, at("08:05"))
    assert world.sent == [held()]
    assert world.entries() == [] and world.is_sound()


def test_what_is_held_again_waits_for_the_later_time(world: World) -> None:
    index = Index(world.table)
    index.hold(ADA, "N1", to_body(held(1), MORNING), at("08:00"), MORNING)
    index.hold(ADA, "N1", to_body(held(1), MORNING), at("08:00"), MORNING)
    index.hold(ADA, "N1", to_body(held(2), MORNING), at("09:00"), MORNING)
    world.run(MORNING, at("09:05"))
    assert world.sent == [held(2)]
    assert world.entries() == []


def test_messages_that_are_not_taken_come_again_and_the_others_do_not(world: World) -> None:
    other = "01JZ0000000000000000000009"
    world.habit("08:00")
    world.habit("08:00", id=other)
    world.refuses = lambda message: message.ref["id"] == other
    with pytest.raises(NotQueued):
        world.tick(at("08:00"))
    assert [message.ref["id"] for message in world.sent] == [HABIT]
    world.refuses = lambda message: False
    world.reminders.work("2099-05-04T08:00", 0, at("08:03"))
    assert [message.ref["id"] for message in world.sent] == [HABIT, other]
    assert world.is_sound()


def test_an_entry_that_nobody_understands_keeps_none_from_being_sent(world: World) -> None:
    world.habit("08:00")
    for sk, fields in (("x", {}), (f"{ADA}#habit#y", {"at": "2099-05-04T08:00", "rule": "nonsense"})):
        world.table.put({"pk": "DUE#2099-05-04T08:00#0", "sk": sk, **fields})
    world.tick(at("08:00"))
    assert world.times() == ["04 08:00"]


class Stalled(DueEntries):
    """Reads, and goes on when others have done the work."""

    def __init__(self, table: Table, seen: Sequence[Entry]) -> None:
        super().__init__(table)
        self._seen = list(seen)

    def all(self, minute: str, shard: int) -> list[Entry]:
        return self._seen


def test_a_run_that_comes_too_late_changes_nothing(world: World) -> None:
    world.habit("08:00", "08:05")
    seen = DueEntries(world.table).all("2099-05-04T08:00", 0)
    stalled = world.made(due=Stalled(world.table, seen))
    world.run(at("08:00"), at("08:10"))
    stalled.work("2099-05-04T08:00", 0, at("08:12"))
    assert {message.id for message in world.sent} == {
        f"habit#{HABIT}#2099-05-04T08:00",
        f"habit#{HABIT}#2099-05-04T08:05",
    }
    assert world.is_sound()
    world.run(at("07:55", 1), at("08:10", 1))
    assert sorted(set(world.times())) == ["04 08:00", "04 08:05", "05 08:00", "05 08:05"]


def test_what_is_changed_while_it_is_sent_goes_by_the_change(world: World) -> None:
    world.habit("08:00")

    def slow(messages: Sequence[Message]) -> None:
        world.send(messages)
        world.habit("20:00", now=at("08:00"))

    world.made(send=slow).tick(at("08:00"), lambda: 600.0)
    world.run(at("08:01"), at("20:05"))
    assert world.times() == ["04 08:00", "04 20:00"]


@pytest.mark.parametrize("gone", ["habit", "person"])
def test_nothing_stays_of_what_goes_while_it_is_sent(world: World, gone: str) -> None:
    world.habit("08:00")

    def slow(messages: Sequence[Message]) -> None:
        world.send(messages)
        if gone == "habit":
            world.save(f"HABIT#{HABIT}", None, at("08:00"))
        else:
            for key in [key for key in world.memory.items if key[0] == f"USER#{ADA}"]:
                del world.memory.items[key]

    world.made(send=slow).tick(at("08:00"), lambda: 600.0)
    assert world.entries() == []


def test_a_tick_that_cannot_reach_the_table_is_made_up_for(world: World) -> None:
    world.habit("08:00")
    world.run(MORNING, at("07:59"))

    class Down:
        def __getattr__(self, name: str) -> object:
            raise Unavailable("away", retry_after_s=1)

    with pytest.raises(Unavailable):
        World(memory=Down()).tick(at("08:00"))
    world.tick(at("08:01"))
    assert world.times() == ["04 08:00"]
