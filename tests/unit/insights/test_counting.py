"""On which days habits were due in the week of 19 to 25 January 2015 (today: Sunday the 25th), and done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.habits.counting import due_days
from shared.habits.marks import DONE, MISSED, SKIP, Mark
from shared.habits.rules import Rules
from shared.habits.standing import look_from
from tests.support.thorough import examples
from tests.unit.habits_domain.making import TODAY, any_marks, any_rules, rules, times

MONDAY = TODAY - 6
EVERY_3 = {"type": "every", "days": 3}


def marked(text: str) -> dict[int, Mark]:
    """From Monday on: x done, s skipped, m missed, a digit that amount."""
    letters = {"x": Mark(DONE), "s": Mark(SKIP), "m": Mark(MISSED)}
    return {
        MONDAY + place: letters[sign] if sign in letters else Mark(DONE, int(sign) * 1000)
        for place, sign in enumerate(text)
        if sign != "."
    }


def week(of: Rules, text: str, begin: int = 1, last: int = TODAY) -> str:
    """From Monday on: x due and done, o due, . not due."""
    found = due_days(of, marked(text), begin, range(MONDAY, last + 1))
    return "".join({True: "x", False: "o", None: "."}[found.get(day)] for day in range(MONDAY, last + 1))


@pytest.mark.parametrize(
    ("schedule", "text", "due"),
    [
        ({"type": "daily"}, "xxsm..x", "xx.ooox"),
        ({"type": "weekdays", "days": [1, 3, 5]}, "xx...x.", "x.o.o.."),
        (times(3, "week"), "x.x.x..", "x.x.x.."),
        (times(3, "week"), "xxxx..x", "xxx...."),  # no more than what was wanted
        (times(3, "week"), ".......", "....ooo"),  # when it could not be put off any more
        (times(3, "week"), "x......", "x....oo"),
        (times(3, "week"), "x.s....", "x......"),  # a skip in it: nothing is missing
        ({"type": "times_in_days", "times": 1, "days": 14}, ".......", "......."),
        (EVERY_3, "x......", "x..oooo"),
        (EVERY_3, "x..x..x", "x..x..x"),
        (EVERY_3, "x..s..x", "x...oox"),
    ],
)
def test_yes_or_no(schedule: dict[str, Any], text: str, due: str) -> None:
    assert week(rules(schedule, anchor=TODAY - 7), text) == due


@pytest.mark.parametrize(
    ("schedule", "at_most", "text", "due"),
    [
        ({"type": "daily"}, False, "53.6s..", "xoox.oo"),
        (times(1, "week"), False, "2.2.3..", "....x.."),  # the day that fills it up
        (times(1, "week"), False, "2.2....", "......o"),
        ({"type": "daily"}, True, "506..s.", "xxooo.o"),  # nobody keeps a limit by forgetting it
        (times(1, "week"), True, "2.2....", "......x"),
        (times(1, "week"), True, "2.2.3..", "......o"),
        (times(1, "week"), True, "2.2...s", ".....x."),
        (times(1, "week"), True, "2.2.3.s", "......."),
        (EVERY_3, False, "5..4..5", "x..o..x"),
    ],
)
def test_amounts_of_five(schedule: dict[str, Any], at_most: bool, text: str, due: str) -> None:
    assert week(rules(schedule, target=5000, at_most=at_most), text) == due


def test_a_week_that_is_still_open_owes_nothing_yet() -> None:
    assert week(rules(times(3, "week")), "x.....", last=TODAY - 4) == "x.."
    assert week(rules(times(3, "week")), "......", last=TODAY - 1) == "....oo"


def test_pauses_and_the_habits_own_time() -> None:
    paused = ((MONDAY + 1, MONDAY + 2),)
    assert week(rules(pauses=paused), "xx....x") == "x..ooox"
    assert week(rules(times(3, "week"), pauses=paused), "x......") == "x......"
    assert week(rules(last=MONDAY + 2), "x.....x") == "xoo...."
    assert week(rules(), "..x....", begin=MONDAY + 2) == "..xoooo"
    late = rules(times(3, "week"))
    assert week(late, "......x", begin=TODAY - 1) == "......x", "half a week owes nothing"


def test_what_a_week_had_before_the_month_began_counts() -> None:
    of, marks = rules(times(2, "week")), marked("xx..x..")
    assert due_days(of, marks, 1, range(MONDAY + 4, TODAY + 1)) == {}


@examples(60)
@given(any_rules(), any_marks(), st.integers(0, 300), st.integers(0, 60))
def test_days_add_up_however_they_are_cut(of: Rules, marks: dict[int, Mark], ago: int, length: int) -> None:
    first = TODAY - ago
    last, cut = min(first + length, TODAY), min(first + length // 2, TODAY)
    begin = TODAY - 380
    past = {day: mark for day, mark in marks.items() if day <= last}
    whole = due_days(of, past, begin, range(first, last + 1))

    needed = {day: mark for day, mark in past.items() if day >= look_from(of, first)}
    assert due_days(of, needed, begin, range(first, last + 1)) == whole, "look_from is far enough"
    frozen = of.frozen(range(first, last + 1))
    for day, done in whole.items():
        assert day not in frozen
        assert not (done and of.target is None and past[day].status != DONE)
        assert day not in past or past[day].status != SKIP
    # Whether something could be put off is known when a period is over; its doing is known at once.
    begun = due_days(
        of, {day: mark for day, mark in past.items() if day <= cut}, begin, range(first, cut + 1)
    )
    if not of.at_most and of.schedule.period == "day":
        assert begun == {day: done for day, done in whole.items() if day <= cut}


def test_a_full_week_owes_what_the_schedule_wants() -> None:
    for count in range(1, 7):
        of = rules(times(count, "week"))
        for start in range(1, 8):
            of = of._replace(schedule=of.schedule._replace(week_start=start))
            first = of.schedule.period_of((date(2015, 1, 7) + timedelta(days=start)).toordinal(), 1)[0]
            assert len(due_days(of, {}, 1, range(first, first + 7))) == count
