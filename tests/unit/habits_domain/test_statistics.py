"""Completion, weekly history and amounts of made-up histories."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.habits.marks import DONE, SKIP, Mark
from shared.habits.rules import Rules
from shared.habits.schedule import schedule_from
from shared.habits.statistics import stats
from tests.support.thorough import examples
from tests.unit.habits_domain.making import TODAY as TODAY_2015
from tests.unit.habits_domain.making import any_marks, any_rules

TODAY = date(2026, 11, 20)  # a Friday


def _day(month: int, day: int) -> int:
    return date(2026, month, day).toordinal()


def test_three_times_a_week_wants_three_in_a_week() -> None:
    rules = Rules(schedule_from({"type": "times", "times": 3, "period": "week"}))
    marks = {_day(11, 9): Mark(DONE), _day(11, 11): Mark(DONE), _day(11, 16): Mark(DONE)}
    weeks = stats(rules, marks, TODAY)["completion"]["weeks"]
    assert [(week["start"], week["end"], week["done"], week["due"]) for week in weeks] == [
        ("2026-11-09", "2026-11-15", 2, 3),
        ("2026-11-16", "2026-11-22", 1, 2),
    ]
    sundays = stats(rules, marks, TODAY, week_start=7)["completion"]["weeks"]
    assert [week["start"] for week in sundays] == ["2026-11-08", "2026-11-15"]


def test_skipped_and_paused_days_are_not_due() -> None:
    rules = Rules(pauses=((_day(11, 3), _day(11, 5)),), last=_day(11, 17))
    marks = {
        _day(9, 30): Mark(DONE),
        _day(11, 1): Mark(SKIP),
        _day(11, 4): Mark(DONE),
        _day(11, 6): Mark(DONE),
    }
    completion = stats(rules, marks, TODAY)["completion"]
    assert [(m["start"], m["done"], m["due"], m["skipped"]) for m in completion["months"]] == [
        ("2026-09-01", 1, 1, 0),
        ("2026-10-01", 0, 31, 0),
        ("2026-11-01", 1, 13, 1),
    ]
    assert [(q["start"], q["end"]) for q in completion["quarters"]] == [
        ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-12-31"),
    ]
    assert [(y["start"], y["end"], y["done"], y["due"]) for y in completion["years"]] == [
        ("2026-01-01", "2026-12-31", 2, 45)
    ]


def test_amounts_are_of_recorded_days_up_to_today() -> None:
    marks = {
        _day(11, 1): Mark(DONE, 2500),
        _day(11, 2): Mark(DONE, 5000),
        _day(11, 3): Mark(SKIP),
        _day(11, 21): Mark(DONE, 9000),
    }
    found = stats(Rules(target=5000), marks, TODAY)
    assert found["amounts"] == {
        "total": 7.5,
        "average": 3.75,
        "best": {"date": "2026-11-02", "value": 5.0},
    }
    assert found["completion"]["months"][0]["amount"] == 7.5
    assert stats(Rules(), marks, TODAY)["amounts"] is None


def test_a_numeric_habit_is_done_when_it_has_its_target() -> None:
    def done_in_november(of: Rules, amounts: dict[int, int]) -> int:
        marks = {_day(11, day): Mark(DONE, amount) for day, amount in amounts.items()}
        [month] = stats(of, marks, TODAY)["completion"]["months"]
        return month["done"]

    a_week = schedule_from({"type": "times", "times": 1, "period": "week"})
    amounts = {2: 3000, 4: 3000, 6: 9000, 9: 4999, 16: 5000}  # three weeks: 15, 4.999 and 5
    assert done_in_november(Rules(target=5000), amounts) == 2
    assert done_in_november(Rules(target=5000, at_most=True), amounts) == 4
    assert done_in_november(Rules(a_week, target=5000), amounts) == 2, "once a week, when it is reached"
    assert done_in_november(Rules(a_week, target=5000, at_most=True), amounts) == 2


def test_history_has_a_point_a_week_and_ends_today() -> None:
    found = stats(Rules(), {_day(11, 1): Mark(DONE)}, TODAY)
    assert [point["date"] for point in found["history"]] == ["2026-11-06", "2026-11-13", "2026-11-20"]
    assert (found["first_day"], found["history"][-1]["score"]) == ("2026-11-01", found["score"])


def test_weeks_go_back_two_years_and_years_to_the_beginning() -> None:
    first = date(2016, 5, 5)
    completion = stats(Rules(), {first.toordinal(): Mark(DONE)}, TODAY)["completion"]
    assert (len(completion["weeks"]), completion["weeks"][-1]["start"]) == (105, "2026-11-16")
    assert completion["weeks"][0]["due"] == 7
    assert (len(completion["years"]), completion["years"][0]["done"]) == (11, 1)


def test_nothing_marked_is_nothing_counted() -> None:
    found = stats(Rules(target=1000), {}, TODAY)
    assert (found["first_day"], found["history"]) == (None, [])
    assert found["completion"] == {"weeks": [], "months": [], "quarters": [], "years": []}
    assert found["amounts"] == {"total": 0, "average": None, "best": None}


@examples(40)
@given(any_rules(), any_marks(), st.sampled_from([1, 6, 7]))
def test_every_day_is_counted_once_in_each_calendar(
    rules: Rules, marks: dict[int, Mark], week_start: int
) -> None:
    today = date.fromordinal(TODAY_2015)
    found = stats(rules, marks, today, week_start)
    completion, first = found["completion"], found["first_day"]
    calendars = [completion["weeks"], completion["months"], completion["quarters"], completion["years"]]
    if first is None:
        assert not any(calendars)
        return
    for periods in calendars:
        assert periods[0]["start"] <= first
        assert periods[-1]["start"] <= today.isoformat() <= periods[-1]["end"]
        for earlier, later in pairwise(periods):
            assert date.fromisoformat(later["start"]) - date.fromisoformat(earlier["end"]) == timedelta(
                days=1
            )
        if not rules.numeric:
            assert sum(one["done"] for one in periods) == found["totals"]["done"]
        assert sum(one["skipped"] for one in periods) == found["totals"]["skipped"]
    assert all(date.fromisoformat(week["start"]).isoweekday() == week_start for week in completion["weeks"])
    if rules.schedule.times == rules.schedule.days:
        due = sum(weekday["due"] for weekday in found["weekdays"])
        assert [sum(one["due"] for one in periods) for periods in calendars] == [due] * 4
