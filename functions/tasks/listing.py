"""Lists of tasks: all of a person's are read, and what was asked for is picked and sorted here
(docs/decisions/0931)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.habits.clock import today_of
from shared.tasks.shapes import position, task_shape
from shared.tasks.store import TaskStore

if TYPE_CHECKING:
    from shared.tasks.answers import TaskPage

Item = Mapping[str, Any]

_PRIORITIES = ("high", "medium", "low", "none")
_NEVER, _ALL_DAY = "9999-99-99", "99:99"


def page(store: TaskStore, asked: Mapping[str, Any], now: datetime) -> TaskPage:
    """asked: the query's parameters. Raises Invalid for a cursor that is none."""
    from shared import cursors

    user_id = store.pk.removeprefix("USER#")
    today = asked["today"] or today_of(store.profile(), now)
    found = sorted((item for item in store.live() if _is_wanted(item, asked, today)), key=_place)
    start = 0
    if asked["cursor"]:
        start = _behind(found, cursors.decode(user_id, asked["cursor"]).get("after"))
    shown = found[start : start + asked["limit"]]
    more = start + len(shown) < len(found)
    return {
        "items": [task_shape(item) for item in shown],
        "next_cursor": cursors.encode(user_id, {"after": _place(shown[-1])}) if more else None,
        "today": today.isoformat(),
    }


def _is_wanted(item: Item, asked: Mapping[str, Any], today: date) -> bool:
    if asked["view"] == "today":
        before: date | None = today + timedelta(days=1)
        status = "open"
    else:
        before, status = asked["due_before"], asked["status"]
    return (
        status in ("all", item["status"])
        and (before is None or _due(item)[0] < before.isoformat())
        and (asked["habit"] is None or item.get("habit_id") == asked["habit"])
        and (asked["tag"] is None or asked["tag"].casefold() in map(str.casefold, item.get("tags", [])))
    )


def _place(item: Item) -> list[Any]:
    """Open ones by what presses most, then done ones from the latest on. JSON values, for the cursor."""
    if item["status"] == "done":
        latest = -datetime.fromisoformat(item["done_at"].replace("Z", "+00:00")).timestamp()
        return [1, latest, "", 0, 0.0, item["id"]]
    priority = _PRIORITIES.index(item["priority"])
    return [0, 0.0, *_due(item)[:2], priority, position(item), item["id"]]


def _due(item: Item) -> tuple[str, str]:
    due = item.get("due") or {}
    return due.get("date", _NEVER), due.get("time", _ALL_DAY)


def _behind(found: Sequence[Item], after: Any) -> int:
    """Where a list goes on: tasks may have come and gone since."""
    try:
        return sum(1 for item in found if _place(item) <= after)
    except TypeError:  # a cursor of another list
        return 0
