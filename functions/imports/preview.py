"""What a commit would do, for the person to look at first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from functions.imports.plan import NOTHING, Plan, There, marks_of
from shared.habits.marks import decode_mark
from shared.transfer.archive import ArchiveHabit, Parsed

Preview = dict[str, Any]


def preview(
    parsed: Parsed, plans: list[Plan], there: Mapping[str, There], live: Iterable[Any], new_tasks: int = 0
) -> Preview:
    """The API's form. there: by habit id. live: the person's habits' items. new_tasks: of the file's tasks,
    those that are not there."""
    names = {item["name"].casefold(): item["id"] for item in reversed(list(live))}
    rows = [_row(plan, there.get(plan.id, NOTHING).days, names) for plan in plans]
    totals = {name: sum(row[name] for row in rows) for name in ("days", "new_days", "conflicts")}
    notes = sum(len(plan.habit["notes"]) for plan in plans)
    vacations = len(parsed.archive["vacations"])
    tasks = {"tasks": len(parsed.archive.get("tasks", [])), "new_tasks": new_tasks}
    return {
        "habits": rows,
        "totals": {"habits": len(rows), **totals, "notes": notes, "vacations": vacations, **tasks},
        "dropped": parsed.dropped,
        "problems": parsed.problems,
        "problem_count": parsed.problem_count,
    }


def compare(habit: ArchiveHabit, there: Mapping[str, str]) -> tuple[int, int]:
    """How many of the habit's days are not there yet, and how many are there and different (a mark that the
    person has taken away is different too)."""
    new, conflicts = 0, 0
    for day, mark in marks_of(habit).items():
        text = there.get(day)
        new += text is None
        conflicts += text is not None and decode_mark(text) != mark
    return new, conflicts


def _row(plan: Plan, there: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    habit = plan.habit
    new, conflicts = compare(habit, there)
    same_name = names.get(habit["name"].casefold())
    unchanged = plan.action == "merge" and not new and not conflicts
    return {
        "key": habit["key"],
        "name": habit["name"],
        "kind": habit["kind"],
        "schedule": habit["schedule"],
        "days": len(habit["days"]),
        "first": min(habit["days"], default=None),
        "last": max(habit["days"], default=None),
        "action": "unchanged" if unchanged else plan.action,
        "existing_id": plan.id if plan.item is not None else None,
        "same_name_id": same_name if same_name != plan.id else None,
        "new_days": new,
        "conflicts": conflicts,
    }
