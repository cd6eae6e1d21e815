"""How much of a habit was done in each week, month, quarter and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import add
from typing import TYPE_CHECKING, Literal, NamedTuple

from shared.habits.days import iso_weekday
from shared.habits.marks import DONE, SKIP, UNMARKED, Mark, Marks, amount_value
from shared.habits.rules import Rules

if TYPE_CHECKING:
    from shared.habits.answers import Completion, PeriodCount

Days = frozenset[int] | set[int]
Bounds = Callable[[int], tuple[int, int]]
WEEKS = 105  # two years, and the week that is open

_NOTHING = Mark(UNMARKED)


class _Count(NamedTuple):
    """A period from `first` to `last` (ordinals). scheduled: the days that count and are not skipped."""

    first: int
    last: int
    done: int
    skipped: int
    scheduled: int
    amount: int

    def plus(self, later: _Count) -> _Count:
        return _Count(self.first, later.last, *map(add, self[2:], later[2:]))


def completion(rules: Rules, marks: Marks, first: int | None, now: int, week_start: int = 1) -> Completion:
    """Every period from the day `first` (ordinal; None: no periods) to `now`, oldest first; of weeks the last
    105."""
    days = range(0) if first is None else range(first, now + 1)
    frozen = rules.frozen(days)  # paused, or after the habit's end
    done = _done_days(rules, marks, days, frozen)
    recent = days[-_days_of_weeks(now, week_start) :] if days else days
    weeks = [
        _count(rules, marks, part, bounds, frozen, done)
        for part, bounds in _parts(recent, lambda day: _week(day, week_start))
    ]
    months = [
        _count(rules, marks, part, bounds, frozen, done)
        for part, bounds in _parts(days, lambda day: _months(day, 1))
    ]
    return {
        "weeks": [_shape(rules, count) for count in weeks],
        "months": [_shape(rules, count) for count in months],
        "quarters": [_shape(rules, count) for count in _together(months, 3)],
        "years": [_shape(rules, count) for count in _together(months, 12)],
    }


def period_of(period: Literal["week", "month", "year"], day: int, week_start: int) -> tuple[int, int]:
    """The first and last day of the period that the day is in."""
    return _week(day, week_start) if period == "week" else _months(day, 1 if period == "month" else 12)


def _days_of_weeks(now: int, week_start: int) -> int:
    return (WEEKS - 1) * 7 + now - _week(now, week_start)[0] + 1


def _parts(days: range, bounds: Bounds) -> Iterator[tuple[range, tuple[int, int]]]:
    """The days cut into periods, and the periods' first and last days."""
    start = days.start
    while start < days.stop:
        first, last = bounds(start)
        stop = min(last + 1, days.stop)
        yield range(start, stop), (first, last)
        start = stop


def _done_days(rules: Rules, marks: Marks, days: range, frozen: Days) -> Days:
    """Those of `days` that count as done: of a numeric habit the ones that have the target, or with which
    their period has it. A limit is kept by the last recorded day."""
    start, stop = days.start, days.stop
    recorded = [
        day for day, mark in marks.items() if mark[0] == DONE and start <= day < stop and day not in frozen
    ]
    if not rules.numeric:
        return set(recorded)
    if rules.schedule.period == "day":
        return {day for day in recorded if rules.fulfilled(day, day, rules.gain(marks[day]), recorded=True)}
    periods: dict[tuple[int, int], list[int]] = {}
    for day in sorted(recorded):
        periods.setdefault(rules.schedule.period_of(day, rules.anchor), []).append(day)
    return {last for those in periods.values() if (last := _fulfilling(rules, marks, those)) is not None}


def _fulfilling(rules: Rules, marks: Marks, recorded: list[int]) -> int | None:
    if not rules.at_most:
        return rules.filled_by(marks, recorded)
    kept = rules.fulfilled(0, 0, sum(rules.gain(marks[day]) for day in recorded), recorded=True)
    return recorded[-1] if kept else None


def _count(
    rules: Rules, marks: Marks, days: range, bounds: tuple[int, int], frozen: Days, done_days: Days
) -> _Count:
    # One quick walk over decades of days: see Score.advance.
    weekdays, done, skipped, scheduled, total = rules.schedule.weekdays, 0, 0, 0, 0
    for day in days:
        if day in frozen:
            continue
        status, amount = marks.get(day, _NOTHING)
        if status == SKIP:
            skipped += 1
        elif weekdays is None or iso_weekday(day) in weekdays:
            scheduled += 1
        if status == DONE:
            total += amount or 0
            done += day in done_days
    return _Count(*bounds, done, skipped, scheduled, total)


def _together(months: Iterable[_Count], length: int) -> list[_Count]:
    """Months added up to periods of `length` months."""
    found: list[_Count] = []
    for month in months:
        first, last = _months(month.first, length)
        if found and found[-1].first == first:
            found[-1] = found[-1].plus(month._replace(last=last))
        else:
            found.append(month._replace(first=first, last=last))
    return found


def _shape(rules: Rules, count: _Count) -> PeriodCount:
    schedule = rules.schedule
    # How often it was wanted: the schedule's share of the scheduled days, rounded.
    due = (2 * count.scheduled * schedule.times + schedule.days) // (2 * schedule.days)
    return {
        "start": date.fromordinal(count.first).isoformat(),
        "end": date.fromordinal(count.last).isoformat(),
        "done": count.done,
        "due": due,
        "skipped": count.skipped,
        "amount": amount_value(count.amount if rules.numeric else None),
    }


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
