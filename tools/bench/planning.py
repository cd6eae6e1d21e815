"""What tasks and notes cost in capacity units: a person with 200 tasks, 20 of them open, and 200 notes of a
kilobyte (`invoke bench.capacity`)."""

from __future__ import annotations

from typing import Any

from shared.ids import new_ulid
from shared.table import Table
from tools.bench.meter import Meter, Usage
from tools.bench.person import USER, ask
from tools.bench.promises import Promise

TASKS, OPEN, NOTES = 200, 20, 200
_PK = f"USER#{USER}"
_TASK = {
    "title": "Call the plumber about the kitchen sink",
    "due": {"date": "2026-03-30", "time": "18:00"},
    "priority": "high",
    "tags": ["home"],
    "reminders": [{"days_before": 1, "time": "08:00"}],
}
_STEPS = [{"id": new_ulid(), "title": "Find the number"}, {"id": new_ulid(), "title": "Measure the pipe"}]
_REPEATED = {**_TASK, "subtasks": _STEPS, "repeat": {"every": "month"}}
_BODY = ("The tomatoes want more sun than they get. " * 25)[:1000]
_NOTE = {"title": "What the garden needs before the summer", "body": _BODY, "tags": ["garden", "summer"]}


def measure(table: Table, meter: Meter) -> dict[str, Usage]:
    return {**_tasks(table, meter), **_notes(table, meter)}


def promises(used: dict[str, Usage]) -> list[Promise]:
    return [
        Promise(f"open ones of {TASKS} tasks", used["list of tasks"].read, 15, "read units"),
        Promise("a new task", used["new task"].read, 16, "read units"),
        Promise("a new task", used["new task"].write, 1, "write units"),
        Promise("a task is done", _units(used["task done"]), 2, "units"),
        Promise("one that repeats is done", used["repeating task done"].read, 4, "read units"),
        Promise("one that repeats is done", used["repeating task done"].write, 4, "write units"),
        Promise("a subtask is ticked", _units(used["tick"]), 2, "units"),
        Promise(f"{NOTES} notes, listed", used["list of notes"].read, 16, "read units"),
        Promise(f"a search through {NOTES} notes of 1 kB", used["search"].read, 45, "read units"),
        Promise("a note, read", used["note"].read, 2, "read units"),
        Promise("a body of 1 kB, changed", used["note written"].read, 4, "read units"),
        Promise("a body of 1 kB, changed", used["note written"].write, 6, "write units"),
        Promise("a note is pinned", used["note pinned"].write, 1, "write units"),
    ]


def _tasks(table: Table, meter: Meter) -> dict[str, Usage]:
    from functions.tasks.handler import app

    used: dict[str, Usage] = {}
    task = _made(app, "/v1/tasks", _TASK)
    ask(app, "POST", f"/v1/tasks/{task}/complete", {})
    _copies(table, f"TASK#{task}", TASKS - OPEN)
    task = _made(app, "/v1/tasks", _TASK)
    _copies(table, f"TASK#{task}", OPEN)
    repeated = _made(app, "/v1/tasks", _REPEATED)
    with meter.counting() as used["new task"]:
        ask(app, "POST", "/v1/tasks", _TASK)
    with meter.counting() as used["list of tasks"]:
        ask(app, "GET", "/v1/tasks")
    with meter.counting() as used["task done"]:
        ask(app, "POST", f"/v1/tasks/{task}/complete", {})
    with meter.counting() as used["tick"]:
        ask(app, "PUT", f"/v1/tasks/{repeated}/subtasks/{_STEPS[0]['id']}", {"done": True})
    with meter.counting() as used["repeating task done"]:
        ask(app, "POST", f"/v1/tasks/{repeated}/complete", {})
    return used


def _notes(table: Table, meter: Meter) -> dict[str, Usage]:
    from functions.notes.handler import app

    used: dict[str, Usage] = {}
    note = _made(app, "/v1/notes", _NOTE)
    _copies(table, f"NOTE#{note}", NOTES - 1, f"NOTEBODY#{note}")
    with meter.counting() as used["list of notes"]:
        ask(app, "GET", "/v1/notes")
    with meter.counting() as used["search"]:
        ask(app, "GET", "/v1/notes?q=tomato&limit=100")
    with meter.counting() as used["note"]:
        ask(app, "GET", f"/v1/notes/{note}")
    with meter.counting() as used["note written"]:
        ask(app, "PATCH", f"/v1/notes/{note}", {"body": _BODY[::-1]})
    with meter.counting() as used["note pinned"]:
        ask(app, "PATCH", f"/v1/notes/{note}", {"pinned": True})
    return used


def _made(app: Any, path: str, fields: dict[str, Any]) -> str:
    """Its id."""
    identifier = new_ulid()
    ask(app, "POST", path, {**fields, "id": identifier})
    return identifier


def _copies(table: Table, sk: str, number: int, *beside: str) -> None:
    """As many more of an item, and of what stands beside it, under other ids."""
    items = [table.get(_PK, key) or {} for key in (sk, *beside)]
    ids = [new_ulid() for _ in range(number)]
    table.write_many(_copy(item, new) for new in ids for item in items)


def _copy(item: dict[str, Any], new: str) -> dict[str, Any]:
    prefix = item["sk"].partition("#")[0]
    return {**item, "sk": f"{prefix}#{new}", **({"id": new} if "id" in item else {})}


def _units(usage: Usage) -> float:
    return usage.read + usage.write
