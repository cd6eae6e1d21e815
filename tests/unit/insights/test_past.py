"""A look back from the score at a month's end is what counting from the first mark on gives."""

from __future__ import annotations

from datetime import date, datetime, timezone

from hypothesis import given
from hypothesis import strategies as st

from functions.insights.past import Record
from shared.habits.checkpoint import from_scratch
from shared.habits.days import last_ordinal
from shared.habits.items import Habit
from shared.habits.marks import DONE, Mark
from shared.habits.recompute import renewal
from shared.habits.rules import Rules
from tests.support.thorough import examples
from tests.unit.habits_domain.making import TODAY, any_marks, any_rules, rules, scores, times

THROUGH = "2014-12"
NOW = datetime(2015, 1, 25, 12, tzinfo=timezone.utc)


def record(of: Rules, marks: dict[int, Mark], day: int) -> Record:
    """With no more marks than it asks for."""
    habit = Habit("h", of, None, None, 0, 1, "2000-01")
    kept = renewal(habit, marks, NOW).scores
    month_ends = {f"{year}-{name}": score for year, names in kept.items() for name, score in names.items()}
    found = Record({}, habit, from_scratch(of, marks, THROUGH), month_ends)
    found.marks = {at: mark for at, mark in marks.items() if at >= found.needs_from(day)}
    return found


@examples(80)
@given(any_rules(), any_marks(), st.integers(0, 500))
def test_any_day_of_the_past(of: Rules, marks: dict[int, Mark], ago: int) -> None:
    day = TODAY - ago
    found = record(of, marks, day)
    before_the_first = 1.0 if of.at_most else 0.0
    assert not found.lacks(day)
    assert abs(found.score_at(day) - scores(of, marks).get(ago, before_the_first)) < 1e-8


def test_little_is_needed_for_it() -> None:
    marks = {TODAY - ago: Mark(DONE) for ago in range(0, 900, 2)}
    middle, end = date(2014, 6, 15).toordinal(), date(2014, 6, 30).toordinal()
    ends = last_ordinal("2014-05")
    for of, days in [(rules(), 0), (rules(times(3, "week")), 13), (rules(times(9, "month")), 59)]:
        assert record(of, marks, middle).needs_from(middle) == ends + 1 - days
        assert record(of, marks, end).needs_from(end) == end + 1


def test_what_was_kept_of_a_first_mark_that_is_gone_counts_no_more() -> None:
    first, end = date(2014, 6, 20).toordinal(), date(2014, 6, 25).toordinal()
    found = record(rules(), {first: Mark(DONE)}, end)
    before = found.score_at(end)
    found.month_ends["2014-05"] = 0.9
    assert found.score_at(end) == before > 0


def test_a_score_that_was_not_kept_is_missed() -> None:
    found = record(rules(), {TODAY - 200: Mark(DONE)}, TODAY - 100)
    found.month_ends.clear()
    assert found.lacks(TODAY - 100)
    assert not found.lacks(TODAY - 300), "nothing was marked by then"
    assert not found.lacks(TODAY), "the checkpoint does not go so far"
