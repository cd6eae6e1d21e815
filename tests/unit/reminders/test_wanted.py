"""Whether a reminder that is due is still sent: decided by what is so at that moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shared.habits.items import checkins_key
from shared.habits.marks import DONE, MISSED, SKIP, UNMARKED, Mark, Stamp, encode
from shared.notify_message import Message
from shared.reminders.wanted import Wanted, wanted
from tests.unit.reminders.world import ADA, HABIT, MORNING, TASK, World, at

TODAY = MORNING.date()
EIGHT = at("08:00")
GLASSES = {"kind": "numeric", "target": 8, "unit": "glasses"}


class Asking(World):
    """Whether the reminder of eight o'clock is to be sent."""

    def answer(self, now: datetime = EIGHT, **ref: Any) -> Wanted | None:
        about = {"of": "habit", "id": HABIT, "date": TODAY.isoformat(), "time": "08:00", **ref}
        profile = self.table.get(f"USER#{ADA}", "PROFILE") or {}
        return wanted(self.table, profile, Message("m", "reminder", ADA, about, EIGHT), now)

    def mark(self, status: int, amount: int | None = None, day: date = TODAY) -> None:
        sk, name = checkins_key(f"{day:%Y-%m}", HABIT), f"{day.day:02}"
        text = encode(Stamp(1), Mark(status, amount))
        self.table.update(f"USER#{ADA}", sk, set={name: text})


@pytest.fixture
def world() -> Asking:
    made = Asking()
    made.person()
    return made


def test_what_is_open_is_wanted_with_its_words(world: Asking) -> None:
    world.habit("08:00", question="Did you run?")
    assert world.answer() == Wanted("habit", HABIT, TODAY, "08:00", "Run", "Did you run?", numeric=False)


@pytest.mark.parametrize(
    ("fields", "status", "amount", "is_wanted"),
    [
        ({}, UNMARKED, None, True),
        ({}, DONE, None, False),
        ({}, SKIP, None, False),
        ({}, MISSED, None, False),
        (GLASSES, DONE, 3000, True),
        (GLASSES, DONE, 8000, False),
        ({**GLASSES, "target_type": "at_most"}, UNMARKED, None, True),
        ({**GLASSES, "target_type": "at_most"}, DONE, 9000, False),
    ],
)
def test_what_is_done_skipped_or_missed_is_not(
    world: Asking, fields: dict[str, Any], status: int, amount: int | None, is_wanted: bool
) -> None:
    world.habit("08:00", **fields)
    world.mark(status, amount)
    assert (world.answer() is not None) == is_wanted


@pytest.mark.parametrize(
    "fields",
    [
        {"archived": True},
        {"deleted_at": "2099-05-03T00:00:00Z"},
        {"pauses": [["2099-05-01", None]]},
        {"pauses": [["2099-05-04", "2099-05-04"]]},
        {"schedule": {"type": "weekdays", "days": [2, 3]}},
        {"start_date": "2099-05-05"},
        {"end_date": "2099-05-03"},
        {"reminders": []},
        {"reminders": [{"time": "09:00", "days": [1]}]},
        {"reminders": [{"time": "08:00", "days": [2]}]},
    ],
)
def test_what_is_not_due_or_does_not_remind_any_more_is_not(world: Asking, fields: dict[str, Any]) -> None:
    world.habit("08:00", **fields)
    assert world.answer() is None


def test_three_times_a_week_are_enough(world: Asking) -> None:
    world.habit("08:00", schedule={"type": "times", "times": 3, "period": "week", "week_start": 7})
    world.mark(DONE, day=TODAY - timedelta(days=1))
    assert world.answer() is not None  # Sunday and Monday are two
    world.habit("08:00", schedule={"type": "times", "times": 1, "period": "week", "week_start": 7})
    assert world.answer() is None


def test_every_other_day_is_not_the_day_after(world: Asking) -> None:
    world.habit("08:00", schedule={"type": "every", "days": 2})
    world.mark(DONE, day=TODAY - timedelta(days=1))
    assert world.answer() is None


def test_a_habit_that_is_gone_is_not(world: Asking) -> None:
    assert world.answer() is None


@pytest.mark.parametrize(
    ("clock", "days", "is_wanted"),
    [("08:10", 0, True), ("23:59", 0, True), ("00:01", 1, False), ("08:00", 1, False)],
)
def test_a_late_one_is_sent_while_its_day_lasts(
    world: Asking, clock: str, days: int, is_wanted: bool
) -> None:
    world.habit("08:00")
    assert (world.answer(at(clock, days)) is not None) == is_wanted


def test_one_of_the_last_minute_is_on_time_over_midnight(world: Asking) -> None:
    world.habit("23:59")
    ref = {"of": "habit", "id": HABIT, "date": TODAY.isoformat(), "time": "23:59"}
    message = Message("m", "reminder", ADA, ref, at("23:59"))
    assert wanted(world.table, {"timezone": "UTC"}, message, at("00:02", 1)) is not None


def test_a_day_lasts_until_the_next_begins(world: Asking) -> None:
    world.person(day_start_hour=3)
    world.habit("08:00")
    assert world.answer(at("02:00", 1)) is not None
    assert world.answer(at("03:00", 1)) is None


def test_who_has_travelled_is_reminded_by_the_new_clock_only(world: Asking) -> None:
    world.habit("08:00")
    world.person(timezone="Asia/Tokyo")
    assert world.answer() is None


def test_a_snoozed_one_comes_at_another_time_unless_it_is_done(world: Asking) -> None:
    world.habit("07:00")
    assert world.answer(snoozed=True) is not None
    world.mark(DONE)
    assert world.answer(snoozed=True) is None


def task(**fields: Any) -> dict[str, Any]:
    reminders = [{"at": "2099-05-04T08:00"}]
    return {"id": TASK, "title": "Call", "status": "open", "reminders": reminders, **fields}


@pytest.mark.parametrize(
    ("fields", "is_wanted"),
    [
        ({}, True),
        ({"status": "done"}, False),
        ({"deleted_at": "2099-05-03T00:00:00Z"}, False),
        ({"reminders": [{"at": "2099-05-04T09:00"}]}, False),
        ({"reminders": [{"days_before": 1, "time": "08:00"}], "due": {"date": "2099-05-05"}}, True),
    ],
)
def test_a_task_is_wanted_while_it_is_open(world: Asking, fields: dict[str, Any], is_wanted: bool) -> None:
    world.save(f"TASK#{TASK}", task(**fields), MORNING)
    found = world.answer(of="task", id=TASK)
    assert (found is not None) == is_wanted
    assert found is None or (found.name, found.of, found.day) == ("Call", "task", TODAY)


def test_a_task_that_is_gone_is_not(world: Asking) -> None:
    assert world.answer(of="task", id=TASK) is None
