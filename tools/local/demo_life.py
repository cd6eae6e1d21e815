"""What the demo's person did: fourteen months of habits, the same every time for the same day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

DAYS = 420
_AWAY = (-98, -88)
_NOTES = ("By the river.", "Slower than last week, and it felt good.", "With Sam.")

# Ids are the client's to choose, so that a repeated creation finds what is there.
HABITS: tuple[dict[str, Any], ...] = (
    {
        "id": "01JDEM0000000000000000WA1K",
        "name": "Walk outside",
        "icon": "🚶",
        "colour": "green",
        "group": "Body",
        "reminders": [{"time": "17:30", "days": [1, 2, 3, 4, 5]}],
    },
    {
        "id": "01JDEM00000000000000STRETH",
        "name": "Strength training",
        "icon": "🏋️",
        "colour": "orange",
        "group": "Body",
        "schedule": {"type": "times", "times": 3, "period": "week"},
    },
    {
        "id": "01JDEM00000000000000C0FFEE",
        "name": "Coffee",
        "icon": "☕",
        "colour": "red",
        "group": "Body",
        "kind": "numeric",
        "unit": "cups",
        "target": 2,
        "target_type": "at_most",
    },
    {
        "id": "01JDEM0000000000000000READ",
        "name": "Read",
        "icon": "📖",
        "colour": "indigo",
        "group": "Mind",
        "kind": "numeric",
        "unit": "pages",
        "target": 20,
        "target_type": "at_least",
    },
    {
        "id": "01JDEM000000000000000CA111",
        "name": "Call someone dear",
        "icon": "📞",
        "colour": "pink",
        "group": "Mind",
        "question": "Who was glad to hear from you?",
        "schedule": {"type": "times", "times": 4, "period": "month"},
    },
    {
        "id": "01JDEM0000000000000000P1AN",
        "name": "Plan the week",
        "icon": "🗓️",
        "colour": "teal",
        "schedule": {"type": "weekdays", "days": [7]},
    },
    {
        "id": "01JDEM0000000000000P1ANTS0",
        "name": "Water the plants",
        "icon": "🪴",
        "colour": "green",
        "schedule": {"type": "every", "days": 4},
    },
)


def vacation(today: date) -> dict[str, Any]:
    """Ten days in which everything pauses, a good three months ago."""
    first, last = (today + timedelta(days=offset) for offset in _AWAY)
    return {
        "id": "01JDEM000000000000000SEA00",
        "start_date": f"{first}",
        "end_date": f"{last}",
        "note": "At the sea",
    }


def check_ins(habit: dict[str, Any], today: date) -> Iterator[dict[str, Any]]:
    """The habit's days as the bulk edit takes them, oldest first: mostly kept, some gaps, a few skips."""
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        if _AWAY[0] <= -back <= _AWAY[1] or not _may_be_done(habit, day):
            continue
        luck = (day.toordinal() * 7 + len(habit["name"]) * 5) % 11
        if luck not in (0, 5):
            yield {"date": f"{day}", **_entry(habit, day, luck)}


def _may_be_done(habit: dict[str, Any], day: date) -> bool:
    schedule = habit.get("schedule", {"type": "daily"})
    if schedule["type"] == "weekdays":
        return day.isoweekday() in schedule["days"]
    if schedule["type"] == "every":
        return day.toordinal() % schedule["days"] == 0
    if schedule["type"] == "times":
        return day.toordinal() % (2 if schedule["period"] == "week" else 7) == 0
    return True


def _entry(habit: dict[str, Any], day: date, luck: int) -> dict[str, Any]:
    if luck == 8:
        return {"status": "skip"}
    entry: dict[str, Any] = {"status": "done"}
    if habit.get("kind") == "numeric":
        entry["value"] = 12 + luck * 2 if habit["target"] > 10 else luck % 4
    if day.day == 3:
        entry["note"] = _NOTES[day.month % len(_NOTES)]
    return entry
