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
        for day in sorted(day for day in marks if day in days and day not in frozen):
            status = marks[day].status
            weekday = iso_weekday(day) - 1
            self.done += status == DONE
            self.skipped += status == SKIP
            self.missed += status == MISSED
            if status == DONE:
                self.last_done = day
            if rules.schedule.scheduled(day):
                self.weekday_done[weekday] += status == DONE
                self.weekday_due[weekday] -= status == SKIP

    def copy(self) -> Totals:
        return Totals(
            self.done,
            self.skipped,
            self.missed,
            self.last_done,
            self.weekday_done.copy(),
            self.weekday_due.copy(),
        )

    def _count_due(self, rules: Rules, days: range, frozen: frozenset[int] | set[int]) -> None:
        for offset in range(min(7, len(days))):
            weekday = iso_weekday(days.start + offset)
            if rules.schedule.weekdays is None or weekday in rules.schedule.weekdays:
                self.weekday_due[weekday - 1] += len(days[offset::7])
        for day in frozen:
            if rules.schedule.scheduled(day):
                self.weekday_due[iso_weekday(day) - 1] -= 1
