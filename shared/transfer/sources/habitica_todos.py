"""Habitica's to-dos: tasks in Daybook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone, tzinfo
from typing import Any

from shared.habits.limits import FIRST_DAY
from shared.habits.shapes import timestamp
from shared.stamped.limits import MAX_TAG, MAX_TAGS
from shared.tasks.limits import MAX_NOTE, MAX_REMINDERS, MAX_SUBTASKS, MAX_TASKS, MAX_TITLE
from shared.transfer.archive import ArchiveTask
from shared.transfer.sources.draft import Draft
from shared.transfer.sources.jsons import items, moment, record, text

_UNNAMED = "Unnamed task"
_EASY = 1  # the difficulty that Habitica gives by itself


def add(
    draft: Draft, todos: list[Any], order: list[Any], tags: Mapping[str, str], zone: tzinfo, now: datetime
) -> None:
    """Puts the to-dos into the draft's archive, the open ones first, as Habitica shows them. order: their
    ids. tags: names by id."""
    found: dict[str, ArchiveTask] = {}
    for index, value in enumerate(todos):
        todo = record(value)
        if record(todo.get("group")).get("id"):
            draft.drop("tasks of a group", "they belong to the group")
            continue
        task = _task(draft, todo, f"tasks.todos[{index}]", tags, zone, now)
        found.setdefault(task["key"], task)
    place = {key: number for number, key in enumerate(order) if isinstance(key, str)}
    made = sorted(
        found.values(), key=lambda task: (task["done_at"] is not None, place.get(task["key"], len(place)))
    )
    draft.drop("further to-dos", f"there may be {MAX_TASKS} tasks", max(0, len(made) - MAX_TASKS))
    if made:
        draft.archive["tasks"] = made[:MAX_TASKS]


def _task(
    draft: Draft, todo: dict[str, Any], where: str, tags: Mapping[str, str], zone: tzinfo, now: datetime
) -> ArchiveTask:
    title = draft.text(text(todo.get("text")), MAX_TITLE, "title")
    if title is None:
        draft.problem(where, f"has no name; it is called “{_UNNAMED}”")
    if todo.get("priority") not in (None, _EASY):
        draft.drop("difficulties of to-dos", "a priority says something else")
    made = _instant(todo.get("createdAt"), now) or timestamp(now)
    done = _instant(todo.get("dateCompleted"), now) or made if todo.get("completed") is True else None
    return {
        "key": (text(todo.get("id")) or text(todo.get("_id")) or title or _UNNAMED)[:200],
        "title": title or _UNNAMED,
        "note": draft.text(text(todo.get("notes")), MAX_NOTE, "note", lines=True),
        "due": _day(draft, todo.get("date"), f"{where}.date", zone),
        "tags": _tags(draft, todo, tags),
        "subtasks": _subtasks(draft, todo),
        "reminders": _reminders(todo, zone),
        "done_at": done,
        "created_at": made,
    }


def _instant(value: Any, now: datetime) -> str | None:
    """RFC 3339 in UTC; not later than now."""
    at = moment(value) if value else None
    return None if at is None else timestamp(min(at.astimezone(timezone.utc), now))


def _day(draft: Draft, value: Any, where: str, zone: tzinfo) -> str | None:
    if not value:
        return None
    at = moment(value)
    if at is None:
        draft.problem(where, f"“{str(value)[:40]}” is not a time")
        return None
    day = at.astimezone(zone).date()
    if day < FIRST_DAY:
        draft.problem(where, f"{day} is before {FIRST_DAY}")
        return None
    return day.isoformat()


def _tags(draft: Draft, todo: dict[str, Any], names: Mapping[str, str]) -> list[str]:
    known = [names[tag] for tag in items(todo.get("tags")) if isinstance(tag, str) and names.get(tag)]
    texts = (draft.text(name, MAX_TAG, "tag") for name in known)
    distinct = list({name.casefold(): name for name in texts if name}.values())
    draft.drop("further tags of a to-do", f"a task has at most {MAX_TAGS}", max(0, len(distinct) - MAX_TAGS))
    return distinct[:MAX_TAGS]


def _subtasks(draft: Draft, todo: dict[str, Any]) -> list[list[Any]]:
    listed = [record(one) for one in items(todo.get("checklist"))]
    titles = [
        (draft.text(text(one.get("text")), MAX_TITLE, "title"), one.get("completed") is True)
        for one in listed
    ]
    named = [[title, done] for title, done in titles if title]
    draft.drop(
        "further steps of a to-do", f"a task has at most {MAX_SUBTASKS}", max(0, len(named) - MAX_SUBTASKS)
    )
    return named[:MAX_SUBTASKS]


def _reminders(todo: dict[str, Any], zone: tzinfo) -> list[str]:
    times = {moment(record(one).get("time")) for one in items(todo.get("reminders"))}
    local = (at.astimezone(zone) for at in times if at)
    texts = {at.strftime("%Y-%m-%dT%H:%M") for at in local if 2000 <= at.year < 2100}
    return sorted(texts)[-MAX_REMINDERS:]
