"""Why a habit's score changed: what each day did to it.

A day's reason follows from what the score's window (shared/habits/score.py) holds at its end:

- all that is wanted: `done`. It never lowers the score, and covers the rest days of "three times a week".
- less: `partial` when the day was marked as done, or when the score rose thanks to the days before;
  otherwise `missed` (marked so) or `not_done`, which never raise it.
- for limits `within_limit`, which never lowers the score, or `over_limit`.
- days on which nothing counts leave it as it is: `skip`, `pause`, `not_due`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from shared.habits.marks import DONE, MISSED, SKIP, STATUS_NAMES, Mark, Marks, amount_value
from shared.habits.score import Score, first_score, window_of

if TYPE_CHECKING:
    from functions.insights.models import Reason, ReasonShare, ScoreChange, ScoreDay
    from shared.habits.answers import ScorePoint
    from shared.habits.rules import Rules

# Changes are counted in whole units of a score, so that they add up exactly.
_UNITS = 10**12


class _Day(NamedTuple):
    day: int
    reason: Reason
    score: int  # in units
    change: int


def score_change(rules: Rules, marks: Marks, first: date, last: date) -> ScoreChange:
    """What happened to the score between the end of the day `first` and the end of `last`. marks: all up to
    `last`."""
    walk = _Walk(rules, marks, first.toordinal())
    before = _units(walk.score.value)
    days = list(walk.days(last.toordinal()))
    after = days[-1].score if days else before
    return {
        "from": _point(first.toordinal(), before),
        "to": _point(last.toordinal(), after),
        "change": (after - before) / _UNITS,
        "reasons": _shares(days),
        "days": [_shape(day, marks.get(day.day)) for day in days],
    }


class _Walk:
    """Goes on day by day from the end of the day `start`."""

    def __init__(self, rules: Rules, marks: Marks, start: int) -> None:
        self._rules, self._marks, self._start = rules, marks, start
        self._fulfilment = window_of(rules)[1]
        self._first = min(marks, default=None)  # nothing is counted before the first mark
        self.score = first_score(rules)
        if self._first is not None:
            days = range(self._first, start + 1)
            self.score.advance(rules, marks, days, rules.frozen(days))

    def days(self, last: int) -> Iterator[_Day]:
        days = range(self._start + 1, last + 1)
        frozen = self._rules.frozen(days)
        units = _units(self.score.value)
        for day in days:
            reason = self._take(day, frozen)
            before, units = units, _units(self.score.value)
            yield _Day(day, reason, units, units - before)

    def _take(self, day: int, frozen: frozenset[int] | set[int]) -> Reason:
        rules, mark = self._rules, self._marks.get(day)
        if self._first is None or day < self._first:
            return "not_due"
        before = self.score.value
        self.score.advance(rules, self._marks, range(day, day + 1), frozen)
        if rules.last is not None and day > rules.last:
            return "not_due"
        if day in frozen:
            return "pause"
        if not rules.schedule.scheduled(day):
            return "not_due"
        if mark is not None and mark.status == SKIP:
            return "skip"
        return self._counted(mark, self.score, before)

    def _counted(self, mark: Mark | None, score: Score, before: float) -> Reason:
        fulfilled = self._fulfilment(score.total) >= 1
        if self._rules.at_most:
            return "within_limit" if fulfilled else "over_limit"
        if fulfilled:
            return "done"
        if score.value > before or (mark is not None and mark.status == DONE):
            return "partial"
        return "missed" if mark is not None and mark.status == MISSED else "not_done"


def _shares(days: list[_Day]) -> list[ReasonShare]:
    changes: defaultdict[Reason, list[int]] = defaultdict(list)
    for day in days:
        changes[day.reason].append(day.change)
    largest_first = sorted(changes.items(), key=lambda share: (-abs(sum(share[1])), share[0]))
    return [
        {"reason": reason, "days": len(those), "change": sum(those) / _UNITS}
        for reason, those in largest_first
    ]


def _shape(day: _Day, mark: Mark | None) -> ScoreDay:
    return {
        "date": date.fromordinal(day.day).isoformat(),
        "status": STATUS_NAMES[mark.status] if mark else None,
        "value": amount_value(mark.amount) if mark else None,
        "reason": day.reason,
        "score": day.score / _UNITS,
        "change": day.change / _UNITS,
    }


def _point(day: int, score: int) -> ScorePoint:
    return {"date": date.fromordinal(day).isoformat(), "score": score / _UNITS}


def _units(score: float) -> int:
    return round(score * _UNITS)
