"""The habits of a person, as far as one week needs them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from functions.digest.week import DAYS, Record
from shared.habits.clock import today_of
from shared.habits.days import month_of, months_between
from shared.habits.items import Habit, habit_from, in_order, month_from
from shared.habits.marks import Mark
from shared.habits.standing import look_from
from shared.habits.store import HabitStore
from shared.notifications import people
from shared.notifications.outbox import Outbox
from shared.notifications.people import Person
from shared.table import Table

# Months that are read for all habits at once; schedules that look back further have theirs read singly.
_NEARBY = timedelta(days=31)

Item = dict[str, Any]
Marks = dict[str, dict[int, Mark]]


class Weeks:
    """Those in `table`. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def person(self, user_id: str) -> Person | None:
        return people.find(self._table, user_id)

    def outbox(self, user_id: str) -> Outbox:
        return Outbox(self._table, user_id)

    def records(self, person: Person, first: date) -> list[Record]:
        """The habits that are in use, with what the week from `first` on needs of their marks."""
        store = HabitStore(self._table, person.id)
        items, order, vacations = store.all_and_vacations()
        used = [item for item in in_order(items, order) if not item["archived"]]
        habits = [(item, habit_from(item, vacations)) for item in used]
        marks = self._marks(store, [habit for _, habit in habits], first)
        return [
            Record(item, habit, marks[habit.id], _begin(item, habit, person, marks[habit.id]))
            for item, habit in habits
        ]

    def _marks(self, store: HabitStore, habits: list[Habit], first: date) -> Marks:
        near, last = month_of(first - _NEARBY), month_of(first + timedelta(days=DAYS - 1))
        months = list(store.months(near, last))
        for habit in habits:
            back = month_of(date.fromordinal(look_from(habit.rules, first.toordinal())))
            months += store.months_of(habit.id, [one for one in months_between(back, near) if one != near])
        found: Marks = defaultdict(dict)
        for month in map(month_from, months):
            found[month.habit_id].update(month.marks)
        return found


def _begin(item: Item, habit: Habit, person: Person, marks: dict[int, Mark]) -> int:
    """Its start, or else the day of its making or an earlier first mark."""
    if habit.rules.first_due is not None:
        return habit.rules.first_due
    made = datetime.fromisoformat(item["created_at"].replace("Z", "+00:00"))
    return min([today_of(dict(person.profile), made).toordinal(), *marks])
