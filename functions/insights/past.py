"""How a habit stood on a day that its checkpoint has gone past: from the score at the end of the month
before, and the marks since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from shared.habits.checkpoint import Checkpoint, begin
from shared.habits.days import last_ordinal, month_of, previous_month
from shared.habits.items import Habit
from shared.habits.marks import Mark
from shared.habits.score import Score, first_score, window_of

if TYPE_CHECKING:
    from shared.habits.rules import Rules


@dataclass
class Record:
    """A habit with its marks as far as needed. checkpoint None: with all of its marks."""

    item: dict[str, Any]
    habit: Habit
    checkpoint: Checkpoint | None
    month_ends: dict[str, float] = field(default_factory=dict)
    marks: dict[int, Mark] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        return self.habit.rules

    @property
    def first(self) -> int | None:
        """The first marked day, None when there is none."""
        known = self.checkpoint.state.first if self.checkpoint else None
        return known or min(self.marks, default=None)

    def covered(self, day: int) -> bool:
        """Whether the checkpoint has gone past the end of the day."""
        return self.checkpoint is not None and day < last_ordinal(self.checkpoint.through)

    def score_at(self, day: int) -> float:
        """The score at the end of the day."""
        if not self.covered(day):
            state = begin(self.checkpoint, self.rules)
            state.advance(self.rules, self.marks, day)
            return state.score.value
        first = self.first
        if first is None or day < first:
            return first_score(self.rules).value
        month, ends = month_before(day)
        return self._advanced(self.month_ends.get(month) if first <= ends else None, first, ends, day)

    def streak_at(self, today: int) -> int:
        """The streak's length on a day that the checkpoint does not cover."""
        state = begin(self.checkpoint, self.rules)
        state.advance(self.rules, self.marks, today)
        streak = state.streaks.current(self.rules, today)
        return streak.length if streak else 0

    def lacks(self, day: int) -> bool:
        """Whether the score at the end of the day cannot be told from what is kept."""
        month, ends = month_before(day)
        counted = self.first is not None and self.first <= ends
        return self.covered(day) and counted and month not in self.month_ends

    def needs_from(self, day: int) -> int:
        """The first day whose mark bears on the score at the end of the day."""
        if not self.covered(day):
            return last_ordinal(self.checkpoint.through) + 1 if self.checkpoint else day
        ends = month_before(day)[1]
        return ends + 1 if day == ends else self._window_from(ends)

    def _advanced(self, value: float | None, first: int, ends: int, day: int) -> float:
        """`value`: at the end of the day `ends`, None before the first mark."""
        score = first_score(self.rules)
        if value is not None:
            self._take(score, range(self._window_from(ends), ends + 1))
            score.value = value
        self._take(score, range(max(ends + 1, first), day + 1))
        return score.value

    def _take(self, score: Score, days: range) -> None:
        score.advance(self.rules, self.marks, days, self.rules.frozen(days))

    def _window_from(self, day: int) -> int:
        """Where the score's window begins that is open at the day's end. Paused days are in no window."""
        length = window_of(self.rules)[0]
        if length == 1:
            return day + 1
        first = day if self.first is None else self.first
        frozen = self.rules.frozen(range(first, day + 1))
        while length > 1 and day >= first:
            length -= day not in frozen
            day -= 1
        return day + 1


def month_before(day: int) -> tuple[str, int]:
    """The last month (yyyy-mm) that is over at the end of the day, and its last day."""
    month = month_of(date.fromordinal(day))
    if last_ordinal(month) != day:
        month = previous_month(month)
    return month, last_ordinal(month)
