"""When a habit is to be done, and what a period of it is. docs/habits.md has the rules with examples."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from shared.habits.days import iso_weekday

DAYS_IN_A_MONTH = 30  # Loop Habit Tracker's month, for the score only; streaks use the calendar's


class Schedule(NamedTuple):
    """`times` in `days` is the frequency; as often as there are days is 1 in 1, as in Loop Habit Tracker.

    period: "day", "week", "month" or "block" (`days` days, counted from an anchor). weekdays: the ISO
    weekdays of a habit of chosen ones, else None. spaced: due again `days` days after it was done ("every 3
    days"), not at any time in the period. week_start: the ISO weekday with which weeks begin.
    """

    times: int = 1
    days: int = 1
    period: str = "day"
    weekdays: frozenset[int] | None = None
    spaced: bool = False
    week_start: int = 1

    def scheduled(self, day: int) -> bool:
        """Whether the habit may be due on the day at all."""
        return self.weekdays is None or iso_weekday(day) in self.weekdays

    def period_of(self, day: int, anchor: int) -> tuple[int, int]:
        """The first and last day of the period that `day` is in. Blocks are counted from `anchor`, in both
        directions."""
        if self.period == "day":
            return day, day
        if self.period == "week":
            first = day - (iso_weekday(day) - self.week_start) % 7
            return first, first + 6
        if self.period == "month":
            return _month(day)
        first = day - (day - anchor) % self.days
        return first, first + self.days - 1

    def times_needed(self, first: int, last: int) -> int:
        """How often it has to be done in a period: no more often than the period has days (30 times in
        February)."""
        return min(self.times, last - first + 1)


DAILY = Schedule()


def schedule_from(json: Mapping[str, Any]) -> Schedule:
    """The schedule in the API's form, e.g. {"type": "times", "times": 3, "period": "week"}. Raises ValueError
    for another type."""
    kind = json["type"]
    if kind == "daily":
        return DAILY
    if kind == "weekdays":
        return Schedule(weekdays=frozenset(json["days"]))
    if kind == "times":
        if json["period"] == "month":
            return _times(json["times"], DAYS_IN_A_MONTH, "month")
        return _times(json["times"], 7, "week")._replace(week_start=json.get("week_start", 1))
    if kind == "times_in_days":
        return _times(json["times"], json["days"], "block")
    if kind == "every":
        return _times(1, json["days"], "block", spaced=True)
    raise ValueError(f"no such schedule: {kind}")


def _times(times: int, days: int, period: str, *, spaced: bool = False) -> Schedule:
    return DAILY if times == days else Schedule(times, days, period, spaced=spaced)


def _month(day: int) -> tuple[int, int]:
    calendar_day = date.fromordinal(day)
    first = day - calendar_day.day + 1
    return first, first + monthrange(calendar_day.year, calendar_day.month)[1] - 1
