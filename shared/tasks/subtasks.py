"""Subtasks: the list is one field of a task, and each subtask's tick has a stamp of its own, `ticked`: so
ticks from two devices both count, and a list that was edited before a tick does not take it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Item = dict[str, Any]


def listed(task: Mapping[str, Any], wanted: list[Item], text: str) -> list[Item]:
    """The list as an edit with the stamp `text` wants it, with the ticks that are later than it."""
    ticked = {one["id"]: one for one in task.get("subtasks", []) if one.get("ticked", "") >= text}
    return [{**one, **_tick(ticked.get(one["id"], {}))} for one in wanted]


def tick(task: Mapping[str, Any], subtask_id: str, *, done: bool, text: str) -> list[Item] | None:
    """The list with this tick; None when a later edit has said otherwise. Raises KeyError for one that is not
    in it."""
    there = {one["id"]: one for one in task.get("subtasks", [])}
    one = there[subtask_id]
    if text < max(one.get("ticked", ""), task.get("stamps", {}).get("subtasks", "")):
        return None
    there[subtask_id] = {**one, "done": done, "ticked": text}
    return list(there.values())


def stamps(task: Mapping[str, Any]) -> dict[str, str]:
    """Those of the ticks, by anything."""
    return {one["id"]: one["ticked"] for one in task.get("subtasks", []) if "ticked" in one}


def unticked(subtasks: list[Item]) -> list[Item]:
    """As they begin."""
    return [{"id": one["id"], "title": one["title"], "done": False} for one in subtasks]


def _tick(one: Item) -> Item:
    return {name: one[name] for name in ("done", "ticked") if name in one}
