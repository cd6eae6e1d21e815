"""Whether a reminder that is due is still to be sent, told from what is so at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from shared.habits.days import month_of, months_between
from shared.habits.items import Habit, first_month_to_read, habit_from, month_from
from shared.habits.marks import DONE, UNMARKED, Mark
from shared.habits.standing import stand
from shared.habits.store import HabitStore
from shared.notify_message import Message
from shared.reminders.rule import Rule
from shared.reminders.rules_of import of_habit, of_task
from shared.table import Table
from shared.tasks.store import TaskStore

Item = Mapping[str, Any]

# A reminder that comes up to this late is on time, even if midnight was in between.
ON_TIME = timedelta(minutes=15)


class Wanted(NamedTuple):
    """What to remind of. name: the habit's, or the task's title. question: the habit's own ("Did you run
    today?"). numeric: it takes an amount, so that a link cannot check it in."""

    of: str
    id: str
    day: date
    time: str
    name: str
    question: str | None = None
    numeric: bool = False


def wanted(table: Table, profile: Item, message: Message, now: datetime) -> Wanted | None:
    """What a message of kind "reminder" is to remind of; None when it is not to be sent (any more): the habit
    is done, skipped, paused, archived, deleted or not due on that day, the task is done or deleted, the
    reminder has been taken away or moved, or the day is over.

    profile: the person's PROFILE item as it is now. Raises Unavailable.
    """
    store = HabitStore(table, message.user_id)
    if message.ref["of"] == "task":
        task = TaskStore(table, message.user_id).find_any(message.ref["id"])
        return _of_task(task, profile, message, now)
    return _of_habit(store, store.find_now(message.ref["id"]), profile, message, now)


def _of_task(item: Item | None, profile: Item, message: Message, now: datetime) -> Wanted | None:
    rule = of_task(item, profile)
    if item is None or rule is None or not _is_timely(rule, message, now):
        return None
    return Wanted("task", item["id"], _day(message), message.ref["time"], item["title"])


def _of_habit(
    store: HabitStore, item: Item | None, profile: Item, message: Message, now: datetime
) -> Wanted | None:
    rule = of_habit(item, profile)
    if item is None or rule is None or not _is_timely(rule, message, now):
        return None
    if not is_open(store, item, _day(message)):
        return None
    numeric = item["kind"] == "numeric"
    return Wanted(
        "habit", item["id"], _day(message), message.ref["time"], item["name"], item.get("question"), numeric
    )


def is_open(store: HabitStore, item: Item, day: date) -> bool:
    """Whether the habit is to be done on the day and is neither done nor skipped, nor said to be missed."""
    habit = habit_from(item)
    marks = _marks(store, habit, day)
    mark = marks.get(day.toordinal(), Mark(UNMARKED))
    if mark.status not in (UNMARKED, DONE):
        return False
    due, summary = stand(habit.rules, habit.usable_checkpoint(), marks, day, day)
    recorded = mark.status == DONE
    enough = summary["fulfilled"] or not habit.rules.numeric or habit.rules.at_most
    return due and not (recorded and enough)


def _marks(store: HabitStore, habit: Habit, day: date) -> dict[int, Mark]:
    first = min(first_month_to_read(habit), month_of(day))
    found: dict[int, Mark] = {}
    for month in store.months_of(habit.id, months_between(first, month_of(day))):
        found.update(month_from(month).marks)
    return found


def _day(message: Message) -> date:
    return date.fromisoformat(message.ref["date"])


def _is_timely(rule: Rule, message: Message, now: datetime) -> bool:
    if message.due is None:
        return False
    if not (message.ref.get("snoozed") or rule.is_at(message.due)):
        return False
    return now - message.due <= ON_TIME or rule.day_of(now) <= _day(message)
