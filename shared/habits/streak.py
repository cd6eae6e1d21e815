"""Streaks: consecutive fulfilled periods of the schedule.

A period that was not fulfilled ends the streak, unless something in it was excused (skipped or paused): then
it is neutral. The period that is still open does not end it either; once fulfilled it counts already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

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
        scheduled, gain = rules.schedule.scheduled, rules.gain
        for day in days:
            if not scheduled(day):
                continue
            if self.period is None or day > self.period.last:
                self._close(rules)
                self.period = Period(*rules.schedule.period_of(day, rules.anchor))
            mark = marks.get(day)
            if day in frozen:
                self.period = _noted(self.period, 0, recorded=False, excused=True)
            elif mark is not None:
                status = mark.status
                self.period = _noted(self.period, gain(mark), recorded=status == DONE, excused=status == SKIP)

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

    def _close(self, rules: Rules) -> None:
        period = self.period
        if period is None:
            return
        if rules.fulfilled(period.first, period.last, period.amount, period.recorded):
            self.running = _longer(self.running, period.first, period.last)
        elif not period.excused and self.running is not None:
            self.best = best_of([*self.best, self.running])
            self.running = None


def _longer(running: Streak | None, first: int, last: int) -> Streak:
    if running is None:
        return Streak(first, last, 1)
    return Streak(running.first, last, running.length + 1)


def _noted(period: Period, gained: int, *, recorded: bool, excused: bool) -> Period:
    first, last, amount, was_recorded, was_excused = period
    return Period(first, last, amount + gained, was_recorded or recorded, was_excused or excused)
