"""A habit's history in figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from shared.habits.days import month_of, months_between
from shared.habits.items import habit_from
from shared.habits.marks import Marks
from shared.habits.recompute import collect
from shared.habits.rules import Rules
from shared.habits.standing import streak_unit
from shared.habits.state import nothing

if TYPE_CHECKING:
    from shared.habits.answers import Stats
    from shared.habits.store import HabitStore

SCORES = 366


def habit_stats(store: HabitStore, item: dict[str, Any], today: date) -> Stats:
    """Everything since the first mark, as of `today`."""
    habit = habit_from(item)
    months = store.months_of(habit.id, months_between(habit.history_from, month_of(today)))
    return stats(habit.rules, collect(months).get(habit.id, {}), today)


def stats(rules: Rules, marks: Marks, today: date) -> Stats:
    """The figures that follow from all marks up to `today`."""
    now = today.toordinal()
    state, history = nothing(rules), list[tuple[int, float]]()
    state.advance(rules, marks, now, history)
    current, totals = state.streaks.current(rules, now), state.totals
    newest_first = sorted(state.streaks.best_at(rules, now), key=lambda streak: -streak.last)
    weekdays = zip(range(1, 8), totals.weekday_done, totals.weekday_due, strict=True)
    return {
        "as_of": today.isoformat(),
        "score": state.score.value,
        "scores": [{"date": _iso(day), "score": score} for day, score in history[-SCORES:]],
        "current_streak": current.length if current else 0,
        "streak_unit": streak_unit(rules),
        "best_streaks": [
            {"start": _iso(streak.first), "end": _iso(streak.last), "length": streak.length}
            for streak in newest_first
        ],
        "totals": {"done": totals.done, "skipped": totals.skipped, "missed": totals.missed},
        "weekdays": [{"weekday": weekday, "done": done, "due": due} for weekday, done, due in weekdays],
    }


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
