"""Beaver Habits' JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.transfer.archive import Parsed
from shared.transfer.sources.draft import Refused
from shared.transfer.sources.recognise import read
from tests.unit.imports.files import NOW


def parsed(*habits: Any, **more: Any) -> Parsed:
    found = read(json.dumps({"habits": habits, **more}).encode(), "auto", NOW)
    assert isinstance(found, Parsed)
    assert found.archive["source"] == "beaver"
    return found


def test_records_and_their_texts() -> None:
    records = [
        {"day": "2025-01-02", "done": True, "text": "good"},
        {"day": "2025-01-01", "done": False},
        {"day": "2025-01-03", "done": False, "text": "ill"},
        {"day": "03.01.2025", "done": True},
        "what",
    ]
    found = parsed({"name": "Read", "id": "a1", "star": True, "records": records})
    (habit,) = found.archive["habits"]
    assert habit["days"] == {"2025-01-02": ["done"]}
    assert habit["notes"] == {"2025-01-02": "good", "2025-01-03": "ill"}
    assert [problem["where"] for problem in found.problems] == [
        "habits[0].records[3]",
        "habits[0].records[4]",
    ]
    assert {entry["what"]: entry["count"] for entry in found.dropped} == {
        "days whose tick was taken away": 2,
        "stars": 1,
    }


@pytest.mark.parametrize(
    ("fields", "schedule"),
    [
        ({}, {"type": "daily"}),
        ({"weekly_goal": 0}, {"type": "daily"}),
        ({"weekly_goal": 3}, {"type": "times", "times": 3, "period": "week"}),
        ({"weekly_goal": 7}, {"type": "daily"}),
        (
            {"period": {"period_type": "W", "period_count": 2, "target_count": 3}},
            {"type": "times_in_days", "times": 3, "days": 14},
        ),
        (
            {"period": {"period_type": "M", "period_count": 1, "target_count": 4}},
            {"type": "times", "times": 4, "period": "month"},
        ),
        (
            {"period": {"period_type": "D", "period_count": 3, "target_count": 1}},
            {"type": "every", "days": 3},
        ),
    ],
)
def test_schedules(fields: dict[str, Any], schedule: dict[str, Any]) -> None:
    assert parsed({"name": "Read", "records": [], **fields}).archive["habits"][0]["schedule"] == schedule


def test_status_tags_and_order() -> None:
    found = parsed(
        {"name": "A", "id": "a", "status": "archive", "records": [], "tags": ["Health", "Fun"]},
        {"name": "B", "id": "b", "status": "soft_delete", "records": []},
        {"name": "C", "id": "c", "status": "normal", "records": []},
        order=["c", "gone", "a"],
    )
    assert [(h["key"], h["archived"], h["group"]) for h in found.archive["habits"]] == [
        ("a", True, "Health"),
        ("c", False, None),
    ]
    assert found.archive["order"] == ["c", "a"]
    assert {entry["what"] for entry in found.dropped} == {"deleted habits", "further tags of a habit"}


def test_records_by_day_as_its_api_gives_them() -> None:
    found = parsed({"name": "A", "records": {"2025-01-02": {"done": True, "text": ""}}})
    assert found.archive["habits"][0]["days"] == {"2025-01-02": ["done"]}


def test_records_that_are_no_list_are_refused() -> None:
    with pytest.raises(Refused, match="not a list"):
        parsed({"name": "A", "records": 5})
