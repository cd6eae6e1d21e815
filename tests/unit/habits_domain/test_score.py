"""The score against Loop Habit Tracker's published vectors, and the rules that Loop does not have."""

from __future__ import annotations

import pytest
from hypothesis import given

from shared.habits.marks import DONE, MISSED, Mark, Marks
from shared.habits.rules import Rules
from tests.support.thorough import examples
from tests.unit.habits_domain.making import (
    TODAY,
    any_marks,
    any_rules,
    done,
    rules,
    scores,
    skipped,
    state,
    times,
)

EVERY_OTHER_DAY = {"type": "times_in_days", "times": 1, "days": 2}
LAST_STEP = 1 - 0.5 ** (1 / 13)  # what one day of a daily habit adds to nothing


def close(expected: float) -> object:
    return pytest.approx(expected, abs=1e-6)


def test_daily_score_grows_with_every_done_day() -> None:
    found = scores(rules(), done(range(20)))
    assert (found[0], found[7], found[19]) == (close(0.655747), close(0.5), close(0.051922))


def test_skips_carry_the_score_over() -> None:
    found = scores(rules(), done(range(20)) | skipped([5, 10, 11]))
    assert (found[0], found[5], found[6]) == (close(0.596033), close(0.472617), close(0.472617))


def test_two_days_daily_and_every_other_day() -> None:
    assert scores(rules(), done([0, 1]))[0] == close(0.101149)
    assert scores(rules(EVERY_OTHER_DAY), done([0, 1]))[0] == close(0.054816)


def test_amounts_are_not_smoothed_by_doubling() -> None:
    assert scores(rules(EVERY_OTHER_DAY, target=2000), done([0, 1], 2000))[0] == close(0.072631)


def test_at_most_starts_from_full_strength() -> None:
    limit = rules(target=2000, at_most=True)
    found = scores(limit, done(range(20), 5000) | done([20], 1000))
    assert found[20] == 1.0
    assert found[0] == close(0.344253)


def test_two_days_of_every_week_against_three_come_to_two_thirds() -> None:
    week_days = [7 * week + day for week in range(100) for day in (0, 1)]
    assert scores(rules(times(3, "week")), done(week_days))[0] == close(2 / 3)


def test_as_many_times_as_days_is_daily() -> None:
    marks = done([0, 1, 4, 5, 6, 11])
    daily = scores(rules(), marks)
    assert scores(rules(times(7, "week")), marks) == daily
    assert scores(rules({"type": "times_in_days", "times": 5, "days": 5}), marks) == daily
    assert scores(rules(times(30, "month")), marks) == daily


def test_a_limit_of_nothing_is_kept_or_not() -> None:
    none = rules(target=0, at_most=True)
    assert scores(none, done([0], 0))[0] == 1.0
    assert scores(none, done([0], 1))[0] == close(1 - LAST_STEP)


def test_an_amount_over_a_limit_counts_in_part() -> None:
    assert scores(rules(target=2000, at_most=True), done([0], 3000))[0] == close(1 - LAST_STEP / 2)


def test_part_of_a_target_counts_in_part() -> None:
    assert scores(rules(target=4000), done([0], 1000))[0] == close(LAST_STEP / 4)


def test_missed_and_unmarked_days_weaken_alike() -> None:
    missed = {TODAY: Mark(MISSED)}
    assert scores(rules(), done([1]) | missed)[0] == scores(rules(), done([1]))[0] < LAST_STEP


def test_only_chosen_weekdays_count() -> None:
    weekend = rules({"type": "weekdays", "days": [6, 7]})  # today is a Sunday
    found = scores(weekend, done([0, 1, 7, 8]))
    assert found[0] == close(1 - 0.5 ** (4 / 13))
    assert found[2] == found[7], "the days between carry the score over"
    assert scores(weekend, done([0, 1, 3, 7, 8]))[0] == found[0], "a day that was not due adds nothing"


def test_a_paused_day_is_in_no_window() -> None:
    marks = done([0, 9])
    free = rules(times(1, "week"))
    paused = rules(times(1, "week"), pauses=((TODAY - 8, TODAY - 1),))
    assert scores(paused, marks)[1] == scores(paused, marks)[9], "nothing moves while it lasts"
    # Without the eight days the two marks are neighbours: the second week's window still holds the first
    # mark.
    assert scores(paused, marks)[0] == scores(free, done([0, 1]))[0]


def test_days_after_the_end_change_nothing() -> None:
    ended = rules(last=TODAY - 5)
    assert scores(ended, done(range(20)))[0] == scores(rules(), done(range(20)))[5]


@examples(50)
@given(any_rules(), any_marks())
def test_score_stays_between_nothing_and_one(of: Rules, marks: Marks) -> None:
    assert all(0 <= score <= 1 for score in scores(of, dict(marks)).values())


@examples(50)
@given(any_rules(), any_marks())
def test_one_more_done_day_never_weakens_a_habit(of: Rules, marks: Marks) -> None:
    if of.at_most:
        return
    amount = None if of.target is None else of.target
    more = dict(marks) | {TODAY: Mark(DONE, amount)}
    less = {day: mark for day, mark in marks.items() if day != TODAY}
    first = {TODAY - 500: Mark(MISSED)}  # so that both begin on the same day
    assert state(of, first | more).score.value >= state(of, first | less).score.value
