"""Streaks: consecutive fulfilled periods of the schedule.

A period that was not fulfilled ends the streak, unless something in it was excused (skipped, paused or held
by a streak freeze): then it is neutral. The period that is still open does not end it either; once fulfilled
it counts already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from shared.habits.days import iso_weekday
from shared.habits.marks import DONE, SKIP, Marks
from shared.habits.rules import Rules

BEST = 10  # how many are kept


class Streak(NamedTuple):
    """First and last day (ordinals) and the number of periods."""

    first: int
    last: int
    length: int


class Period(NamedTuple):
    """The period that days are being taken into: its days, the sum of gains, and whether any day was recorded
    or excused."""

    first: int
    last: int
    amount: int = 0
    recorded: bool = False
    excused: bool = False


_BEFORE_ALL = Period(0, 0)  # no day is in it: ordinals begin with 1


def best_of(streaks: list[Streak]) -> list[Streak]:
    """The longest, of equally long ones the later; longest first."""
    return sorted(streaks, key=lambda streak: (streak.length, streak.last), reverse=True)[:BEST]


@dataclass(slots=True)
class Streaks:
    """`running` ends with the last closed period; `best` are the longest ended ones."""

    period: Period | None = None
    running: Streak | None = None
    best: list[Streak] = field(default_factory=list)

    def advance(self, rules: Rules, marks: Marks, days: range, frozen: frozenset[int] | set[int]) -> None:
        """Takes in consecutive days."""
        # As quick as Score.advance: a period is made of plain variables until the days are through.
        schedule, gain, anchor = rules.schedule, rules.gain, rules.anchor
        weekdays, period_of, held = schedule.weekdays, schedule.period_of, rules.held
        first, last, amount, recorded, excused = self.period or _BEFORE_ALL
        for day in days:
            if weekdays is not None and iso_weekday(day) not in weekdays:
                continue
            if day > last:
                self._close(rules, first, last, amount, recorded, excused)
                (first, last), amount, recorded, excused = period_of(day, anchor), 0, False, False
            if day in frozen:
                excused = True
            elif day in marks:
                mark = marks[day]
                amount += gain(mark)
                recorded, excused = recorded or mark[0] == DONE, excused or mark[0] == SKIP
            if day in held:
                excused = True
        self.period = Period(first, last, amount, recorded, excused) if first else None

    def current(self, rules: Rules, as_of: int) -> Streak | None:
        """The streak as it stands at `as_of`, up to which days have been taken in; None when there is
        none."""
        period, running = self.period, self.running
        if period is None:
            return None
        if rules.fulfilled(period.first, period.last, period.amount, period.recorded):
            return _longer(running, period.first, min(period.last, as_of))
        still_open = as_of <= period.last
        return running if still_open or period.excused else None

    def best_at(self, rules: Rules, as_of: int) -> list[Streak]:
        """The longest streaks at `as_of`, the current one among them; longest first."""
        streaks = [streak for streak in (self.current(rules, as_of), self.running) if streak]
        return best_of([*self.best, *streaks[:1]])

    def copy(self) -> Streaks:
        return Streaks(self.period, self.running, self.best.copy())

    def _close(self, rules: Rules, first: int, last: int, amount: int, recorded: bool, excused: bool) -> None:
        if not first:
            return
        if rules.fulfilled(first, last, amount, recorded):
            self.running = _longer(self.running, first, last)
        elif not excused and self.running is not None:
            if len(self.best) < BEST or self.running.length >= self.best[-1].length:
                self.best = best_of([*self.best, self.running])
            self.running = None


def _longer(running: Streak | None, first: int, last: int) -> Streak:
    if running is None:
        return Streak(first, last, 1)
    return Streak(running.first, last, running.length + 1)
