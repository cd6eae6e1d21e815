"""A habit's history, read and put in figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from shared.errors import NotFound
from shared.habits.days import month_of, months_between
from shared.habits.items import habit_from
from shared.habits.recompute import collect
from shared.habits.statistics import stats
from shared.ids import is_ulid

if TYPE_CHECKING:
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
    habit = habit_from(item)
    months = store.months_of(habit.id, months_between(habit.history_from, month_of(today)))
    return stats(habit.rules, collect(months).get(habit.id, {}), today, week_start)
