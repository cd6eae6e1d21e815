"""Sums over a habit's days: how many are marked as what, and done and due by weekday."""

from __future__ import annotations

from dataclasses import dataclass, field

from shared.habits.days import iso_weekday
from shared.habits.marks import DONE, MISSED, SKIP, Marks
from shared.habits.rules import Rules


def _seven() -> list[int]:
    return [0] * 7


@dataclass(slots=True)
class Totals:
    """`weekday_done` and `weekday_due` begin with Monday and count scheduled days that were not skipped or
    frozen."""

    done: int = 0
    skipped: int = 0
    missed: int = 0
    last_done: int | None = None
    weekday_done: list[int] = field(default_factory=_seven)
    weekday_due: list[int] = field(default_factory=_seven)

    def advance(self, rules: Rules, marks: Marks, days: range, frozen: frozenset[int] | set[int]) -> None:
        """Takes in consecutive days."""
        self._count_due(rules, days, frozen)
        start, stop, weekdays = days.start, days.stop, rules.schedule.weekdays
        for day, (status, _) in marks.items():
            if not start <= day < stop or day in frozen:
                continue
            self._count_mark(status, day)
            weekday = iso_weekday(day)
            if weekdays is None or weekday in weekdays:
                self.weekday_done[weekday - 1] += status == DONE
                self.weekday_due[weekday - 1] -= status == SKIP

    def copy(self) -> Totals:
        return Totals(
            self.done,
            self.skipped,
            self.missed,
            self.last_done,
            self.weekday_done.copy(),
            self.weekday_due.copy(),
        )

    def _count_mark(self, status: int, day: int) -> None:
        if status == DONE:
            self.done += 1
            if self.last_done is None or day > self.last_done:
                self.last_done = day
        elif status == SKIP:
            self.skipped += 1
        elif status == MISSED:
            self.missed += 1

    def _count_due(self, rules: Rules, days: range, frozen: frozenset[int] | set[int]) -> None:
        for offset in range(min(7, len(days))):
            weekday = iso_weekday(days.start + offset)
            if rules.schedule.weekdays is None or weekday in rules.schedule.weekdays:
                self.weekday_due[weekday - 1] += len(days[offset::7])
        for day in frozen:
            if rules.schedule.scheduled(day):
                self.weekday_due[iso_weekday(day) - 1] -= 1
