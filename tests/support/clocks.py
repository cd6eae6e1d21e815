"""How clocks run in a zone, as a table of whole minutes: an account of the tz database that shares nothing
with Daybook's own."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock's
_DAY = 24 * 60


class Span(NamedTuple):
    """From the minute `start` (since 1970, UTC) on clocks are `ahead` minutes ahead of UTC."""

    start: int
    ahead: int


def minutes(at: datetime) -> int:
    """Since 1970: of an instant in UTC, of a naive time on its own clock."""
    return (at - (EPOCH if at.tzinfo else _NAIVE_EPOCH)) // timedelta(minutes=1)


@cache
def spans(name: str, first: int, last: int) -> tuple[Span, ...]:
    """How the zone's clocks run between two minutes. They are looked at once a day, and between two days that
    differ minute by minute."""
    zone, found = ZoneInfo(name), list[Span]()
    at = first
    while at <= last:
        ahead = _ahead(zone, at)
        if not found:
            found.append(Span(at, ahead))
        elif ahead != found[-1].ahead:
            start = next(m for m in range(at - _DAY, at + 1) if _ahead(zone, m) != found[-1].ahead)
            found.append(Span(start, _ahead(zone, start)))
        at += _DAY
    return tuple(found)


def first_shown(local: int, clock: tuple[Span, ...]) -> int:
    """The first minute (UTC) at which the clock shows `local`, or later where it leaves that out."""
    for span, following in zip(clock, (*clock[1:], None), strict=True):
        if following is None or following.start + span.ahead > local:
            return max(local - span.ahead, span.start)
    raise AssertionError("the last one has no end")


def _ahead(zone: ZoneInfo, minute: int) -> int:
    offset = datetime.fromtimestamp(minute * 60, zone).utcoffset()
    assert offset is not None
    seconds = offset.days * 24 * 60 * 60 + offset.seconds
    assert seconds % 60 == 0
    return seconds // 60
