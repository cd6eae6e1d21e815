"""A time zone as calendar programs want it: with the file (RFC 5545, 3.6.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from functions.calendar.logic.content import moment, offset

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_YEARS_AHEAD = 10


class Change(NamedTuple):
    """From `at` on (wall clock before it), clocks are `after` seconds ahead of UTC instead of `before`."""

    at: datetime
    before: float
    after: float
    name: str
    summer: bool


@lru_cache(maxsize=64)
def timezone_lines(key: str, first_year: int) -> tuple[str, ...]:
    """The VTIMEZONE of a zone of the IANA database, right from the beginning of `first_year` on and for ten
    years ahead: as the changes are known, not as a rule that a government may have dropped (or, like
    Morocco's, that no rule could say)."""
    groups: dict[tuple[float, float, str, bool], list[datetime]] = {}
    for change in _changes(ZoneInfo(key), first_year, first_year + 2 + _YEARS_AHEAD):
        groups.setdefault(change[1:], []).append(change.at)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}"]
    for (before, after, name, summer), times in groups.items():
        kind = "DAYLIGHT" if summer else "STANDARD"
        lines += [f"BEGIN:{kind}", f"DTSTART:{moment(times[0])}"]
        if times[1:]:
            lines.append(f"RDATE:{','.join(moment(time) for time in times[1:])}")
        lines += [
            f"TZOFFSETFROM:{offset(before)}",
            f"TZOFFSETTO:{offset(after)}",
            f"TZNAME:{name}",
            f"END:{kind}",
        ]
    return (*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """How clocks are at the beginning, and each time that they change until the end of the last year."""
    known = datetime(first_year, 1, 1, tzinfo=timezone.utc)
    end = datetime(last_year + 1, 1, 1, tzinfo=timezone.utc)
    seconds = _seconds(known, zone)
    yield _change(known, seconds, seconds, zone)
    while known < end:
        later = known + _DAY
        if _seconds(later, zone) != seconds:
            at = _between(known, later, zone)
            before, seconds = seconds, _seconds(at, zone)
            yield _change(at, before, seconds, zone)
        known = later


def _between(known: datetime, later: datetime, zone: ZoneInfo) -> datetime:
    """The first second of the clocks' other time, after `known` and at `later` at the latest."""
    seconds = _seconds(known, zone)
    while later - known > _SECOND:
        middle = known + timedelta(seconds=(later - known) // _SECOND // 2)
        known, later = (middle, later) if _seconds(middle, zone) == seconds else (known, middle)
    return later


def _change(at: datetime, before: float, after: float, zone: ZoneInfo) -> Change:
    there = at.astimezone(zone)
    wall = at.replace(tzinfo=None) + timedelta(seconds=before)
    return Change(wall, before, after, there.tzname() or "", bool(there.dst()))


def _seconds(at: datetime, zone: ZoneInfo) -> float:
    found = at.astimezone(zone).utcoffset()
    return 0.0 if found is None else found.total_seconds()
