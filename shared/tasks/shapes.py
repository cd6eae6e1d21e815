"""Tasks in the API's form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shared.ids import milliseconds_of

if TYPE_CHECKING:
    from shared.tasks.answers import Task

_ALWAYS = ("id", "title", "priority", "status", "column", "version", "created_at", "updated_at")
_NULLABLE = ("note", "done_at", "habit_id", "follows")
_LISTS = ("tags", "reminders")
_NO_REPEAT = {"interval": 1, "weekdays": None, "until": None}


def task_shape(item: Mapping[str, Any]) -> Task:
    """A TASK# item as the API shows it."""
    shape: Any = {name: item[name] for name in _ALWAYS}
    shape.update((name, item.get(name)) for name in _NULLABLE)
    shape.update((name, item.get(name, [])) for name in _LISTS)
    due, repeat = item.get("due"), item.get("repeat")
    shape["due"] = {"date": due["date"], "time": due.get("time")} if due else None
    shape["repeat"] = {**_NO_REPEAT, **repeat} if repeat else None
    shape["position"] = position(item)
    shape["subtasks"] = [
        {name: one[name] for name in ("id", "title", "done")} for one in item.get("subtasks", [])
    ]
    return shape  # type: ignore[no-any-return]  # built from names


def position(item: Mapping[str, Any]) -> float:
    """What orders a task among others; one that was never moved stands where its making puts it."""
    found: float = item.get("position", milliseconds_of(item["id"]) / 1000)
    return found
