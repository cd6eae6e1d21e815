"""Days of people who move: leap days, ends of years, clock changes, and zones from UTC-12 to UTC+14."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.habits.days import earliest_today, latest_today, logical_day
from shared.habits.marks import DONE, Mark
from shared.habits.rules import Rules
from shared.habits.state import nothing
from shared.habits.statistics import stats
from tests.support.thorough import examples
from tests.unit.habits_domain.making import rules, times

pytestmark = pytest.mark.exhaustive

OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(timezone.utc))  # noqa: DTZ001
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Cairo"]
LEAP_DAY = datetime(2028, 2, 29, 23, 30, tzinfo=timezone.utc)
NEW_YEAR = datetime(2027, 12, 31, 23, 59, 59, tzinfo=timezone.utc)


def streak(of: Rules, days: range, today: date) -> int:
    state = nothing(of)
    state.advance(of, {day: Mark(DONE) for day in days}, today.toordinal())
    current = state.streaks.current(of, today.toordinal())
    return current.length if current else 0


@examples(100)
@given(MOMENTS, OFFSETS, st.integers(0, 6))
@example(LEAP_DAY, timezone(timedelta(hours=14)), 0)
@example(NEW_YEAR, timezone(timedelta(hours=-12)), 6)
def test_where_clocks_do_not_change_the_day_is_the_clock_less_its_hour(
    now: datetime, zone: timezone, hour: int
) -> None:
    assert logical_day(now, zone, hour) == (now.astimezone(zone) - timedelta(hours=hour)).date()


@examples(60)
@given(MOMENTS, OFFSETS, OFFSETS, st.integers(0, 6), st.integers(3, 40))
def test_moving_takes_no_mark_away_and_loses_no_streak_that_is_filled_up(
    now: datetime, home: timezone, away: timezone, hour: int, length: int
) -> None:
    before, after = logical_day(now, home, hour), logical_day(now, away, hour)
    first = before.toordinal() - length + 1
    marked = range(first, before.toordinal() + 1)
    assert earliest_today(now) <= after <= latest_today(now), "every day of theirs can be marked"
    # To the west a mark of home's today waits until that day comes; to the east today is open still.
    assert streak(rules(), marked, after) == (
        0 if (after - before).days > 1 else length + min(0, (after - before).days)
    )
    filled_up = range(first, max(before, after).toordinal() + 1)
    assert streak(rules(), filled_up, after) == length + (after - before).days
    assert streak(rules(), filled_up, max(before, after)) == len(filled_up)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 2])
def test_clock_changes_leave_every_day_once(zone: str, hour: int) -> None:
    """Somebody who marks every hour through the year has marked each day of it, and nothing else."""
    begin = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
    hours = (begin + timedelta(hours=step) for step in range(365 * 24))
    seen = [logical_day(moment, ZoneInfo(zone), hour) for moment in hours]
    days = sorted(set(seen))
    assert seen == sorted(seen)
    assert [(later - day).days for day, later in pairwise(days)] == [1] * 365
    marked = range(days[0].toordinal(), days[-1].toordinal() + 1)
    assert streak(rules(), marked, days[-1]) == 366


@pytest.mark.parametrize(
    ("schedule", "unit_days"),
    [({"type": "daily"}, 1), (times(3, "week"), 7), ({"type": "every", "days": 3}, 3)],
)
def test_streaks_run_through_leap_days_and_new_years(schedule: dict[str, object], unit_days: int) -> None:
    first, today = date(2023, 10, 2).toordinal(), date(2024, 3, 3)
    days = range(first, today.toordinal() + 1)
    assert date(2024, 2, 29).toordinal() in days
    assert streak(rules(schedule, anchor=first), days, today) == -(-len(days) // unit_days)


def test_a_leap_day_belongs_to_its_week_month_and_year() -> None:
    first, today = date(2024, 2, 1), date(2024, 3, 31)
    marks = {day: Mark(DONE) for day in range(first.toordinal(), today.toordinal() + 1)}
    completion = stats(rules(), marks, today)["completion"]
    assert [(month["end"], month["done"], month["due"]) for month in completion["months"]] == [
        ("2024-02-29", 29, 29),
        ("2024-03-31", 31, 31),
    ]
    assert [(year["done"], year["due"]) for year in completion["years"]] == [(60, 60)]
    [week] = [week for week in completion["weeks"] if week["start"] <= "2024-02-29" <= week["end"]]
    assert (week["start"], week["end"], week["done"]) == ("2024-02-26", "2024-03-03", 7)
