"""On which days a habit was due, and on which of them it was done: what adds up over days and over habits.

A habit of single days (daily, or on chosen weekdays) is due on each of its days. One that is wanted some
times a week, a month or so is due on days when it is done, as often as is wanted, and on days when it could
not be put off any more; an amount for a whole week is due on the day that fills it up, or on the week's last
day, a limit on the last day. "Every three days" is due on days when it is done, and from the third day after.
Skipped and paused days are not due, and nothing is missing from a period with such a day in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from shared.habits.marks import DONE, SKIP, Marks

if TYPE_CHECKING:
    from shared.habits.rules import Rules

Due = tuple[int, bool]
"""A day (ordinal), and whether it was done."""


def due_days(rules: Rules, marks: Marks, begin: int, days: range) -> dict[int, bool]:
    """Which of `days` (up to today) the habit was due on, and whether it was done. begin: the first day that
    it could be due. marks: those of `days` and before, back to `standing.look_from`."""
    single = rules.schedule.spaced or rules.schedule.period == "day"
    found = (_days if single else _periods)(rules, marks, begin, days)
    return {day: done for day, done in found if day in days}


def _periods(rules: Rules, marks: Marks, begin: int, days: range) -> Iterator[Due]:
    day = max(days.start, begin)
    while day < days.stop:
        first, last = rules.schedule.period_of(day, rules.anchor)
        due = _of_period(rules, marks, first, last, begin)
        yield from takewhile(lambda found: found[0] < days.stop, due)
        day = last + 1


def _of_period(rules: Rules, marks: Marks, first: int, last: int, begin: int) -> Iterator[Due]:
    possible = _possible(rules, marks, max(first, begin), last)
    whole = len(possible) == last - first + 1
    missing = rules.schedule.times_needed(first, last) if rules.target is None else 1
    reached = _reached(rules, marks, possible)
    for left, day in zip(range(len(possible) - 1, -1, -1), possible, strict=True):
        if missing and day in reached:
            missing -= 1
            yield day, True
        elif whole and missing > left:
            yield day, False


def _possible(rules: Rules, marks: Marks, first: int, last: int) -> list[int]:
    """The days from `first` to `last` on which it may be done."""
    days = range(first, last + 1)
    frozen, scheduled = rules.frozen(days), rules.schedule.scheduled
    return [day for day in days if day not in frozen and scheduled(day) and not _skipped(marks, day)]


def _reached(rules: Rules, marks: Marks, days: list[int]) -> set[int]:
    """The days that bring what is wanted: each done one of a yes/no habit, the one that fills an amount up,
    the last one within a limit."""
    done = [day for day in days if day in marks and marks[day].status == DONE]
    if rules.target is None:
        return set(done)
    if rules.at_most:
        kept = rules.fulfilled(0, 0, sum(rules.gain(marks[day]) for day in done), recorded=bool(done))
        return set(days[-1:]) if kept else set()
    filled = rules.filled_by(marks, done)
    return set() if filled is None else {filled}


def _days(rules: Rules, marks: Marks, begin: int, days: range) -> Iterator[Due]:
    """Of habits that are due a while after they were done; with daily ones that is the day after."""
    wait, scheduled = rules.schedule.days, rules.schedule.scheduled
    before = range(days.start - wait, days.start)
    frozen = rules.frozen(range(before.start, days.stop))
    # A mark on a paused day counts as little before `days` as in them.
    counted = (day for day in before if day not in frozen and scheduled(day))
    last_done = max((day for day in counted if day in marks and marks[day].status == DONE), default=None)
    for day in range(max(days.start, begin), days.stop):
        if day in frozen or not scheduled(day) or _skipped(marks, day):
            continue
        mark = marks.get(day)
        if mark is not None and mark.status == DONE:
            last_done = day
            yield day, rules.fulfilled(day, day, rules.gain(mark), recorded=True)
        elif last_done is None or day - last_done >= wait:
            yield day, False


def _skipped(marks: Marks, day: int) -> bool:
    return day in marks and marks[day].status == SKIP
