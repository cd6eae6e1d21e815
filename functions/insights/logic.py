"""A habit's history, read and put in figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from shared.errors import FieldError, Invalid, NotFound
from shared.habits.days import latest_today, month_of, months_between
from shared.habits.items import Habit, habit_from
from shared.habits.limits import MAX_DAYS_AT_ONCE
from shared.habits.marks import Mark
from shared.habits.recompute import collect
from shared.habits.statistics import stats
from shared.ids import is_ulid

if TYPE_CHECKING:
    from functions.insights.models import ScoreChange
    from shared.habits.answers import Stats
    from shared.habits.store import HabitStore


def found(store: HabitStore, habit_id: str) -> dict[str, Any]:
    """The habit's item. Raises NotFound for one that is not there, deleted or another user's."""
    item = store.find(habit_id) if is_ulid(habit_id) else None
    if item is None:
        raise NotFound("There is no such habit; it may have been deleted.")
    return item


def habit_stats(store: HabitStore, item: dict[str, Any], today: date, week_start: int) -> Stats:
    """Everything since the first mark, as of `today`."""
    habit = habit_from(item, store.vacations())
    return stats(habit.rules, _history(store, habit, today), today, week_start)


def habit_score_change(
    store: HabitStore, item: dict[str, Any], first: date, last: date, now: datetime
) -> ScoreChange:
    """Why the score at the end of `last` is not that at the end of `first`. Raises Invalid for days in the
    future, in the wrong order or more than a year apart."""
    from functions.insights.score_change import score_change

    if last > latest_today(now):
        raise Invalid("This day is in the future.", [FieldError("?to", "must not be later than today")])
    if not 0 <= (last - first).days <= MAX_DAYS_AT_ONCE:
        detail = f"must be the same day or later, and at most {MAX_DAYS_AT_ONCE} days later"
        raise Invalid("These days cannot be compared.", [FieldError("?to", detail)])
    habit = habit_from(item, store.vacations())
    return score_change(habit.rules, _history(store, habit, last), first, last)


def _history(store: HabitStore, habit: Habit, last: date) -> dict[int, Mark]:
    """All marks up to the end of the month of `last`."""
    months = store.months_of(habit.id, months_between(habit.history_from, month_of(last)))
    return collect(months).get(habit.id, {})
