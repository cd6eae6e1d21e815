"""When a task that repeats is due next: month ends, leap years, weeks, dates that are over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tasks.repeat import next_due


def rule(every: str, interval: int = 1, counted: str = "due", **more: Any) -> dict[str, Any]:
    return {"every": every, "interval": interval, "from": counted, **more}


def following(repeat: dict[str, Any], due: str | None, done: str | None = None) -> str | None:
    known = {"date": due} if due else None
    found = next_due(repeat, known, date.fromisoformat(done or due or ""))
    return found["date"] if found else None


def series(repeat: dict[str, Any], first: str, length: int) -> list[str]:
    """Each done on its day."""
    due: dict[str, Any] | None = {"date": first}
    dates = []
    for _ in range(length):
        assert due is not None
        due = next_due(repeat, due, date.fromisoformat(due["date"]))
        dates.append(due["date"] if due else "over")
    return dates


@pytest.mark.parametrize(
    ("repeat", "due", "expected"),
    [
        (rule("day"), "2026-12-31", "2027-01-01"),
        (rule("day", 3), "2028-02-27", "2028-03-01"),
        (rule("week"), "2026-12-28", "2027-01-04"),
        (rule("week", 2), "2026-03-02", "2026-03-16"),
        (rule("month"), "2026-12-15", "2027-01-15"),
        (rule("month", 13), "2026-01-31", "2027-02-28"),
        (rule("year"), "2026-07-04", "2027-07-04"),
        (rule("year", 4), "2028-02-29", "2032-02-29"),
        (rule("year"), "2096-02-29", "2097-02-28"),
        # 2100 is no leap year.
        (rule("year", 4), "2096-02-29", "2100-02-28"),
    ],
)
def test_the_next_date(repeat: dict[str, Any], due: str, expected: str) -> None:
    assert following(repeat, due) == expected


def test_the_last_of_a_month_stays_the_last() -> None:
    assert series(rule("month"), "2027-12-31", 5) == [
        "2028-01-31",
        "2028-02-29",
        "2028-03-31",
        "2028-04-30",
        "2028-05-31",
    ]
    assert series(rule("year"), "2028-02-29", 4) == ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]


def test_a_date_that_was_chosen_anew_is_meant_as_it_is() -> None:
    due = next_due(rule("month"), {"date": "2026-01-31"}, date(2026, 1, 31))
    assert due == {"date": "2026-02-28", "day": 31}
    # A person's edit of the due date has no `day`.
    assert following(rule("month"), "2026-02-28") == "2026-03-28"


@pytest.mark.parametrize(
    ("due", "expected"),
    [("2026-03-02", "2026-03-04"), ("2026-03-04", "2026-03-08"), ("2026-03-08", "2026-03-09")],
)
def test_chosen_weekdays(due: str, expected: str) -> None:
    assert following(rule("week", weekdays=[1, 3, 7]), due) == expected


def test_chosen_weekdays_of_every_other_week() -> None:
    repeat = rule("week", 2, weekdays=[2, 5])
    assert series(repeat, "2026-03-03", 4) == ["2026-03-06", "2026-03-17", "2026-03-20", "2026-03-31"]


@pytest.mark.parametrize(
    ("repeat", "due", "done", "expected"),
    [
        (rule("day"), "2026-03-01", "2026-03-08", "2026-03-08"),
        (rule("day", 3), "2026-03-01", "2026-03-08", "2026-03-10"),
        (rule("week"), "2026-03-02", "2026-03-20", "2026-03-23"),
        (rule("week", 2), "2026-03-02", "2026-03-20", "2026-03-30"),
        (rule("week", 2, weekdays=[1, 4]), "2026-03-02", "2026-03-20", "2026-03-30"),
        (rule("month"), "2025-01-31", "2026-02-10", "2026-02-28"),
        (rule("year"), "2020-02-29", "2026-03-01", "2027-02-28"),
    ],
)
def test_what_is_gone_is_passed_over(repeat: dict[str, Any], due: str, done: str, expected: str) -> None:
    assert following(repeat, due, done) == expected


def test_what_was_done_early_is_not_due_again_at_once() -> None:
    assert following(rule("week"), "2026-03-13", "2026-03-09") == "2026-03-20"


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        (rule("day", 10, "done"), "2026-03-30"),
        (rule("week", 1, "done"), "2026-03-27"),
        (rule("week", 1, "done", weekdays=[1]), "2026-03-23"),
        (rule("month", 1, "done"), "2026-04-20"),
        (rule("year", 1, "done"), "2027-03-20"),
    ],
)
def test_counted_from_the_day_on_which_it_was_done(repeat: dict[str, Any], expected: str) -> None:
    assert following(repeat, "2026-03-02", "2026-03-20") == expected
    assert following({**repeat, "from": "due"}, None, "2026-03-20") == expected  # without a due date as well


def test_the_time_stays() -> None:
    found = next_due(rule("day"), {"date": "2026-03-01", "time": "18:30"}, date(2026, 3, 1))
    assert found == {"date": "2026-03-02", "time": "18:30"}


def test_a_rule_has_an_end() -> None:
    repeat = rule("day", until="2026-03-03")
    assert series(repeat, "2026-03-01", 2) == ["2026-03-02", "2026-03-03"]
    assert following(repeat, "2026-03-03") is None


@pytest.mark.parametrize("every", ["day", "week", "month", "year"])
def test_so_has_the_calendar(every: str) -> None:
    assert following(rule(every), "9999-12-31") is None
    assert following(rule("week", weekdays=[1, 2, 3, 4, 5, 6, 7]), "9999-12-31") is None


rules = st.builds(
    rule,
    st.sampled_from(["day", "week", "month", "year"]),
    st.integers(1, 365),
    st.sampled_from(["due", "done"]),
)
weekly = st.builds(
    lambda interval, counted, days: rule("week", interval, counted, weekdays=sorted(days)),
    st.integers(1, 8),
    st.sampled_from(["due", "done"]),
    st.sets(st.integers(1, 7), min_size=1),
)
days = st.dates(date(2000, 1, 1), date(2150, 12, 31))


@given(rules | weekly, days, days)
def test_it_is_later_than_before_and_never_overdue(repeat: dict[str, Any], due: date, done: date) -> None:
    found = next_due(repeat, {"date": due.isoformat()}, done)
    assert found is not None
    day = date.fromisoformat(found["date"])
    assert day > (due if repeat["from"] == "due" else done)
    assert day >= done
    assert day.isoweekday() in repeat.get("weekdays", [day.isoweekday()])


@given(rules | weekly, days, st.integers(0, 2000))
def test_passing_over_is_taking_the_steps_one_by_one(repeat: dict[str, Any], due: date, late: int) -> None:
    repeat, done = {**repeat, "from": "due"}, due + timedelta(days=late)
    one: dict[str, Any] | None = {"date": due.isoformat()}
    while True:
        assert one is not None
        one = next_due(repeat, one, date.fromisoformat(one["date"]))
        if one is None or date.fromisoformat(one["date"]) >= done:
            break
    assert next_due(repeat, {"date": due.isoformat()}, done) == one
