"""Edits of tasks, as the app and links in mails make them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.errors import NotFound
from shared.habits.edited import Edited
from shared.habits.marks import decode_stamp, moment
from shared.habits.shapes import timestamp
from shared.stamped.merging import Change, Item, applied, merge
from shared.tasks import following, subtasks
from shared.tasks.store import TaskStore

DONE = "done"


def change(
    store: TaskStore,
    task_id: str,
    fields: Mapping[str, Any],
    edited: Edited,
    now: datetime,
    if_match: str | None = None,
) -> Item:
    """The task with those of the fields (JSON values; null removes) that no later edit has set; with what
    that means for the next one of a task that repeats. Raises NotFound, StaleVersion, Conflict."""

    def plan(item: Item) -> Change | None:
        edit = _merged(item, fields, edited, now)
        if edit is None:
            return None
        new = applied(item, edit)
        repeats = "repeat" in item or "repeat" in new
        concerned = repeats and DONE in (item["column"], new["column"])
        return edit._replace(beside=following.writes(store, new, now) if concerned else ())

    return store.change(task_id, plan, if_match)


def complete(store: TaskStore, task_id: str, edited: Edited, now: datetime) -> Item:
    """The task, done. May be repeated. Raises NotFound, Conflict."""
    return change(store, task_id, {"column": DONE}, edited, now)


def tick(
    store: TaskStore, task_id: str, subtask_id: str, edited: Edited, now: datetime, *, done: bool
) -> Item:
    """The task with a subtask that is done, or not. Raises NotFound, Conflict."""

    def plan(item: Item) -> Change | None:
        text = edited.text(now, _known(item))
        try:
            found = subtasks.tick(item, subtask_id, done=done, text=text)
        except KeyError:
            raise NotFound("There is no such subtask; it may have been deleted.") from None
        if found is None or found == item["subtasks"]:
            return None
        new = {"subtasks": found, "version": item["version"] + 1, "updated_at": timestamp(now)}
        return Change({**new, **_touched(item)})

    return store.change(task_id, plan)


def _merged(item: Item, fields: Mapping[str, Any], edited: Edited, now: datetime) -> Change | None:
    text = edited.text(now, _known(item))
    if "subtasks" in fields:
        fields = {**fields, "subtasks": subtasks.listed(item, fields["subtasks"], text)}
    merged = merge(item, fields, text, now, timed=edited.edited_at is not None)
    if merged is None:
        return None
    new, remove = _status(applied(item, merged))
    return Change({**merged.set, **new, **_touched(item)}, merged.remove | remove)


def _status(item: Item) -> tuple[Item, frozenset[str]]:
    """What follows from the column, and from when it was said."""
    if item["column"] != DONE:
        return {"status": "open"}, frozenset(("done_at",) if "done_at" in item else ())
    done_at = moment(decode_stamp(item["stamps"]["column"]).time_ms)
    return {"status": DONE, "done_at": done_at}, frozenset()


def _touched(item: Item) -> Item:
    return {"touched": True} if "follows" in item else {}


def _known(item: Item) -> dict[str, str]:
    return {**item.get("stamps", {}), **subtasks.stamps(item)}
