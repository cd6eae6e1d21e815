"""What day it is, for whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.habits import days

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone.utc))  # noqa: DTZ001
ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/London",
        "America/New_York",
        "America/St_Johns",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "Etc/GMT+12",
    ]
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(timezone.utc)


@pytest.mark.parametrize(
    ("now", "zone", "hour", "expected"),
    [
        ("2026-05-10T00:00:00+00:00", "UTC", 0, "2026-05-10"),
        ("2026-05-10T03:59:59+00:00", "UTC", 4, "2026-05-09"),
        ("2026-05-10T04:00:00+00:00", "UTC", 4, "2026-05-10"),
        ("2026-05-10T22:30:00+00:00", "Asia/Tokyo", 0, "2026-05-11"),
        ("2026-05-10T03:30:00+00:00", "America/New_York", 0, "2026-05-09"),
        # New York leaves out 02:00–03:00 on 8 March: a day that begins at two begins at three.
        ("2026-03-08T01:59:59-05:00", "America/New_York", 2, "2026-03-07"),
        ("2026-03-08T03:00:00-04:00", "America/New_York", 2, "2026-03-08"),
        # London has 01:00–02:00 twice on 25 October: the day begins the first time.
        ("2026-10-25T00:59:59+01:00", "Europe/London", 1, "2026-10-24"),
        ("2026-10-25T01:00:00+01:00", "Europe/London", 1, "2026-10-25"),
        ("2026-10-25T01:00:00+00:00", "Europe/London", 1, "2026-10-25"),
        # St John's went back from 00:01 to 23:01 of the day before, which does not begin again.
        ("2010-11-07T00:00:30-02:30", "America/St_Johns", 0, "2010-11-07"),
        ("2010-11-06T23:30:00-03:30", "America/St_Johns", 0, "2010-11-07"),
        # Samoa went from 29 to 31 December.
        ("2011-12-29T23:59:59-10:00", "Pacific/Apia", 0, "2011-12-29"),
        ("2011-12-31T00:00:00+14:00", "Pacific/Apia", 0, "2011-12-31"),
    ],
)
def test_the_day_begins_at_its_hour_by_the_clock_on_the_wall(
    now: str, zone: str, hour: int, expected: str
) -> None:
    assert days.logical_day(at(now), ZoneInfo(zone), hour) == date.fromisoformat(expected)


@given(MOMENTS, ZONES, st.integers(0, 6), st.integers(0, 100_000))
def test_days_never_go_back(now: datetime, zone: str, hour: int, later_s: int) -> None:
    first = days.logical_day(now, ZoneInfo(zone), hour)
    assert first <= days.logical_day(now + timedelta(seconds=later_s), ZoneInfo(zone), hour)


@given(MOMENTS, ZONES, st.integers(0, 6))
def test_nobodys_today_is_outside_the_earths(now: datetime, zone: str, hour: int) -> None:
    assert days.earliest_today(now) <= days.logical_day(now, ZoneInfo(zone), hour) <= days.latest_today(now)


@given(MOMENTS)
def test_a_closed_month_was_not_open_an_hour_ago(now: datetime) -> None:
    closed = days.closed_month(now)
    assert not days.is_open(closed, now - timedelta(minutes=59))
    assert days.next_month(days.next_month(closed)) >= days.month_of(days.earliest_today(now))


def test_a_month_stays_open_until_the_last_person_has_left_it() -> None:
    # 06:00 on Baker Island, twelve hours behind, is when the last day of the month ends.
    assert days.is_open("2026-04", at("2026-05-01T17:59:59+00:00"))
    assert not days.is_open("2026-04", at("2026-05-01T18:00:00+00:00"))
    assert days.closed_month(at("2026-05-01T18:59:59+00:00")) == "2026-03"
    assert days.closed_month(at("2026-05-01T19:00:00+00:00")) == "2026-04"


@given(st.dates(date(1990, 1, 1), date(2110, 1, 1)))
def test_months_hold_their_days(day: date) -> None:
    month = days.month_of(day)
    assert days.first_ordinal(month) <= day.toordinal() <= days.last_ordinal(month)
    assert days.last_ordinal(month) + 1 == days.first_ordinal(days.next_month(month))
    assert days.previous_month(days.next_month(month)) == month
    assert days.iso_weekday(day.toordinal()) == day.isoweekday()


def test_months_between() -> None:
    assert days.months_between("2025-11", "2026-01") == ["2025-11", "2025-12", "2026-01"]
    assert days.months_between("2026-02", "2026-01") == []
