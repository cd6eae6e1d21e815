"""Habitica's to-dos become tasks."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from functions.tasks.models import TaskCreate
from shared.habits.edited import Edited
from shared.habits.shapes import timestamp
from shared.tasks import editing
from shared.tasks.limits import MAX_TASKS
from shared.tasks.shapes import task_shape
from shared.tasks.store import TaskStore
from shared.transfer.archive import ArchiveTask, Parsed
from shared.transfer.sources.recognise import read
from tests.unit.imports.conftest import USER, Imports
from tests.unit.imports.files import NOW, habitica

TAX = {
    "id": "t1",
    "text": "Tax",
    "notes": "Before\nsummer",
    "tags": ["home"],
    "date": "2025-01-31T22:00:00.000Z",
    "checklist": [{"id": "c1", "text": "Forms", "completed": True}, {"id": "c2", "text": "Post"}],
    "reminders": [{"time": "2025-01-30T07:00:00.000Z"}],
    "createdAt": "2025-01-01T08:00:00.000Z",
    "completed": False,
}
DONE = {"id": "t2", "text": "Call", "completed": True, "dateCompleted": "2025-01-05T10:00:00.000Z"}
UTC_PLUS_2 = {"timezoneOffset": -120, "dayStart": 4}


def file(*todos: dict[str, Any], **user: Any) -> bytes:
    tags = [{"id": "home", "name": "Home"}]
    return json.dumps(habitica(tasks={"todos": todos}, tags=tags, **user)).encode()


def parsed(*todos: dict[str, Any], **user: Any) -> Parsed:
    found = read(file(*todos, **user), "auto", NOW)
    assert isinstance(found, Parsed)
    return found


def task(**todo: Any) -> ArchiveTask:
    return parsed({**TAX, **todo}).archive["tasks"][0]


def tasks(imports: Imports) -> dict[str, dict[str, Any]]:
    return {i["title"]: i for sk, i in imports.everything().items() if sk.startswith("TASK#")}


def test_what_is_taken_with_days_and_times_as_the_person_saw_them() -> None:
    (found,) = parsed(TAX, preferences=UTC_PLUS_2).archive["tasks"]
    assert found == {
        "key": "t1",
        "title": "Tax",
        "note": "Before\nsummer",
        "due": "2025-02-01",
        "tags": ["Home"],
        "subtasks": [["Forms", True], ["Post", False]],
        "reminders": ["2025-01-30T09:00"],
        "done_at": None,
        "created_at": "2025-01-01T08:00:00.000Z",
    }


def test_open_ones_stand_as_in_habitica_and_before_those_that_are_done() -> None:
    last = {"id": "t3", "text": "New"}
    found = parsed(DONE, TAX, last, tasksOrder={"todos": ["t3", "gone", "t1"]}).archive["tasks"]
    assert [one["title"] for one in found] == ["New", "Tax", "Call"]
    assert found[2]["done_at"] == "2025-01-05T10:00:00.000Z"


def test_what_is_left_behind_is_told() -> None:
    many = [{"id": f"x{n}", "text": f"{n}"} for n in range(MAX_TASKS)]
    steps = [{"text": f"{n}"} for n in range(52)]
    found = parsed({**TAX, "priority": 2, "checklist": steps}, {"text": "x", "group": {"id": "g"}}, *many)
    dropped = {one["what"]: one["count"] for one in found.dropped}
    assert dropped["difficulties of to-dos"] == 1
    assert dropped["further steps of a to-do"] == 2
    assert dropped["tasks of a group"] == 1
    assert dropped["further to-dos"] == 1
    assert len(found.archive["tasks"]) == MAX_TASKS


@pytest.mark.parametrize(
    ("wrong", "field", "value"),
    [
        ({"date": "whenever"}, "due", None),
        ({"date": "1999-12-31T00:00:00Z"}, "due", None),
        ({"date": ["2025-01-01"]}, "due", None),
        ({"text": ""}, "title", "Unnamed task"),
        ({"createdAt": "2999-01-01T00:00:00Z"}, "created_at", timestamp(NOW)),
        ({"createdAt": {}}, "created_at", timestamp(NOW)),
        ({"reminders": [{"time": "x"}, {}, 3, {"time": "9999-12-31T23:59:59Z"}]}, "reminders", []),
        ({"tags": [{}, "gone", 3]}, "tags", []),
        ({"checklist": "none"}, "subtasks", []),
        ({"text": "a\x00b" + "x" * 300}, "title", "ab" + "x" * 198),
    ],
)
def test_what_cannot_be_right_spoils_nothing_else(wrong: dict[str, Any], field: str, value: Any) -> None:
    found = task(**wrong)
    assert found[field] == value  # type: ignore[literal-required]  # one of its names
    assert found["key"] == "t1"


def test_they_come_as_tasks_that_the_api_would_have_made(imports: Imports) -> None:
    job = imports.upload(file(TAX, DONE))
    totals = imports.preview(job)["totals"]
    assert (totals["habits"], totals["tasks"], totals["new_tasks"]) == (0, 2, 2)
    assert imports.commit(job)["result"]["tasks"] == 2
    tax, call = tasks(imports)["Tax"], tasks(imports)["Call"]
    assert (tax["status"], tax["column"], tax["due"]) == ("open", "todo", {"date": "2025-01-31"})
    assert (call["status"], call["done_at"]) == ("done", "2025-01-05T10:00:00.000Z")
    for item in (tax, call):
        shown: Any = task_shape(item)
        fields = {name: shown[name] for name in TaskCreate.model_fields}
        TaskCreate.model_validate({**fields, "column": "todo"})


def test_one_can_be_edited_and_finished_like_any_other(imports: Imports) -> None:
    imports.take(file(TAX, DONE))
    store = TaskStore(imports.table, USER)
    by_title = tasks(imports)
    done = editing.complete(store, by_title["Tax"]["id"], Edited(), NOW + timedelta(days=1))
    assert (done["status"], done["done_at"]) == ("done", timestamp(NOW + timedelta(days=1)))
    again = editing.change(store, by_title["Call"]["id"], {"column": "todo"}, Edited(), NOW)
    assert (again["status"], "done_at" in again) == ("open", False)


def test_importing_twice_changes_nothing_and_a_later_export_brings_what_is_new(imports: Imports) -> None:
    imports.take(file(TAX))
    before = imports.everything()
    job = imports.upload(file({**TAX, "text": "Taxes"}))
    assert imports.preview(job)["totals"]["new_tasks"] == 0
    assert imports.commit(job)["result"]["tasks"] == 0
    assert imports.everything() == before
    assert imports.take(file(TAX, DONE))["result"]["tasks"] == 1
    assert sorted(tasks(imports)) == ["Call", "Tax"]


def test_what_the_person_has_deleted_does_not_come_back(imports: Imports) -> None:
    imports.take(file(TAX))
    item = tasks(imports)["Tax"]
    imports.table.update(f"USER#{USER}", item["sk"], set={"deleted_at": timestamp(NOW), "ttl": 9_999_999_999})
    assert imports.take(file(TAX))["result"]["tasks"] == 0
    assert "deleted_at" in tasks(imports)["Tax"]


def test_they_can_be_left_out(imports: Imports) -> None:
    assert imports.take(file(TAX), tasks=False)["result"]["tasks"] == 0
    assert tasks(imports) == {}


def test_a_commit_that_came_to_no_end_is_ended_by_the_next_attempt(imports: Imports) -> None:
    job = imports.upload(file(TAX, DONE))
    table: Any = imports.table
    put, calls = table.put, []

    def dies(item: dict[str, Any], **arguments: Any) -> None:
        calls.append(item)
        if len(calls) == 2:
            raise MemoryError
        put(item, **arguments)

    table.put = dies
    with pytest.raises(MemoryError):
        imports.commit(job)
    del table.put
    imports.deliver_again(f"work/imports/{USER}/{job.id}/1.json")
    assert imports.state(job)["result"]["tasks"] == 2
    assert sorted(tasks(imports)) == ["Call", "Tax"]


def test_more_than_there_may_be_are_refused_before_anything_is_written(imports: Imports) -> None:
    for number in range(MAX_TASKS):
        imports.table.put({"pk": f"USER#{USER}", "sk": f"TASK#{number:026}", "title": str(number)})
    before = len(imports.everything())
    state = imports.take(file(TAX))
    assert (state["status"], "2001 tasks" in state["problem"]["detail"]) == ("failed", True)
    assert len(imports.everything()) == before
