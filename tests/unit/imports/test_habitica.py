"""Habitica's user data: what is taken, and that nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.transfer.archive import ArchiveHabit, Parsed, pack, unpack
from shared.transfer.sources.recognise import read
from tests.unit.imports.files import NOW, habitica

NOON = 1_736_164_800_000  # 2025-01-06T12:00Z
DAY = 86_400_000


def parsed(**user: Any) -> Parsed:
    found = read(json.dumps(habitica(**user)).encode(), "auto", NOW)
    assert isinstance(found, Parsed)
    assert found.archive["source"] == "habitica"
    return found


def daily(**task: Any) -> ArchiveHabit:
    tasks = {"dailys": [{"id": "d1", "text": "Stretch", "frequency": "daily", "everyX": 1, **task}]}
    return parsed(tasks=tasks).archive["habits"][0]


def habit(**task: Any) -> ArchiveHabit:
    tasks = {"habits": [{"id": "h1", "text": "Water", "up": True, "down": False, **task}]}
    return parsed(tasks=tasks).archive["habits"][0]


def test_nothing_of_the_account_is_in_what_is_stored() -> None:
    tasks = {
        "dailys": [{"id": "d1", "text": "Stretch", "userId": "SECRET-user", "challenge": {"id": "SECRET"}}],
        "todos": [{"id": "t1", "text": "Tax", "userId": "SECRET-user", "challenge": {"id": "SECRET"}}],
    }
    found = parsed(tasks=tasks, webhooks=[{"url": "https://SECRET"}])
    stored = json.dumps([unpack(pack(found.archive)), found.dropped, found.problems])
    assert "SECRET" not in stored
    assert "Stretch" in stored


def test_a_check_is_of_its_day_and_a_miss_of_the_day_before_it_was_found() -> None:
    made = daily(
        history=[
            {"date": NOON - 400 * DAY, "value": 3.5},
            {"date": NOON, "value": 1, "isDue": True, "completed": True},
            {"date": NOON + 2 * DAY, "value": 0, "isDue": True, "completed": False},
            {"date": NOON + 3 * DAY, "value": 0, "isDue": False, "completed": False},
        ]
    )
    assert made["days"] == {"2025-01-06": ["done"], "2025-01-07": ["missed"]}


def test_averages_and_what_was_not_due_are_dropped_and_counted() -> None:
    tasks = {
        "dailys": [{"id": "d", "text": "S", "history": [{"date": NOON, "value": 1}] * 3}],
        "rewards": [{}, {}],
    }
    dropped = {entry["what"]: entry["count"] for entry in parsed(tasks=tasks).dropped}
    assert dropped["older days that Habitica keeps as averages only"] == 3
    assert dropped["rewards"] == 2


@pytest.mark.parametrize(
    ("preferences", "day"),
    [
        ({"timezoneOffset": -120, "dayStart": 0}, "2025-01-07"),  # UTC+2
        ({"timezoneOffset": 300, "dayStart": 0}, "2025-01-06"),  # UTC-5
        ({"timezoneOffset": -120, "dayStart": 4}, "2025-01-06"),
        ({}, "2025-01-06"),
    ],
)
def test_days_are_the_persons_own(preferences: dict[str, Any], day: str) -> None:
    at_2330 = NOON + 11 * 3_600_000 + 1_800_000
    entry = {"date": at_2330, "completed": True, "isDue": True}
    tasks = {"dailys": [{"id": "d", "text": "S", "history": [entry]}]}
    assert list(parsed(tasks=tasks, preferences=preferences).archive["habits"][0]["days"]) == [day]


@pytest.mark.parametrize(
    ("task", "schedule"),
    [
        ({"frequency": "daily", "everyX": 1}, {"type": "daily"}),
        ({"frequency": "daily", "everyX": 3}, {"type": "every", "days": 3}),
        (
            {"frequency": "weekly", "everyX": 1, "repeat": {"m": True, "th": True, "su": True, "t": False}},
            {"type": "weekdays", "days": [1, 4, 7]},
        ),
        (
            {
                "frequency": "weekly",
                "everyX": 1,
                "repeat": dict.fromkeys(["m", "t", "w", "th", "f", "s", "su"], True),
            },
            {"type": "daily"},
        ),
        (
            {"frequency": "weekly", "everyX": 2, "repeat": {"m": True, "f": True}},
            {"type": "times_in_days", "times": 2, "days": 14},
        ),
        (
            {"frequency": "monthly", "everyX": 1, "daysOfMonth": [1, 15]},
            {"type": "times", "times": 2, "period": "month"},
        ),
        (
            {"frequency": "monthly", "everyX": 3, "weeksOfMonth": [0], "repeat": {"m": True}},
            {"type": "times_in_days", "times": 1, "days": 90},
        ),
        ({"frequency": "yearly", "everyX": 1}, {"type": "every", "days": 365}),
    ],
)
def test_schedules(task: dict[str, Any], schedule: dict[str, Any]) -> None:
    assert daily(**task)["schedule"] == schedule


def test_a_daily_that_is_never_due_is_archived() -> None:
    made = daily(frequency="weekly", repeat={"m": False})
    assert (made["archived"], made["schedule"]) == (True, {"type": "daily"})


def test_habits_count_what_was_pressed() -> None:
    made = habit(
        history=[{"date": NOON, "scoredUp": 3, "scoredDown": 1}, {"date": NOON + DAY, "scoredUp": 0}]
    )
    assert (made["kind"], made["target"], made["target_type"], made["unit"]) == (
        "numeric",
        1,
        "at_least",
        "times",
    )
    assert made["days"] == {"2025-01-06": ["done", 3]}


def test_a_habit_with_minus_only_is_a_limit_of_none() -> None:
    made = habit(
        up=False, down=True, frequency="weekly", history=[{"date": NOON, "scoredUp": 0, "scoredDown": 2}]
    )
    assert (made["target"], made["target_type"], made["days"]) == (0, "at_most", {"2025-01-06": ["done", 2]})
    assert made["schedule"] == {"type": "times", "times": 1, "period": "week"}


def test_texts_tags_reminders_start_and_order() -> None:
    tasks = {
        "dailys": [
            {
                "id": "d1",
                "text": "Stretch",
                "notes": "Five\nminutes",
                "tags": ["t1", "gone", "t2"],
                "startDate": "2024-12-31T23:30:00.000Z",
                "reminders": [{"time": "2025-01-01T06:30:00.000Z"}],
            }
        ],
        "habits": [{"id": "h1", "text": "Water", "up": True}],
    }
    found = parsed(
        tasks=tasks,
        tags=[{"id": "t1", "name": "Health"}, {"id": "t2", "name": "Morning"}],
        tasksOrder={"dailys": ["gone", "d1"], "habits": ["h1"]},
        preferences={"timezoneOffset": -60},
    )
    made = found.archive["habits"][0]
    assert (made["description"], made["group"], made["start_date"]) == (
        "Five\nminutes",
        "Health",
        "2025-01-01",
    )
    assert made["reminders"] == [{"time": "07:30", "days": [1, 2, 3, 4, 5, 6, 7]}]
    assert found.archive["order"] == ["d1", "h1"]


def test_history_that_cannot_be_right_is_told() -> None:
    tasks = {"dailys": [{"id": "d", "text": "S", "history": [{"date": "whenever"}, "x", {"date": 9e15}]}]}
    problems = parsed(tasks=tasks).problems
    assert [problem["where"] for problem in problems] == [f"tasks.dailys[0].history[{n}]" for n in range(3)]
