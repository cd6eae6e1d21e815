"""A habit's statistics up to a day, and how they go on day by day: taking in a hundred days in one go or in a
hundred is the same."""

from __future__ import annotations

from dataclasses import dataclass

from shared.habits.marks import Marks
from shared.habits.rules import Rules
from shared.habits.score import Score, first_score
from shared.habits.streak import Streaks
from shared.habits.totals import Totals


@dataclass(slots=True)
class State:
    """first: the first marked day (ordinal), None before there is one. next: the first day that has not been
    taken in."""

    first: int | None
    next: int
    score: Score
    streaks: Streaks
    totals: Totals

    def advance(
        self, rules: Rules, marks: Marks, through: int, history: list[tuple[int, float]] | None = None
    ) -> None:
        """Takes in the days up to `through`; marks of days already taken in, and of later ones, are not
        looked at.

        `history` gets (day, score) for every day from the first mark on.
        """
        days = self._days(marks, through)
        frozen = rules.frozen(days)
        values: list[float] | None = None if history is None else []
        self.score.advance(rules, marks, days, frozen, values)
        self.streaks.advance(rules, marks, days, frozen)
        self.totals.advance(rules, marks, days, frozen)
        self.next = max(self.next, through + 1)
        if history is not None and values is not None:
            history.extend(zip(days, values, strict=True))

    def copy(self) -> State:
        return State(self.first, self.next, self.score.copy(), self.streaks.copy(), self.totals.copy())

    def _days(self, marks: Marks, through: int) -> range:
        if self.first is None:
            # Nothing is counted before the first mark, so there is no need to walk there.
            self.first = min((day for day in marks if self.next <= day <= through), default=None)
        begin = through + 1 if self.first is None else max(self.first, self.next)
        return range(begin, max(begin, through + 1))


def nothing(rules: Rules) -> State:
    """The state before any day."""
    return State(None, 1, first_score(rules), Streaks(), Totals())
