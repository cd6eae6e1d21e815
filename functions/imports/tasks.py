"""An archive's tasks into the table. One that is there stays as it is, and so does one that the person has
deleted, as long as its tombstone is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from functions.imports.plan import Item
from shared.stamped.merging import given
from shared.tasks.limits import MAX_TASKS
from shared.tasks.store import PREFIX
from shared.transfer.archive import Archive, ArchiveTask, derived_id

# Between two that come one behind the other; a task made now stands behind all of them.
_STEP = 0.001


class There(NamedTuple):
    """live: how many tasks the person has. known: the ids of these and of those deleted lately."""

    live: int
    known: frozenset[str]


def there_from(items: Iterable[Mapping[str, Any]]) -> There:
    """What TASK# items say, deleted ones too."""
    found = list(items)
    live = sum("deleted_at" not in item for item in found)
    return There(live, frozenset(item["sk"].removeprefix(PREFIX) for item in found))


def new_tasks(archive: Archive, there: There, now: datetime) -> list[Item]:
    """The items of those that are not there, without their partition."""
    tasks, source = archive.get("tasks", []), archive["source"]
    first = now.timestamp() - len(tasks) * _STEP
    made = (_item(task, source, round(first + place * _STEP, 3)) for place, task in enumerate(tasks))
    return [item for item in made if item["id"] not in there.known]


def too_many(new: list[Item], there: There) -> str | None:
    """What to tell the person when there would be more than there may be."""
    total = there.live + len(new)
    if not new or total <= MAX_TASKS:
        return None
    return f"With these there would be {total} tasks; there may be {MAX_TASKS}. Leave the tasks out."


def _item(task: ArchiveTask, source: str, position: float) -> Item:
    task_id, done = derived_id(source, "task", task["key"]), task["done_at"]
    steps = [
        {"id": derived_id(source, "step", task["key"], str(place)), "title": title, "done": ticked}
        for place, (title, ticked) in enumerate(task["subtasks"])
    ]
    fields = {
        "title": task["title"],
        "note": task["note"],
        "due": None if task["due"] is None else {"date": task["due"]},
        "tags": task["tags"],
        "subtasks": steps,
        "reminders": [{"at": at} for at in task["reminders"]],
        "done_at": done,
    }
    state = {"status": "open", "column": "todo"} if done is None else {"status": "done", "column": "done"}
    made = {"created_at": task["created_at"], "updated_at": task["created_at"], "version": 1}
    fixed = {"priority": "none", "position": position, "made_from": f"import:{source}"}
    return {"sk": PREFIX + task_id, "id": task_id, **given(fields), **state, **made, **fixed}
