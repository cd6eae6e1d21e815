"""A habit's history in figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shared.habits.completion import completion
from shared.habits.marks import DONE, Marks
from shared.habits.rules import Rules
from shared.habits.standing import streak_unit
from shared.habits.state import nothing

if TYPE_CHECKING:
    from shared.habits.answers import Amounts, ScorePoint, Stats

SCORES = 366


def stats(rules: Rules, marks: Marks, today: date, week_start: int = 1) -> Stats:
    """The figures that follow from all marks up to `today`; weeks begin on the ISO weekday `week_start`."""
    now = today.toordinal()
    state, history = nothing(rules), list[tuple[int, float]]()
    state.advance(rules, marks, now, history)
    current, totals = state.streaks.current(rules, now), state.totals
    newest_first = sorted(state.streaks.best_at(rules, now), key=lambda streak: -streak.last)
    weekdays = zip(range(1, 8), totals.weekday_done, totals.weekday_due, strict=True)
    return {
        "as_of": today.isoformat(),
        "first_day": None if state.first is None else _iso(state.first),
        "score": state.score.value,
        "scores": _points(history[-SCORES:]),
        "history": _points(history[::-7][::-1]),
        "current_streak": current.length if current else 0,
        "streak_unit": streak_unit(rules),
        "best_streaks": [
            {"start": _iso(streak.first), "end": _iso(streak.last), "length": streak.length}
            for streak in newest_first
        ],
        "totals": {"done": totals.done, "skipped": totals.skipped, "missed": totals.missed},
        "weekdays": [{"weekday": weekday, "done": done, "due": due} for weekday, done, due in weekdays],
        "completion": completion(rules, marks, state.first, now, week_start),
        "amounts": _amounts(rules, marks, now),
    }


def _points(history: list[tuple[int, float]]) -> list[ScorePoint]:
    return [{"date": _iso(day), "score": score} for day, score in history]


def _amounts(rules: Rules, marks: Marks, now: int) -> Amounts | None:
    """Of equal best days the later one."""
    if not rules.numeric:
        return None
    recorded = [(mark.amount or 0, day) for day, mark in marks.items() if day <= now and mark.status == DONE]
    if not recorded:
        return {"total": 0, "average": None, "best": None}
    total, (most, day) = sum(amount for amount, _ in recorded), max(recorded)
    return {
        "total": total / 1000,
        "average": round(total / len(recorded)) / 1000,
        "best": {"date": _iso(day), "value": most / 1000},
    }


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
