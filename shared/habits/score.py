"""The score: how strong a habit is, from 0 to 1. The formula is Loop Habit Tracker's, so that people who move
keep their numbers (https://github.com/iSoron/uhabits, published test vectors); docs/habits.md explains it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from shared.habits.days import iso_weekday
from shared.habits.marks import SKIP, Marks
from shared.habits.rules import Rules

_HALF_LIFE = 13  # days of a daily habit


@dataclass(slots=True)
class Score:
    """`value`, and the gains of the last days that the next day's window may still hold (oldest first; their
    sum is `total`)."""

    value: float
    window: deque[int] = field(default_factory=deque)
    total: int = 0

    def advance(
        self,
        rules: Rules,
        marks: Marks,
        days: range,
        frozen: frozenset[int] | set[int],
        history: list[float] | None = None,
    ) -> None:
        """Takes in consecutive days. `history` gets the score at the end of each."""
        # The loop runs over decades of days while somebody waits (`invoke bench.stats`), so it calls little.
        schedule, window, value, total = rules.schedule, self.window, self.value, self.total
        gain, weekdays = rules.gain, schedule.weekdays
        length, fraction = window_of(rules)
        keep = 0.5 ** ((schedule.times / schedule.days) ** 0.5 / _HALF_LIFE)
        raises: dict[int, float] = {}  # what a sum adds to the score: most days have one of a few sums
        for day in days:
            if day not in frozen and (weekdays is None or iso_weekday(day) in weekdays):
                mark = marks.get(day)
                gained = 0 if mark is None else gain(mark)
                window.append(gained)
                total += gained
                if len(window) > length:
                    total -= window.popleft()
                if mark is None or mark.status != SKIP:
                    if total not in raises:
                        raises[total] = fraction(total) * (1 - keep)
                    value = value * keep + raises[total]
            if history is not None:
                history.append(value)
        self.value, self.total = value, total

    def copy(self) -> Score:
        return Score(self.value, self.window.copy(), self.total)


def first_score(rules: Rules) -> Score:
    """Before the first mark: keeping within a limit starts from full strength, everything else from
    nothing."""
    return Score(1.0 if rules.at_most else 0.0)


def window_of(rules: Rules) -> tuple[int, Callable[[int], float]]:
    """How many days the sum runs over, and what part of the aim a sum is (0 to 1)."""
    times, days, target = rules.schedule.times, rules.schedule.days, rules.target
    if target is None:
        # Doubled, so that a week done on Monday and the next on Sunday do not look like a gap.
        if times < days:
            times, days = times * 2, days * 2
        return days, lambda total: min(1.0, total / times)
    if not rules.at_most:
        return days, lambda total: min(1.0, total / target)
    if target == 0:
        return days, lambda total: 0.0 if total else 1.0
    return days, lambda total: max(0.0, min(1.0, 1 - (total - target) / target))
