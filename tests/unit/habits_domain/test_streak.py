"""Streaks by the periods of each schedule."""

from __future__ import annotations

from datetime import date

import pytest

from shared.habits.marks import DONE, MISSED, Mark
from shared.habits.streak import BEST, Streak
from tests.unit.habits_domain.making import (
    LOOP_OFFSETS,
    TODAY,
    current_streak,
    done,
    rules,
    skipped,
    state,
    streak_lengths,
    times,
)

DAILY = rules()
# Today is Sunday 2015-01-25: this week has offsets 0–6, last week 7–13, the one before 14–20.
THREE_A_WEEK = rules(times(3, "week"))


def test_the_four_best_of_loops_vector() -> None:
    best = state(DAILY, done(LOOP_OFFSETS)).streaks.best_at(DAILY, TODAY)[:4]
    assert [streak.length for streak in sorted(best, key=lambda streak: -streak.last)] == [4, 3, 5, 6]


def test_a_streak_says_from_when_to_when() -> None:
    assert state(DAILY, done([2, 3, 4])).streaks.best_at(DAILY, TODAY) == [Streak(TODAY - 4, TODAY - 2, 3)]


def test_the_open_day_does_not_break_a_streak_but_the_one_before_does() -> None:
    assert current_streak(DAILY, done([1, 2, 3])) == 3
    assert current_streak(DAILY, done([2, 3, 4])) == 0
    assert current_streak(DAILY, done([1, 2]) | {TODAY: Mark(MISSED)}) == 2, "today can still be put right"


def test_skips_neither_break_nor_lengthen() -> None:
    assert current_streak(DAILY, done([0, 1, 4, 5]) | skipped([2, 3])) == 4
    assert streak_lengths(DAILY, done([0, 1, 4, 5]) | skipped([2])) == [2, 2]


def test_days_that_are_not_due_neither_break_nor_lengthen() -> None:
    workdays = rules({"type": "weekdays", "days": [1, 2, 3, 4, 5]})
    assert current_streak(workdays, done([2, 3, 4, 5, 6, 9, 10])) == 7
    assert current_streak(workdays, done([0, 1, 2, 3])) == 2, "Saturday and Sunday are a bonus, not periods"
    assert current_streak(workdays, done([3, 4])) == 0, "Friday is over on Sunday"


def test_weeks_count_as_soon_as_they_have_enough() -> None:
    assert current_streak(THREE_A_WEEK, done([0, 1, 2, 7, 9, 13])) == 2
    assert current_streak(THREE_A_WEEK, done([0, 1, 7, 9, 13])) == 1, "this week is still open"
    assert current_streak(THREE_A_WEEK, done([0, 1, 2, 7, 9, 14, 15, 16])) == 1


def test_a_week_excused_by_a_skip_is_neutral() -> None:
    marks = done([0, 1, 2, 7, 14, 15, 16])
    assert current_streak(THREE_A_WEEK, marks) == 1
    assert current_streak(THREE_A_WEEK, marks | skipped([8])) == 2


def test_a_pause_freezes() -> None:
    holiday = (TODAY - 10, TODAY - 4)
    assert current_streak(rules(pauses=(holiday,)), done([0, 1, 2, 3, 11, 12])) == 6
    assert current_streak(rules(times(3, "week"), pauses=(holiday,)), done([14, 15, 16])) == 1
    fulfilled_all_the_same = done([0, 1, 2, 11, 12, 13, 14, 15, 16])
    assert current_streak(rules(times(3, "week"), pauses=(holiday,)), fulfilled_all_the_same) == 3


def test_months_are_the_calendars() -> None:
    january, december = done(range(10)), done([30, 40, 50])
    ten = rules(times(10, "month"))
    assert current_streak(ten, january | december) == 1
    assert current_streak(rules(times(3, "month")), january | december) == 2


def test_a_short_month_wants_no_more_days_than_it_has() -> None:
    of = rules(times(29, "month"))
    february = {date(2015, 2, day).toordinal(): Mark(DONE) for day in range(1, 29)}
    assert current_streak(of, february, date(2015, 3, 1).toordinal()) == 1


@pytest.mark.parametrize(
    "schedule", [{"type": "every", "days": 3}, {"type": "times_in_days", "times": 1, "days": 3}]
)
def test_blocks_of_days_are_counted_from_the_anchor(schedule: dict[str, object]) -> None:
    of = rules(schedule, anchor=TODAY)  # blocks: [0…+2], [3, 2, 1], [6, 5, 4]
    assert current_streak(of, done([1, 6])) == 2
    assert current_streak(of, done([4, 6])) == 0, "nothing on 3, 2, 1"
    assert current_streak(rules(schedule, anchor=TODAY - 1), done([1, 6])) == 1


def test_a_minimum_is_reached_by_the_sum_of_the_period() -> None:
    ten_km = rules(times(1, "week"), target=10_000)
    assert current_streak(ten_km, done([7, 8, 9], 4000) | done([14], 10_000)) == 2
    assert current_streak(ten_km, done([7, 8], 4000) | done([14], 10_000)) == 0


def test_a_limit_is_kept_only_where_something_is_recorded() -> None:
    two_cups = rules(target=2000, at_most=True)
    assert current_streak(two_cups, done([0, 2, 3], 2000) | done([1], 0)) == 4
    assert current_streak(two_cups, done([1, 3], 2000)) == 1
    assert current_streak(two_cups, done([1, 3], 1000) | done([2], 2001)) == 1


def test_after_its_end_a_habit_keeps_its_streak() -> None:
    assert current_streak(rules(last=TODAY - 10), done(range(10, 15))) == 5


def test_only_the_longest_are_kept_of_equal_ones_the_later() -> None:
    marks = done(offset for offset in range(60) if offset % 3)  # twenty streaks of two
    best = state(DAILY, marks).streaks.best_at(DAILY, TODAY)
    assert [streak.length for streak in best] == [2] * BEST
    assert max(TODAY - streak.first for streak in best) < 60 / 2
