"""Points for days that were marked in time, and for streaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

import pytest

from functions.relay.logic import TryAgainError
from shared.errors import Unavailable
from shared.notify_message import Message
from shared.notify_queue import NotQueued
from shared.rewards.items import DRAIN_KEY
from shared.table import Table
from tests.support.points import ADA, HABIT, NOW, TODAY, Diary


@pytest.fixture
def diary(table: Table) -> Diary:
    return Diary(table)


def days(count: int, last: date = TODAY) -> list[date]:
    """So many days in a row up to `last`."""
    return [last - timedelta(days=back) for back in range(count - 1, -1, -1)]


def mark_all(diary: Diary, those: list[date]) -> None:
    for day in those:
        diary.mark(day)


def test_a_day_done_is_ten_points_once(diary: Diary) -> None:
    diary.mark(TODAY)
    diary.mark(TODAY, at=NOW - timedelta(minutes=5))
    diary.mark(TODAY, at=NOW - timedelta(minutes=1))
    diary.deliver()
    diary.deliver()
    assert diary.earned() == 10


def test_undone_it_gives_back_and_done_again_it_earns_again(diary: Diary) -> None:
    earned = []
    for minute, status in enumerate(("done", None, "done", "skip", "missed", "done")):
        diary.mark(TODAY, status, NOW - timedelta(minutes=30 - minute))
        diary.deliver()
        earned.append(diary.earned())
    assert earned == [10, 0, 10, 0, 0, 10]


@pytest.mark.parametrize("status", ["skip", "missed"])
def test_what_is_not_done_earns_nothing(diary: Diary, status: str) -> None:
    diary.mark(TODAY, status)
    diary.deliver()
    assert (diary.earned(), diary.months()) == (0, {})


@pytest.mark.parametrize(
    ("zone", "marked_at", "earned"),
    [
        ("UTC", datetime(2026, 5, 18, 23, 59, 59, tzinfo=timezone.utc), 10),
        ("UTC", datetime(2026, 5, 19, 0, 0, tzinfo=timezone.utc), 0),
        ("Asia/Tokyo", datetime(2026, 5, 18, 14, 59, tzinfo=timezone.utc), 10),
        ("Asia/Tokyo", datetime(2026, 5, 18, 15, 1, tzinfo=timezone.utc), 0),
        ("America/New_York", datetime(2026, 5, 19, 3, 59, tzinfo=timezone.utc), 10),
    ],
)
def test_until_forty_eight_hours_after_the_days_end(
    table: Table, zone: str, marked_at: datetime, earned: int
) -> None:
    diary = Diary(table, zone)
    diary.mark(date(2026, 5, 16), at=marked_at)
    diary.deliver()
    assert diary.earned() == earned


def test_a_later_edit_of_a_day_that_has_earned_takes_nothing_away(diary: Diary) -> None:
    """A note is written a week later: the mark gets a new time."""
    day = TODAY - timedelta(days=8)
    diary.mark(day)
    diary.mark(day, at=NOW)
    diary.deliver()
    assert diary.earned() == 10


def test_what_comes_out_of_a_file_earns_nothing(diary: Diary) -> None:
    for day in days(8):
        diary.mark_as_imports_do(day)
    diary.deliver()
    assert (diary.earned(), diary.told) == (0, [])


def test_a_streak_that_was_imported_pays_only_what_a_person_has_reached(diary: Diary) -> None:
    for day in days(6, TODAY - timedelta(days=1)):
        diary.mark_as_imports_do(day)
    diary.mark(TODAY)
    diary.deliver()
    assert diary.earned() == 10 + 50


def test_an_import_that_makes_a_streak_long_tells_nothing(diary: Diary) -> None:
    """What a person has marked counts in it, in whichever order the two came; but nobody has done anything
    just now."""
    diary.mark(TODAY)
    diary.deliver()
    seen = len(diary.stream)
    for day in days(6, TODAY - timedelta(days=1)):
        diary.mark_as_imports_do(day)
    diary.deliver(diary.stream[seen:])
    assert (diary.earned(), diary.told) == (10 + 50, [])
    diary.mark(TODAY, at=NOW)
    diary.deliver()
    assert (diary.earned(), diary.told) == (10 + 50, [])


def test_what_is_replayed_later_earns_and_tells_nothing(diary: Diary) -> None:
    mark_all(diary, days(7))
    diary.now = NOW + timedelta(hours=49)
    diary.deliver()
    assert (diary.earned(), diary.told) == (0, [])


def test_what_is_delivered_late_but_soon_enough_earns(diary: Diary) -> None:
    diary.mark(TODAY)
    diary.now = NOW + timedelta(hours=20)
    diary.deliver()
    assert diary.earned() == 10


@pytest.mark.parametrize(("length", "bonus"), [(6, 0), (7, 50), (29, 50), (30, 250), (100, 1250)])
def test_streaks_pay_at_7_30_and_100(table: Table, length: int, bonus: int) -> None:
    diary = Diary(table, created_at="2026-01-01T08:00:00.000Z")
    mark_all(diary, days(length))
    diary.deliver()
    assert diary.earned() == 10 * length + bonus


def test_a_streak_that_loses_its_day_gives_the_bonus_back(diary: Diary) -> None:
    mark_all(diary, days(8))
    diary.deliver()
    assert diary.earned() == 130
    diary.mark(TODAY - timedelta(days=3), None, NOW)
    diary.deliver()
    assert diary.earned() == 70


def test_two_streaks_that_become_one_are_one(diary: Diary) -> None:
    gap = TODAY - timedelta(days=7)
    mark_all(diary, [day for day in days(15) if day != gap])
    diary.deliver()
    assert diary.earned() == 140 + 50 + 50
    diary.mark(gap, at=NOW)  # too late to earn by itself
    diary.deliver()
    assert diary.earned() == 140 + 50


def test_a_streak_over_a_months_end_with_and_without_a_checkpoint(diary: Diary) -> None:
    diary.now = datetime(2026, 5, 5, 12, tzinfo=timezone.utc)
    mark_all(diary, days(6, date(2026, 5, 3)))
    diary.deliver()
    diary.renew_checkpoints()
    item = diary.store.find_now(HABIT)
    assert item is not None and item["checkpoint"]["through"] == "2026-04"
    seen = len(diary.stream)
    diary.mark(date(2026, 5, 4))
    diary.deliver(diary.stream[seen:])
    assert diary.earned() == 70 + 50
    diary.mark(date(2026, 4, 29), None, diary.now)
    diary.deliver(diary.stream[seen:])
    assert diary.earned() == 60


def test_other_rules_count_streaks_anew(diary: Diary) -> None:
    mark_all(diary, [day for day in days(13) if day.isoweekday() <= 5])
    diary.deliver()
    before = diary.earned()
    diary.change_habit(schedule={"type": "weekdays", "days": [1, 2, 3, 4, 5]})
    diary.deliver()
    assert (before, diary.earned()) == (90, 90 + 50)


def test_a_week_counts_with_the_day_that_fulfils_it(table: Table) -> None:
    diary = Diary(table, schedule={"type": "times", "times": 1, "period": "week"})
    for week in range(7):
        diary.mark(TODAY - timedelta(weeks=week))
    diary.mark(TODAY - timedelta(days=1))
    diary.deliver()
    assert diary.earned() == 80 + 50
    assert diary.months()[f"POINTS#2026-05#{HABIT}"]["streaks"] == {"19": 7}


def test_a_limit_that_is_broken_after_all_is_no_streak(table: Table) -> None:
    week = {"type": "times", "times": 1, "period": "week"}
    diary = Diary(table, kind="numeric", target=10, target_type="at_most", schedule=week)
    for back in range(7):
        diary.mark(TODAY - timedelta(days=1, weeks=back), value=5)
    diary.deliver()
    assert diary.earned() == 70 + 50
    diary.mark(TODAY, value=6)
    diary.deliver()
    assert diary.earned() == 80


def test_a_frozen_day_holds_the_streak_that_pays(diary: Diary) -> None:
    gap = TODAY - timedelta(days=3)
    mark_all(diary, [day for day in days(8) if day != gap])
    diary.deliver()
    assert diary.earned() == 70
    diary.change_habit(frozen=[gap.isoformat()])
    diary.deliver()
    assert diary.earned() == 120


def test_a_milestone_is_told_once_and_before_it_is_noted(diary: Diary) -> None:
    mark_all(diary, days(7))
    diary.deliver()
    diary.deliver()
    ref = {"habit_id": HABIT, "streak": 7, "points": 50}
    assert diary.told == [Message(f"milestone#{HABIT}#2026-05-20#7", "milestone", ADA, ref)]


def test_what_cannot_be_told_is_not_noted_either(diary: Diary) -> None:
    def refuse(messages: Sequence[Message]) -> None:
        raise NotQueued(messages)

    mark_all(diary, days(7))
    with pytest.raises(TryAgainError):
        diary.worker(send=refuse).work(ADA, diary.stream)
    assert diary.earned() == 0
    diary.deliver()
    assert (diary.earned(), len(diary.told)) == (120, 1)


def test_habits_of_a_person_add_up(diary: Diary) -> None:
    other = "01JZ0000000000000000000002"
    diary.add_habit(other)
    diary.mark(TODAY)
    diary.mark(TODAY, habit_id=other)
    diary.deliver()
    assert diary.earned() == 20


def test_a_deleted_habit_keeps_what_it_has_earned(diary: Diary) -> None:
    diary.mark(TODAY)
    diary.deliver()
    diary.table.delete(diary.store.pk, f"HABIT#{HABIT}")
    diary.deliver()
    assert diary.earned() == 10


def test_the_ledger_is_to_take_it_daily_where_the_database_does_not_sleep(diary: Diary) -> None:
    diary.mark(TODAY)
    diary.deliver()
    assert diary.table.get(diary.store.pk, DRAIN_KEY) is None
    diary.mark(TODAY - timedelta(days=1))
    diary.worker(drains=True).work(ADA, diary.stream)
    asked = diary.table.get(diary.store.pk, DRAIN_KEY)
    assert asked is not None and asked["asked"] == "2026-05-20"


def test_a_table_that_is_out_of_reach_is_tried_again(diary: Diary) -> None:
    class Down(Table):
        def get(self, *_keys: object, **_more: object) -> None:
            raise Unavailable("down", 1)

    diary.mark(TODAY)
    diary.table = Down()
    with pytest.raises(TryAgainError):
        diary.deliver()
