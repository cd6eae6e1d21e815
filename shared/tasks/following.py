"""The next one of a task that repeats. It is made when the task is done, and what is known of it later (an
edit that was made before, another device's completion) is merged into it: what it is in the end follows from
the edits, not from their order. Its id follows from that of the task before, so there is never a second one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from shared.habits.clock import today_of
from shared.habits.shapes import timestamp
from shared.ids import milliseconds_of, ulid_from
from shared.stamped import life
from shared.stamped.merging import Item, Operation, applied, given, merge
from shared.tasks import subtasks
from shared.tasks.repeat import next_due
from shared.tasks.store import TaskStore

# What the next one has from the one before, as it is.
_TAKEN_OVER = ("title", "note", "priority", "tags", "position", "repeat", "habit_id")
# What its due date and its reminders follow from.
_DATED_BY = ("column", "due", "repeat", "reminders")
_BEGINNING = "todo"


def next_id(task_id: str) -> str:
    """The id of the task that follows."""
    made = datetime.fromtimestamp(milliseconds_of(task_id) / 1000, timezone.utc)
    return ulid_from(made, hashlib.sha256(f"after {task_id}".encode()).digest())


def writes(store: TaskStore, task: Mapping[str, Any], now: datetime) -> tuple[Operation, ...]:
    """What is to be written for the next one, when `task` stands as it does now. Raises Unavailable."""
    there = store.find_any(next_id(task["id"]))
    wanted = _wanted(store, task) if task["column"] == "done" and "repeat" in task else None
    if wanted is None:
        return _taken_away(store, task, there, now)
    if there is None:
        return (_made(store, task, wanted, now),)
    return _brought_up(store, task, there, wanted, now)


def _wanted(store: TaskStore, task: Mapping[str, Any]) -> Item | None:
    """The next one's fields; None when the rule is over."""
    at = datetime.fromisoformat(task["done_at"].replace("Z", "+00:00"))
    done = today_of(store.profile(), at)
    due = next_due(task["repeat"], task.get("due"), done)
    if due is None:
        return None
    before = date.fromisoformat(task["due"]["date"]) if "due" in task else done
    moved = _moved(task, date.fromisoformat(due["date"]) - before)
    listed = subtasks.unticked(task.get("subtasks", []))
    fields = {name: task.get(name) for name in _TAKEN_OVER}
    return {**fields, "due": due, "reminders": moved, "subtasks": listed}


def _moved(task: Mapping[str, Any], days: timedelta) -> list[Item]:
    """Reminders at a time of their own, as many days later as the due date is."""
    return [{"at": _later(one["at"], days)} if "at" in one else one for one in task.get("reminders", [])]


def _later(at: str, days: timedelta) -> str:
    return (datetime.fromisoformat(at) + days).isoformat(timespec="minutes")


def _stamps(task: Mapping[str, Any]) -> dict[str, str]:
    """By field of the next one, when the task said what it is to be."""
    known: Mapping[str, str] = task.get("stamps", {})
    dated = max(known.get(name, "") for name in _DATED_BY)
    own = {name: known[name] for name in (*_TAKEN_OVER, "subtasks") if name in known}
    return {**own, "due": dated, "reminders": dated}


def _life_stamp(task: Mapping[str, Any]) -> str:
    known: Mapping[str, str] = task.get("stamps", {})
    return max(known.get(name, "") for name in ("column", "repeat"))


def _made(store: TaskStore, task: Mapping[str, Any], wanted: Item, now: datetime) -> Operation:
    made = timestamp(now)
    fixed = {"status": "open", "column": _BEGINNING, "version": 1, "created_at": made, "updated_at": made}
    stamps = {**_stamps(task), life.LIFE: _life_stamp(task)}
    item = {"id": next_id(task["id"]), "follows": task["id"], **given(wanted), **fixed, "stamps": stamps}
    return store.table.put_operation({"pk": store.pk, "sk": store.key(item["id"]), **item}, only_if_new=True)


def _brought_up(
    store: TaskStore, task: Mapping[str, Any], there: Item, wanted: Item, now: datetime
) -> tuple[Operation, ...]:
    item, alive = there, _life_stamp(task)
    if life.LIFE in item and item["stamps"][life.LIFE] <= alive:
        item = applied(item, life.restored(item, alive, now))
    for name, text in _stamps(task).items():
        value = subtasks.listed(item, wanted[name], text) if name == "subtasks" else wanted[name]
        change = merge(item, {name: value}, text, now)
        item = applied(item, change) if change else item
    return _replaced(store, there, item)


def _taken_away(
    store: TaskStore, task: Mapping[str, Any], there: Item | None, now: datetime
) -> tuple[Operation, ...]:
    """Unless somebody has edited it, or done it: that is not lost because the one before is open again."""
    if there is None or there.get("touched") or life.LIFE in there:
        return ()
    if there["stamps"][life.LIFE] > _life_stamp(task):  # somebody has restored it
        return ()
    return _replaced(store, there, applied(there, life.deleted(there, _life_stamp(task), now)))


def _replaced(store: TaskStore, there: Item, item: Item) -> tuple[Operation, ...]:
    if item == there:
        return ()
    new = {**item, "version": there["version"] + 1}
    return (store.table.put_operation(new, if_version=there["version"]),)
