"""The next one of a task that repeats."""

from __future__ import annotations

from typing import Any

import pytest

from shared import clients
from shared.table import Table
from tests.unit.habits.merging import Interrupted
from tests.unit.tasks.client import DAILY, STEP, Person

STEPS = [{"id": STEP, "title": "Roses", "done": False}]
FIELDS: dict[str, Any] = {
    "title": "Water",
    "note": "all of them",
    "due": {"date": "2099-05-10", "time": "08:00"},
    "priority": "high",
    "tags": ["home"],
    "subtasks": STEPS,
    "repeat": DAILY,
    "reminders": [{"at": "2099-05-10T07:30"}, {"days_before": 1, "time": "20:00"}],
}


def open_ones(person: Person) -> Any:
    return person.ok("GET", "/tasks")["items"]


def test_it_takes_over_what_the_task_is(ada: Person) -> None:
    task = ada.task(**FIELDS, column="doing")
    ada.tick(task)
    done = ada.complete(task)
    assert done["task"]["status"] == "done"
    after = done["next"]
    assert {name: after[name] for name in ("title", "note", "priority", "tags", "subtasks", "repeat")} == {
        name: task[name] for name in ("title", "note", "priority", "tags", "subtasks", "repeat")
    }
    assert after["due"] == {"date": "2099-05-11", "time": "08:00"}
    assert after["reminders"] == [{"at": "2099-05-11T07:30"}, {"days_before": 1, "time": "20:00"}]
    assert (after["status"], after["column"], after["done_at"]) == ("open", "todo", None)
    assert after["follows"] == task["id"]
    assert ada.get(after) == after


def test_however_often_it_is_done_there_is_one(ada: Person) -> None:
    task = ada.task(**FIELDS)
    sent = [ada.complete(task, device=device) for device in ("phone", "desk", "phone")]
    ada.change(task, column="done")
    assert {done["next"]["id"] for done in sent} == {task["id"] for task in open_ones(ada)}


def test_it_goes_when_the_task_is_open_again(ada: Person) -> None:
    task = ada.task(**FIELDS)
    after = ada.complete(task)["next"]
    ada.change(task, column="todo")
    assert [one["id"] for one in open_ones(ada)] == [task["id"]]
    again = ada.complete(task)["next"]
    assert (again["id"], again["due"]) == (after["id"], after["due"])


def test_what_somebody_has_worked_on_stays(ada: Person) -> None:
    task = ada.task(**FIELDS)
    after = ada.complete(task)["next"]
    ada.tick(after)
    ada.change(task, column="todo")
    assert {one["id"] for one in open_ones(ada)} == {task["id"], after["id"]}
    again = ada.complete(task)["next"]
    assert again["subtasks"][0]["done"]


def test_one_that_was_deleted_stays_so_when_the_one_before_is_edited(ada: Person) -> None:
    task = ada.task(**FIELDS)
    after = ada.complete(task)["next"]
    ada.ok("DELETE", f"/tasks/{after['id']}")
    ada.change(task, title="Water well")
    assert open_ones(ada) == []


def test_a_later_completion_of_another_device_moves_it(ada: Person) -> None:
    task = ada.task(**{**FIELDS, "repeat": {"every": "day", "interval": 2, "from": "done"}})
    late, early = "2099-05-10T09:00:00Z", "2099-05-08T09:00:00Z"
    assert ada.complete(task, edited_at=early)["next"]["due"]["date"] == "2099-05-10"
    assert ada.complete(task, edited_at=late)["next"]["due"]["date"] == "2099-05-12"
    assert ada.complete(task, edited_at=early)["next"]["due"]["date"] == "2099-05-12"


def test_a_date_that_was_chosen_for_it_stays(ada: Person) -> None:
    task = ada.task(**FIELDS)
    after = ada.complete(task, edited_at="2099-05-10T09:00:00Z")["next"]
    ada.change(after, due={"date": "2099-06-01"}, edited_at="2099-05-10T11:00:00Z")
    ada.change(task, due={"date": "2099-05-09"}, edited_at="2099-05-10T10:00:00Z")
    assert ada.get(after)["due"]["date"] == "2099-06-01"


def test_an_edit_from_before_the_completion_reaches_it(ada: Person) -> None:
    task = ada.task(**FIELDS)
    after = ada.complete(task, edited_at="2099-05-10T11:00:00Z")["next"]
    ada.change(task, title="Water the roses", edited_at="2099-05-10T10:00:00Z")
    assert ada.get(after)["title"] == "Water the roses"


def test_a_rule_that_is_over_has_no_next(ada: Person) -> None:
    task = ada.task(**{**FIELDS, "repeat": {**DAILY, "until": "2099-05-10"}})
    assert ada.complete(task)["next"] is None
    assert open_ones(ada) == []


def test_taking_the_rule_away_takes_the_next_away(ada: Person) -> None:
    task = ada.task(**FIELDS)
    ada.complete(task)
    ada.change(task, repeat=None)
    assert open_ones(ada) == []


def test_done_is_the_persons_day(table: Table) -> None:
    ada = Person(table, timezone="Pacific/Kiritimati", day_start_hour=3)
    task = ada.task(title="x", repeat={**DAILY, "from": "done"})
    # At UTC+14: half past two on the 11th, which is still the 10th; half an hour later it is not.
    assert ada.complete(task, edited_at="2099-05-10T12:30:00Z")["next"]["due"]["date"] == "2099-05-11"
    task = ada.task(title="y", repeat={**DAILY, "from": "done"})
    ada.now = ada.now.replace(hour=14)
    assert ada.complete(task, edited_at="2099-05-10T13:30:00Z")["next"]["due"]["date"] == "2099-05-12"


@pytest.mark.parametrize("at", range(5))
def test_two_devices_at_once_make_one(ada: Person, at: int) -> None:
    task = ada.task(**FIELDS)
    plain = clients.client("dynamodb")

    def meanwhile() -> None:
        with clients.override(dynamodb=plain):
            ada.complete(task, device="desk")

    with clients.override(dynamodb=Interrupted(plain, at, meanwhile)):
        ada.complete(task, device="phone")
    assert ada.get(task)["status"] == "done"
    assert len(open_ones(ada)) == 1


def test_one_that_was_restored_later_than_the_task_was_opened_again_stays(ada: Person) -> None:
    task = ada.task(**FIELDS)
    after = ada.complete(task, edited_at="2099-05-10T08:00:00Z")["next"]
    ada.ok("DELETE", f"/tasks/{after['id']}", query={"edited_at": "2099-05-10T09:00:00Z"})
    ada.ok("POST", f"/tasks/{after['id']}/restore", query={"edited_at": "2099-05-10T11:00:00Z"})
    ada.change(task, column="todo", edited_at="2099-05-10T10:00:00Z")
    assert {one["id"] for one in open_ones(ada)} == {task["id"], after["id"]}


@pytest.mark.parametrize("at", range(4))
def test_it_may_be_edited_while_the_one_before_is(ada: Person, at: int) -> None:
    task = ada.task(**FIELDS)
    after, plain = ada.complete(task)["next"], clients.client("dynamodb")

    def meanwhile() -> None:
        with clients.override(dynamodb=plain):
            ada.change(after, note="mine")

    with clients.override(dynamodb=Interrupted(plain, at, meanwhile)):
        ada.change(task, title="Water well")
    found = ada.get(after)
    assert (found["title"], found["note"]) == ("Water well", "mine")
