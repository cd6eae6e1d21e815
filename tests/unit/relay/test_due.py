"""Reminders follow the changes that the stream tells of."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest

from functions.relay.due import DueReminders
from functions.relay.logic import TryAgainError
from shared.errors import Unavailable
from shared.reminders.due import Index, Ref
from shared.reminders.rule import Rule
from shared.stream import Change, changes
from shared.table import Table
from tests.support.memory import MemoryClient
from tests.support.stream import record, stream_event
from tests.unit.reminders.world import ADA, HABIT, MORNING, TASK, World, a_habit, at

EIGHT = [{"time": "08:00", "days": [1, 2, 3, 4, 5, 6, 7]}]


@pytest.fixture
def world() -> World:
    made = World()
    made.person()
    return made


def entry(clock: str, days: int = 0) -> list[str]:
    return [f"DUE#{at(clock, days):%Y-%m-%dT%H:%M}#0"]


def test_a_habit_that_reminds_is_in_the_index_until_it_does_not(world: World) -> None:
    world.habit("08:00")
    assert world.entries() == entry("08:00")
    world.habit("09:00")
    assert world.entries() == entry("09:00")
    world.habit()
    assert world.entries() == [] and world.is_sound()


@pytest.mark.parametrize(
    "end", [{"archived": True}, {"deleted_at": "2099-05-04T00:00:00Z", "ttl": 4102444800}]
)
def test_what_is_put_away_reminds_no_more_until_it_is_back(world: World, end: dict[str, Any]) -> None:
    world.habit("08:00")
    world.habit("08:00", **end)
    assert world.entries() == []
    world.habit("08:00")
    assert world.entries() == entry("08:00")


class Waiting(MemoryClient):
    """Answers a transaction when another one is under way as well."""

    def __init__(self) -> None:
        super().__init__()
        self.both: Barrier | None = None

    def transact_write_items(self, TransactItems: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803 - botocore's
        if self.both is not None:
            self.both.wait(timeout=5)
        return super().transact_write_items(TransactItems)


def test_who_moves_with_much_does_not_keep_the_stream_waiting() -> None:
    memory = Waiting()
    world = World(memory=memory)
    world.person()
    for number in range(4):
        world.habit("08:00", id=f"01JZ000000000000000000000{number}")
    memory.both = Barrier(2)
    world.save("PROFILE", {"id": ADA, "timezone": "Asia/Tokyo"}, MORNING)
    assert world.is_sound() and world.entries() == 4 * entry("23:00")


def test_what_is_purged_leaves_nothing(world: World) -> None:
    world.habit("08:00")
    world.save(f"HABIT#{HABIT}", None, MORNING)
    assert world.entries() == [] and world.is_sound()


def test_a_reminder_of_now_comes_soon_and_one_that_is_over_tomorrow(world: World) -> None:
    now = at("08:00")
    world.habit("08:01", now=now)
    assert world.entries() == entry("08:02")  # the next minute may have been worked off before this is there
    world.habit("08:00", now=now)
    assert world.entries() == entry("08:00", 1)


def test_what_was_set_in_time_comes_though_the_stream_was_slow(world: World) -> None:
    habit = {**a_habit(), "reminders": EIGHT}
    world.table.put({"pk": f"USER#{ADA}", "sk": f"HABIT#{HABIT}", **habit})
    (change,) = changes(
        stream_event(record(f"USER#{ADA}", f"HABIT#{HABIT}", None, habit, at("07:59").timestamp()))
    )
    world.relay(change, now=at("08:01"))
    assert world.entries() == entry("08:03")
    world.tick(at("08:03"))
    assert world.times() == ["04 08:00"]


def test_whoever_moves_takes_all_reminders_along(world: World) -> None:
    wishes = {"channels": {"digest": {"mail": True}}, "version": 1}
    reminders = [{"at": "2099-05-05T09:00"}]
    world.habit("08:00")
    world.save(f"TASK#{TASK}", {"id": TASK, "title": "T", "status": "open", "reminders": reminders}, MORNING)
    world.save("PREFERENCES", wishes, MORNING)
    assert world.entries() == [*entry("07:00"), *entry("08:00"), *entry("09:00", 1)]
    world.save("PROFILE", {"id": ADA, "timezone": "America/New_York"}, MORNING)
    assert world.entries() == [*entry("11:00"), *entry("12:00"), *entry("13:00", 1)]
    assert world.is_sound()


def test_a_pointer_to_what_is_not_there_goes_with_a_move(world: World) -> None:
    world.habit("08:00")
    world.table.delete(f"USER#{ADA}", f"HABIT#{HABIT}")
    world.save("PROFILE", {"id": ADA, "timezone": "Asia/Tokyo"}, MORNING)
    assert world.entries() == [] and world.is_sound()


def test_a_held_message_does_not_move(world: World) -> None:
    Index(world.table).hold(ADA, "N1", {"id": "m"}, at("08:00"), MORNING)
    world.save("PROFILE", {"id": ADA, "timezone": "Asia/Tokyo"}, MORNING)
    assert world.entries() == entry("08:00")


def test_changes_may_come_twice_and_in_any_order(world: World) -> None:
    first = world.save(f"HABIT#{HABIT}", {**a_habit(), "reminders": EIGHT}, MORNING)
    second = world.save(f"HABIT#{HABIT}", a_habit(), MORNING)
    third = world.save(f"HABIT#{HABIT}", {**a_habit(), "reminders": EIGHT}, MORNING)
    for order in ((third, first, second), (second, second, first), (first,)):
        world.relay(*order)
        assert world.entries() == entry("08:00") and world.is_sound()


def test_an_entry_that_was_lost_is_put_back_by_the_next_change(world: World) -> None:
    change = world.save(f"HABIT#{HABIT}", {**a_habit(), "reminders": EIGHT}, MORNING)
    del world.memory.items[f"DUE#{MORNING:%Y-%m-%d}T08:00#0", f"{ADA}#habit#{HABIT}"]
    world.relay(change, now=at("08:30"))
    assert world.entries() == []  # the minute's work may still be on its way
    world.relay(change, now=at("12:00"))
    assert world.entries() == entry("08:00", 1)


def test_a_minute_that_comes_while_a_habit_is_changed_does_no_harm(world: World) -> None:
    world.habit("08:00")

    class Slow(Table):
        """The minute's work is done between its reading and its writing."""

        def get(self, pk: str, sk: str, consistent: bool = False) -> dict[str, Any] | None:
            found = super().get(pk, sk, consistent)
            if sk.startswith("REMINDER#") and not world.sent:
                world.tick(at("08:00"))
            return found

    rule = Rule("UTC", weekly=(("20:00", frozenset(range(1, 8))),))
    index = Index(Slow(world.memory, world.table.name))
    index.place(Ref(ADA, "habit", HABIT), rule, at("08:00"), at("08:00"))
    assert world.entries() == entry("20:00") and world.is_sound()


def test_nothing_is_written_for_a_person_who_has_gone(world: World) -> None:
    world.table.delete(f"USER#{ADA}", "PROFILE")
    world.habit("08:00")
    assert world.entries() == []


def change_of(sk: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change:
    (change,) = changes(stream_event(record(f"USER#{ADA}", sk, old, new)))
    return change


@pytest.mark.parametrize(
    ("sk", "old", "new", "is_concerned"),
    [
        (f"HABIT#{HABIT}", {"name": "Run"}, {"name": "Walk"}, False),
        (f"HABIT#{HABIT}", {"checkpoint": "a"}, {"checkpoint": "b"}, False),
        (f"HABIT#{HABIT}", None, {"name": "Run", "reminders": [], "archived": False}, False),
        (f"HABIT#{HABIT}", None, {"name": "Run", "reminders": EIGHT}, True),
        (f"HABIT#{HABIT}", {"reminders": EIGHT}, {"reminders": EIGHT, "end_date": "2099-05-09"}, True),
        ("HABIT#ORDER", None, {"ids": []}, False),
        ("HABIT#PAUSES", None, {"vacations": {}}, False),
        (f"TASK#{TASK}", {"title": "a"}, {"title": "b"}, False),
        (f"TASK#{TASK}", {"due": {"date": "2099-05-09"}}, {"due": None}, True),
        ("PROFILE", {"timezone": "UTC"}, {"timezone": "UTC", "name": "Ada"}, False),
        ("PROFILE", {"timezone": "UTC"}, {"timezone": "Asia/Tokyo"}, True),
        ("PROFILE", None, {"timezone": "Asia/Tokyo"}, False),
        ("PROFILE", {"timezone": "UTC"}, None, False),
        ("PREFERENCES", {"channels": {}}, {"channels": {"digest": {"mail": True}}}, True),
        ("PREFERENCES", {"version": 1}, {"version": 2, "quiet_hours": {}}, False),
        (f"CHECKINS#2099-05#{HABIT}", None, {"04": "x"}, False),
    ],
)
def test_only_what_may_move_a_reminder_is_worked_on(
    sk: str, old: dict[str, Any] | None, new: dict[str, Any] | None, is_concerned: bool
) -> None:
    assert DueReminders(Table()).concerns(change_of(sk, old, new)) == is_concerned


def test_a_table_that_is_away_means_once_more() -> None:
    class Away:
        def __getattr__(self, name: str) -> object:
            raise Unavailable("away", retry_after_s=1)

    worker = DueReminders(Table(Away(), "t"))
    with pytest.raises(TryAgainError):
        worker.work(ADA, [change_of(f"HABIT#{HABIT}", None, {"reminders": EIGHT})])
