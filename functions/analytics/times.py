"""At what time of the day a person does things."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from functions.analytics.reading import History
from shared.habits.clock import local_time, today_of
from shared.habits.days import first_ordinal
from shared.habits.marks import DONE, IMPORTED, decode_mark, decode_stamp

if TYPE_CHECKING:
    from functions.analytics.models import TimeOfDay, TimeWindow

NEEDED = 20
WINDOW = 3  # hours
_HOURS = 24
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def time_of_day(history: History) -> TimeOfDay:
    """Of the marks that were made on the day that they are of, by a person."""
    hours = [0] * _HOURS
    for hour in _hours_of(history):
        hours[hour] += 1
    marks = sum(hours)
    best = _best(hours) if marks >= NEEDED else None
    return {"hours": hours, "marks": marks, "needed": NEEDED, "best": best}


def _hours_of(history: History) -> Iterator[int]:
    profile, days = dict(history.profile), history.shown
    alive = {record.habit.id for record in history.records}
    for day, mark in _marks(history, alive):
        stamp = decode_stamp(mark)
        if day not in days or stamp.device == IMPORTED or decode_mark(mark).status != DONE:
            continue
        made = _EPOCH + timedelta(milliseconds=stamp.time_ms)
        if today_of(profile, made).toordinal() == day:
            yield local_time(profile, made).hour


def _marks(history: History, habits: set[str]) -> Iterator[tuple[int, str]]:
    """Days (ordinals) with their attributes (shared/habits/marks.py)."""
    for item in history.months:
        _, month, habit_id = item["sk"].split("#")
        if habit_id in habits:
            first = first_ordinal(month) - 1
            yield from ((first + int(n), v) for n, v in item.items() if len(n) == 2 and n.isdigit())


def _best(hours: list[int]) -> TimeWindow:
    """Of equal ones the earliest; it may go past midnight."""
    sums = [sum(hours[(start + more) % _HOURS] for more in range(WINDOW)) for start in range(_HOURS)]
    start = sums.index(max(sums))
    end = start + WINDOW
    return {
        "from_hour": start,
        "to_hour": end if end <= _HOURS else end - _HOURS,
        "share": round(max(sums) / sum(hours), 4),
    }
