"""What a summary is made of, read as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from shared.habits.clock import today_of
from shared.habits.days import month_of, months_between, next_month
from shared.habits.items import Habit, habit_from, in_order
from shared.habits.marks import Mark, Marks
from shared.habits.recompute import collect
from shared.habits.standing import look_from
from shared.habits.store import HabitStore
from shared.habits.use import begin_of
from shared.points.weeks import earned_by_day
from shared.table import Table
from shared.tasks.store import TaskStore

WEEKS = 12
BEFORE = 4  # weeks with which each is compared
DAYS = 7

Item = dict[str, Any]


class Record(NamedTuple):
    """A habit's item, what follows from it, and its marks of the weeks and since its checkpoint. begin: the
    day (ordinal) from which it may be due."""

    item: Item
    habit: Habit
    marks: Marks
    begin: int


class History(NamedTuple):
    """A person's weeks. today: an ordinal, as `first`, the Monday with which the weeks begin that the twelve
    are compared with. months: the CHECKINS# items. earned: points by day. tasks: those not deleted."""

    profile: Mapping[str, Any]
    today: int
    first: int
    records: list[Record]
    months: list[Item]
    earned: Counter[int]
    tasks: list[Item]

    @property
    def shown(self) -> range:
        """The days of the twelve weeks up to today."""
        return range(self.first + BEFORE * DAYS, self.today + 1)


class AsItIsNow(Table):
    """Reads consistently, whatever it is asked: what is kept must not be older than the change that would
    have removed it."""

    def _call(self, operation: str, *, on_table: bool = True, **request: Any) -> dict[str, Any]:
        if "ConsistentRead" in request:
            request["ConsistentRead"] = True
        if operation == "batch_get_item":
            for asked in request["RequestItems"].values():
                asked["ConsistentRead"] = True
        return super()._call(operation, on_table=on_table, **request)


def read(table: Table, user_id: str, now: datetime) -> History:
    """Of the person whose time is `now`. Raises Unavailable."""
    store = HabitStore(table, user_id)
    profile = store.profile()
    today = today_of(profile, now)
    first = today - timedelta(days=today.weekday() + (WEEKS + BEFORE - 1) * DAYS)
    items, order, vacations = store.all_and_vacations()
    habits = [(item, habit_from(item, vacations)) for item in in_order(items, order)]
    months = _months(store, [habit for _, habit in habits], first, today) if habits else []
    marks = collect(months)
    records = [_record(item, habit, marks.get(habit.id, {}), profile) for item, habit in habits]
    earned = earned_by_day(table, user_id, first)
    tasks = list(TaskStore(table, user_id).live())
    return History(profile, today.toordinal(), first.toordinal(), records, months, earned, tasks)


def _months(store: HabitStore, habits: list[Habit], first: date, today: date) -> list[Item]:
    """Of all habits those from `first` on, and earlier ones singly, of those that need them."""
    near = month_of(first)
    months = list(store.months(near, month_of(today)))
    for habit in habits:
        lead = month_of(date.fromordinal(look_from(habit.rules, first.toordinal())))
        checkpoint = habit.usable_checkpoint()
        since = next_month(checkpoint.through) if checkpoint else habit.history_from
        own = [month for month in months_between(min(lead, since), near) if month != near]
        months += store.months_of(habit.id, own)
    return months


def _record(item: Item, habit: Habit, marks: dict[int, Mark], profile: Item) -> Record:
    checkpoint = habit.usable_checkpoint()
    known = checkpoint.state.first if checkpoint else None
    begin = begin_of(item, habit.rules, known or min(marks, default=None), profile)
    return Record(item, habit, marks, begin)
