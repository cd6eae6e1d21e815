"""When quiet hours end."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.habits.clock import zone_of
from shared.notifications.quiet import quiet_until
from shared.reminders.clock import local_time

BERLIN = "Europe/Berlin"
NIGHT, NOON = {"from": "22:00", "to": "07:00"}, {"from": "12:00", "to": "13:30"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2026-01-10T20:59", None),  # 21:59 in Berlin
        (NIGHT, "2026-01-10T21:00", "2026-01-11T06:00"),
        (NIGHT, "2026-01-10T23:30", "2026-01-11T06:00"),  # half past midnight
        (NIGHT, "2026-01-11T05:59", "2026-01-11T06:00"),
        (NIGHT, "2026-01-11T06:00", None),
        (NOON, "2026-01-10T11:00", "2026-01-10T12:30"),
        (NOON, "2026-01-10T12:30", None),
        (NOON, "2026-01-10T23:00", None),
        # The night in which clocks go forward: quiet for an hour less.
        (NIGHT, "2026-03-28T21:00", "2026-03-29T05:00"),
        # The end is left out by the clocks: when they go on.
        ({"from": "22:00", "to": "02:30"}, "2026-03-28T22:00", "2026-03-29T01:00"),
        # The end comes twice: the first counts, and the hour that comes again is not quiet again.
        ({"from": "22:00", "to": "02:30"}, "2026-10-24T22:00", "2026-10-25T00:30"),
        ({"from": "22:00", "to": "02:30"}, "2026-10-25T01:15", None),
        (None, "2026-01-10T23:30", None),
    ],
)
def test_quiet_hours(quiet: dict[str, str] | None, now: str, until: str | None) -> None:
    assert quiet_until(quiet, BERLIN, at(now)) == (at(until) if until else None)


def test_a_zone_that_is_none_any_more_is_utc() -> None:
    assert quiet_until(NIGHT, "Europe/Atlantis", at("2026-01-10T22:30")) == at("2026-01-11T07:00")


TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
ZONES = st.sampled_from([BERLIN, "Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"])
MOMENTS = st.datetimes(datetime(2011, 1, 1), datetime(2030, 1, 1), timezones=st.just(timezone.utc))  # noqa: DTZ001


@settings(deadline=None)
@given(TIMES, TIMES, ZONES, MOMENTS)
def test_they_end_within_a_day_or_so_and_are_over_then(
    begin: str, end: str, zone: str, now: datetime
) -> None:
    quiet = {"from": begin, "to": end}
    until = quiet_until(quiet, zone, now)
    shown = f"{local_time(now, zone_of(zone)):%H:%M}"
    if until is None:
        return
    assert begin <= shown or shown < end
    assert now < until <= now + timedelta(hours=50)  # Samoa once left out a day
    ends = f"{local_time(until, zone_of(zone)):%H:%M}"
    assert ends == end or begin <= ends  # the clocks left that time out
    assert quiet_until(quiet, zone, until) is None or ends != end
