"""How much of a habit was done in each week, month, quarter and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

from shared.habits.days import iso_weekday
from shared.habits.marks import DONE, SKIP, Marks, amount_value
from shared.habits.rules import Rules

if TYPE_CHECKING:
    from shared.habits.answers import Completion, PeriodCount

WEEKS = 105  # two years, and the week that is open

Bounds = Callable[[int], tuple[int, int]]


def completion(rules: Rules, marks: Marks, first: int | None, now: int, week_start: int = 1) -> Completion:
    """Every period from the day `first` (ordinal; None: no periods) to `now`, oldest first; of weeks the last
    105."""
    days = range(0) if first is None else range(first, now + 1)
    counted = _counted_days(rules, days)
    week_days = days[-_days_of_weeks(now, week_start) :] if days else days
    return {
        "weeks": _counts(rules, marks, week_days, counted, lambda day: _week(day, week_start)),
        "months": _counts(rules, marks, days, counted, lambda day: _months(day, 1)),
        "quarters": _counts(rules, marks, days, counted, lambda day: _months(day, 3)),
        "years": _counts(rules, marks, days, counted, lambda day: _months(day, 12)),
    }


def period_of(period: Literal["week", "month", "year"], day: int, week_start: int) -> tuple[int, int]:
    """The first and last day of the period that the day is in."""
    return _week(day, week_start) if period == "week" else _months(day, 1 if period == "month" else 12)


def _counted_days(rules: Rules, days: range) -> set[int]:
    """Those that are neither paused nor after the habit's end."""
    return set(days) - rules.frozen(days)


def _days_of_weeks(now: int, week_start: int) -> int:
    return (WEEKS - 1) * 7 + now - _week(now, week_start)[0] + 1


def _counts(rules: Rules, marks: Marks, days: range, counted: set[int], bounds: Bounds) -> list[PeriodCount]:
    found = []
    start = days.start
    while start < days.stop:
        first, last = bounds(start)
        stop = min(last + 1, days.stop)
        found.append(
            _count(rules, marks, (first, last), [day for day in range(start, stop) if day in counted])
        )
        start = stop
    return found


def _count(rules: Rules, marks: Marks, bounds: tuple[int, int], days: list[int]) -> PeriodCount:
    by_status: defaultdict[int, list[int]] = defaultdict(list)
    for day in days:
        if day in marks:
            by_status[marks[day].status].append(day)
    skipped = set(by_status[SKIP])
    amount = sum(marks[day].amount or 0 for day in by_status[DONE]) if rules.numeric else None
    return {
        "start": date.fromordinal(bounds[0]).isoformat(),
        "end": date.fromordinal(bounds[1]).isoformat(),
        "done": len(by_status[DONE]),
        "due": _due(rules, (day for day in days if day not in skipped)),
        "skipped": len(skipped),
        "amount": amount_value(amount),
    }


def _due(rules: Rules, days: Iterable[int]) -> int:
    """How often it was wanted on these days: the schedule's share of the scheduled ones, rounded."""
    schedule = rules.schedule
    scheduled = sum(map(schedule.scheduled, days))
    return (2 * scheduled * schedule.times + schedule.days) // (2 * schedule.days)


def _week(day: int, week_start: int) -> tuple[int, int]:
    first = day - (iso_weekday(day) - week_start) % 7
    return first, first + 6


def _months(day: int, length: int) -> tuple[int, int]:
    """The calendar period of `length` months (a divisor of 12) that the day is in."""
    on = date.fromordinal(day)
    begin = on.month - (on.month - 1) % length
    following = divmod(begin - 1 + length, 12)
    end = date(on.year + following[0], following[1] + 1, 1)
    return date(on.year, begin, 1).toordinal(), end.toordinal() - 1
