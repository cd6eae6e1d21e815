"""Days, months and what today is. Inside the domain a day is its proleptic ordinal (date.toordinal), because
loops over years of days are several times faster on integers; a month is the text `yyyy-mm`, which sorts by
itself.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo

_AHEAD = timedelta(hours=14)  # Kiritimati, the first place on Earth where a day begins
_BEHIND = timedelta(hours=12)  # Baker Island, the last
LATEST_DAY_START_HOUR = 6
_CLOSING_MARGIN = timedelta(hours=1)  # for clocks that differ and writes that are still on their way


def logical_day(now: datetime, zone: tzinfo, day_start_hour: int) -> date:
    """The day that a person in `zone` lives in at `now` (aware) when their days begin at `day_start_hour` (0
    to 6).

    A day begins the first time that its date and hour (or a later time, when a clock change leaves that hour
    out) is on the clock. So a day never begins twice where clocks go back over midnight.
    """
    around = now.astimezone(zone).date()
    for day in (around + timedelta(days=1), around):
        begin = datetime.combine(
            day, time(day_start_hour), zone
        )  # fold=0: the first of two, or the end of a gap
        if begin.astimezone(timezone.utc) <= now:
            return day
    return around - timedelta(days=1)


def latest_today(now: datetime) -> date:
    """Today where it is latest; a later day is in the future for everybody."""
    return (now.astimezone(timezone.utc) + _AHEAD).date()


def earliest_today(now: datetime) -> date:
    """Today for whom it is earliest: on Baker Island, by a person whose days begin at six in the morning."""
    return (now.astimezone(timezone.utc) - _BEHIND - timedelta(hours=LATEST_DAY_START_HOUR)).date()


def is_open(month: str, now: datetime) -> bool:
    """Whether some person's today may still be in `month`, or before it."""
    return month >= month_of(earliest_today(now))


def closed_month(now: datetime) -> str:
    """The latest month that is over for everybody, and has been for an hour: checkpoints go up to it and no
    further."""
    return previous_month(month_of(earliest_today(now - _CLOSING_MARGIN)))


def month_of(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def previous_month(month: str) -> str:
    return month_of(date.fromisoformat(f"{month}-01") - timedelta(days=1))


def next_month(month: str) -> str:
    return month_of(date.fromordinal(last_ordinal(month) + 1))


def first_ordinal(month: str) -> int:
    return date(int(month[:4]), int(month[5:7]), 1).toordinal()


def last_ordinal(month: str) -> int:
    year, number = int(month[:4]), int(month[5:7])
    following = date(year + 1, 1, 1) if number == 12 else date(year, number + 1, 1)
    return following.toordinal() - 1


def months_between(first: str, last: str) -> list[str]:
    """The months from `first` to `last`, both included; none when `last` is earlier."""
    months = []
    while first <= last:
        months.append(first)
        first = next_month(first)
    return months


def iso_weekday(ordinal: int) -> int:
    """1 Monday to 7 Sunday: ordinal 1 (0001-01-01) is a Monday in the proleptic Gregorian calendar."""
    return (ordinal - 1) % 7 + 1
