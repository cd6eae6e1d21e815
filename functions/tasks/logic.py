"""Making, changing, finishing and deleting tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.habits.edited import Edited
from shared.stamped import life
from shared.stamped.things import new_item
from shared.tasks import editing, following
from shared.tasks.limits import MAX_TASKS
from shared.tasks.store import TaskStore

Item = dict[str, Any]


def create(store: TaskStore, fields: Mapping[str, Any], now: datetime) -> tuple[Item, bool]:
    """A new task from a create's fields (JSON values), and True; or the one that the same request has made
    before, and False. Raises Conflict when the id is another task's or there are too many."""
    item = new_item(fields, now, status="open")
    store.check_room(MAX_TASKS)
    return store.create(item)


def change(
    store: TaskStore,
    task_id: str,
    fields: Mapping[str, Any],
    if_match: str | None,
    now: datetime,
    edited: Edited,
) -> Item:
    """The task after the change. Raises NotFound, StaleVersion, Conflict."""
    return editing.change(store, task_id, fields, edited, now, if_match)


def complete(store: TaskStore, task_id: str, now: datetime, edited: Edited) -> tuple[Item, Item | None]:
    """The task and the one that follows, if one does. Raises NotFound, Conflict."""
    task = editing.complete(store, task_id, edited, now)
    after = store.find_any(following.next_id(task["id"])) if "repeat" in task else None
    return task, None if after is None or life.LIFE in after else after


def tick(store: TaskStore, task_id: str, subtask_id: str, done: bool, now: datetime, edited: Edited) -> Item:
    """The task after a subtask was ticked, or not any more. Raises NotFound, Conflict."""
    return editing.tick(store, task_id, subtask_id, edited, now, done=done)


def delete(store: TaskStore, task_id: str, if_match: str | None, now: datetime, edited: Edited) -> None:
    """Leaves a tombstone for 30 days. Raises NotFound, also for one that is deleted already; StaleVersion."""
    life.delete(store, task_id, if_match, now, edited)


def restore(store: TaskStore, task_id: str, now: datetime, edited: Edited) -> Item:
    """The task as it was. Raises NotFound, Conflict."""
    return life.restore(store, task_id, MAX_TASKS, now, edited)
