"""When a task that repeats is due next."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


def next_due(repeat: Mapping[str, Any], due: Mapping[str, Any] | None, done: date) -> dict[str, Any] | None:
    """The due date after `due` ({date, time?, day?}; None: the task has none) by the rule {every, interval,
    weekdays?, from, until?}, for a task that was done on the person's day `done`; None when the rule is over.

    A rule from the due date passes over what is gone: a daily task that was left for a week comes once, not
    seven times. `day` is the day of the month that is meant, where the month of `due` does not have it: so
    the 31st is the 28th in February and the 31st again in March.
    """
    from_due = repeat["from"] == "due" and due is not None
    base = date.fromisoformat(due["date"]) if due is not None and from_due else done
    day = (due or {}).get("day", base.day) if from_due else base.day
    try:
        found = next(at for at in _dates(repeat, base, day, done) if at > base and at >= done)
    except (OverflowError, ValueError):  # behind the end of the calendar
        return None
    if repeat.get("until") and found.isoformat() > repeat["until"]:
        return None
    meant = {"day": day} if repeat["every"] in _MONTHS and day != found.day else {}
    time = {"time": due["time"]} if due is not None and "time" in due else {}
    return {"date": found.isoformat(), **time, **meant}


def _dates(repeat: Mapping[str, Any], base: date, day: int, floor: date) -> Iterator[date]:
    """The rule's dates in order, from one at or before `floor` on, unless `base` is later than that."""
    every, interval = repeat["every"], repeat["interval"]
    behind = max(0, (floor - base).days)
    if every in _MONTHS:
        return _monthly(base, day, interval * _MONTHS[every], behind)
    step = interval * _DAYS[every]
    if every == "week" and repeat.get("weekdays"):
        return _weekly(base, repeat["weekdays"], step, behind)
    return (base + timedelta(days=step * number) for number in count(behind // step))


def _weekly(base: date, weekdays: list[int], step: int, behind: int) -> Iterator[date]:
    monday = base - timedelta(days=base.weekday())
    for number in count(behind // step):
        for weekday in weekdays:
            yield monday + timedelta(days=step * number + weekday - 1)


def _monthly(base: date, day: int, step: int, behind: int) -> Iterator[date]:
    # No month has more than 31 days, so this starts early enough.
    for number in count(behind // 31 // step):
        years, month = divmod(base.month - 1 + step * number, 12)
        year = base.year + years
        if year > date.max.year:
            raise OverflowError
        yield date(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))
