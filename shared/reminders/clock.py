"""Local times as instants. Reminders are kept to the minute.

A local time that clocks leave out is taken as the end of that gap (02:30 is 03:00), and one that they show
twice as the first of the two: so each comes exactly once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo

_MINUTE = timedelta(minutes=1)
_FORM = "%Y-%m-%dT%H:%M"


def instant(local: datetime, zone: tzinfo) -> datetime:
    """When (UTC) a clock in `zone` shows `local` (naive)."""
    first, second = (_as_utc(local, zone, fold) for fold in (0, 1))
    # In a gap the two are in the wrong order (PEP 495).
    return first if first <= second else _gaps_end(second, first, zone)


def local_time(at: datetime, zone: tzinfo) -> datetime:
    """What a clock in `zone` shows at `at` (naive)."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def minute_text(at: datetime) -> str:
    """`YYYY-MM-DDTHH:MM` in UTC: sorts as the instants do."""
    return at.astimezone(timezone.utc).strftime(_FORM)


def minute_from(text: str) -> datetime:
    """The reverse of `minute_text`. Raises ValueError."""
    return datetime.strptime(text, _FORM).replace(tzinfo=timezone.utc)


def this_minute(now: datetime) -> datetime:
    """The minute that `now` (aware) is in, in UTC."""
    return now.astimezone(timezone.utc).replace(second=0, microsecond=0)


def _as_utc(local: datetime, zone: tzinfo, fold: int) -> datetime:
    try:
        return local.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc)
    except OverflowError:  # of the first or the last day that there is: so far away it is the same
        return local.replace(tzinfo=timezone.utc)


def _gaps_end(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The minute at which clocks go forward, later than `before` and at `after` at the latest."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > _MINUTE:
        middle = before + (after - before) // _MINUTE // 2 * _MINUTE
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
    return after
