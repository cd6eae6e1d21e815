"""Daybook's own export comes back as it went, and what somebody has changed in it is looked at again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from shared.transfer.archive import Archive, Parsed, derived_id, habit_id, new_archive, new_habit, to_json
from shared.transfer.sources.draft import Refused
from shared.transfer.sources.recognise import read
from tests.support.thorough import examples
from tests.unit.imports.archives import archives
from tests.unit.imports.files import NOW

ID = "01JMZ3V0000000000000000001"
ENTRY = "01JMZ3V000000000000000000E"


def parsed(archive: Archive | dict[str, Any]) -> Parsed:
    found = read(json.dumps(archive).encode(), "auto", NOW)
    assert isinstance(found, Parsed)
    return found


def with_habit(**fields: Any) -> Archive:
    return {**new_archive("daybook", NOW), "habits": [{**new_habit(ID, "Run", id=ID), **fields}]}  # type: ignore[typeddict-item]  # whatever somebody writes


@examples(60)
@given(archive=archives())
def test_it_comes_back_as_it_went(archive: Archive) -> None:
    found = read(to_json(archive), "daybook", NOW)
    assert isinstance(found, Parsed)
    assert not found.problems
    assert not found.dropped
    assert found.archive["habits"] == archive["habits"]
    assert found.archive["vacations"] == archive["vacations"]
    assert found.archive["order"] == archive["order"]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"schedule": {"type": "hourly"}}, "habits[0].schedule"),
        ({"schedule": {"type": "every", "days": 0}}, "habits[0].schedule"),
        ({"icon": "<b>"}, "habits[0].emoji"),
        ({"start_date": "soon"}, "habits[0].start_date"),
        ({"start_date": "2025-02-01", "end_date": "2025-01-01"}, "habits[0].end_date"),
        ({"kind": "numeric", "target": "many"}, "habits[0].target"),
        ({"reminders": [{"time": "25:00", "days": [1]}]}, "habits[0].reminders"),
        ({"days": {"2025-01-32": ["done"]}}, "habits[0].days.2025-01-32"),
        ({"days": {"2025-01-01": ["perhaps"]}}, "habits[0].days.2025-01-01"),
        ({"kind": "numeric", "target": 1, "days": {"2025-01-01": ["done", -1]}}, "habits[0].days.2025-01-01"),
        ({"notes": {"tomorrow": "x"}}, "habits[0].notes.tomorrow"),
        ({"entries": {"2025-01-01": [[ENTRY, 1]]}}, "habits[0].entries.2025-01-01"),
    ],
)
def test_what_cannot_be_right_is_told_and_the_rest_stays(fields: dict[str, Any], where: str) -> None:
    found = parsed(with_habit(**fields))
    assert [problem["where"] for problem in found.problems] == [where]
    assert found.archive["habits"][0]["name"] == "Run"


def test_a_vacation_that_cannot_be_right_is_told() -> None:
    archive = with_habit()
    archive["vacations"] = [
        {"id": None, "start": "2025-02-01", "end": "2025-01-01", "habits": None, "note": None}
    ]
    found = parsed(archive)
    assert [problem["where"] for problem in found.problems] == ["vacations[0]"]
    assert found.archive["vacations"] == []


def test_an_export_of_a_later_version_is_refused() -> None:
    with pytest.raises(Refused, match="later version"):
        parsed({**with_habit(), "version": 2})


def test_ids_are_its_own_or_made_of_source_and_key() -> None:
    assert habit_id("daybook", new_habit("k", "Run", id=ID)) == ID
    made = habit_id("loop", new_habit("Run", "Run"))
    assert made == derived_id("loop", "Run") == "0000000000KTXTECEKVGE9KTET"
    assert made != derived_id("beaver", "Run")
    assert derived_id("a", "bc") != derived_id("ab", "c")
