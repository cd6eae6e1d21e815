"""What the demo's person plans and writes down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

_STEPS = (("01JDEM0000000000000000STEA", "Passport"), ("01JDEM0000000000000000STEB", "Charger"))


def tasks(today: date) -> list[dict[str, Any]]:
    """One overdue, two due today, others later or whenever."""
    return [
        {"id": _id("TA"), "title": "Water the plants", "due": _due(today, -1), "repeat": {"every": "week"}},
        {"id": _id("TB"), "title": "Call the dentist", "due": _due(today, 0, "16:00"), "priority": "high"},
        {
            "id": _id("TC"),
            "title": "Pack for the weekend",
            "due": _due(today, 0),
            "column": "doing",
            "tags": ["travel"],
            "subtasks": [{"id": step, "title": title} for step, title in _STEPS],
        },
        {
            "id": _id("TD"),
            "title": "Pay the rent",
            "due": _due(today, 9),
            "repeat": {"every": "month"},
            "reminders": [{"days_before": 1, "time": "18:00"}],
            "tags": ["home"],
        },
        {
            "id": _id("TE"),
            "title": "Find a present for Sam",
            "priority": "low",
            "note": "Something with tea?",
        },
    ]


NOTES: tuple[dict[str, Any], ...] = (
    {
        "id": "01JDEM00000000000000000N0A",
        "title": "Why I walk",
        "body": "- the light by the river\n- **no** phone\n- back with an idea\n\nBest before breakfast.",
        "tags": ["walking"],
        "habit_ids": ["01JDEM0000000000000000WA1K"],
        "pinned": True,
    },
    {
        "id": "01JDEM00000000000000000N0B",
        "title": "Books to read",
        "body": "1. *The Living Mountain*\n2. *Small Things Like These*\n3. whatever Sam lends me",
        "tags": ["books"],
        "habit_ids": ["01JDEM0000000000000000READ"],
    },
    {
        "id": "01JDEM00000000000000000N0C",
        "kind": "bookmark",
        "title": "How long habits take",
        "url": "https://doi.org/10.1002/ejsp.674",
        "body": "66 days, more or less.",
        "tags": ["habits", "books"],
    },
)


def _id(ending: str) -> str:
    return f"01JDEM000000000000000000{ending}"


def _due(today: date, days: int, time: str | None = None) -> dict[str, Any]:
    return {"date": f"{today + timedelta(days=days)}", "time": time}
