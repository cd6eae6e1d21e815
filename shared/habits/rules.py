"""What decides how a habit's days are counted; when any of it changes, everything is computed anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from shared.habits.marks import DONE, Mark, Marks
from shared.habits.schedule import DAILY, Schedule


class Rules(NamedTuple):
    """target: None for yes/no habits, else thousandths for a whole period. anchor: the day (ordinal) from
    which blocks of days are counted. first_due: the first day it can be due, None for any. last: the last day
    that counts, None for no end. pauses: first and last days of pauses, in any order. held: days over which a
    streak freeze holds the streak; for the score they are what they are.
    """

    schedule: Schedule = DAILY
    target: int | None = None
    at_most: bool = False
    anchor: int = 1
    first_due: int | None = None
    last: int | None = None
    pauses: tuple[tuple[int, int], ...] = ()
    held: frozenset[int] = frozenset()

    @property
    def numeric(self) -> bool:
        return self.target is not None

    def frozen(self, days: range) -> frozenset[int] | set[int]:
        """Those of `days` (consecutive) on which nothing counts: paused, or after the habit's end."""
        spans = self.pauses if self.last is None else (*self.pauses, (self.last + 1, days.stop))
        found: set[int] = set()
        for first, last in spans:
            found.update(range(max(first, days.start), min(last + 1, days.stop)))
        return found

    def counts_on(self, day: int) -> bool:
        """Whether the day is in the habit's time and schedule, and not paused: it may be due, and is shown as
        such."""
        begun = self.first_due is None or day >= self.first_due
        return begun and self.schedule.scheduled(day) and not self.frozen(range(day, day + 1))

    def gain(self, mark: Mark) -> int:
        """What a day adds to its period: 1 for a done yes/no day, thousandths for a numeric one, else 0."""
        status, amount = mark
        if status != DONE:
            return 0
        return 1 if self.target is None else amount or 0

    def filled_by(self, marks: Marks, done_days: Iterable[int]) -> int | None:
        """Of a period's done days (in order) the one with which a numeric habit has its minimum; None when
        there is none."""
        total = 0
        for day in done_days:
            total += self.gain(marks[day])
            if total >= (self.target or 0):
                return day
        return None

    def fulfilled(self, first: int, last: int, amount: int, recorded: bool) -> bool:
        """Whether `amount` (the sum of gains) is what the period from `first` to `last` wants.

        At most wants at least one recorded day, as in Loop Habit Tracker: nobody keeps a limit by forgetting
        the app.
        """
        if self.target is None:
            return amount >= self.schedule.times_needed(first, last)
        return recorded and amount <= self.target if self.at_most else amount >= self.target
