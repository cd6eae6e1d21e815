"""Making, changing, ticking, deleting and restoring tasks over the API."""

from __future__ import annotations

from typing import Any

import pytest

from shared.ids import new_ulid
from shared.table import Table
from shared.tasks.limits import MAX_TASKS
from shared.tasks.store import TaskStore
from tests.unit.tasks.client import DAILY, NOON, OTHER_STEP, STEP, Person

STEPS = [{"id": STEP, "title": "Roses", "done": False}, {"id": OTHER_STEP, "title": "Ferns", "done": False}]
EVERYTHING = {
    "title": "Steuer 📄",
    "note": "with *everything*",
    "due": {"date": "2099-05-31", "time": "18:00"},
    "priority": "high",
    "tags": ["Money", "home"],
    "column": "doing",
    "position": 12.5,
    "subtasks": STEPS,
    "repeat": {"every": "week", "interval": 2, "weekdays": [1, 4], "from": "done", "until": "2100-01-01"},
    "reminders": [{"at": "2099-05-30T08:00"}, {"days_before": 2, "time": "09:30"}],
    "habit_id": new_ulid(NOON),
}


def test_a_task_needs_only_a_title(ada: Person) -> None:
    answer = ada.send("POST", "/tasks", {"title": "  Call "})
    task = answer.body
    assert (answer.status, answer.headers["location"]) == (201, f"/v1/tasks/{task['id']}")
    assert (task["title"], task["status"], task["column"], task["priority"]) == (
        "Call",
        "open",
        "todo",
        "none",
    )
    empty = ("note", "due", "repeat", "habit_id", "done_at", "follows")
    assert [task[name] for name in empty] == [None] * 6
    assert (task["tags"], task["subtasks"], task["reminders"]) == ([], [], [])
    assert ada.get(task) == task


def test_what_is_given_is_kept(ada: Person) -> None:
    task = ada.get(ada.task(**EVERYTHING))
    assert {name: task[name] for name in EVERYTHING} == EVERYTHING


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"title": ""}, "/title"),
        ({"title": "two\nlines"}, "/title"),
        ({"due": {"date": "2099-02-30"}}, "/due/date"),
        ({"due": {"date": "2099-02-01", "time": "24:00"}}, "/due/time"),
        ({"due": {"time": "10:00"}}, "/due/date"),
        ({"priority": "urgent"}, "/priority"),
        ({"tags": ["a", "A"]}, "/tags"),
        ({"tags": [""]}, "/tags/0"),
        ({"tags": [str(number) for number in range(11)]}, "/tags"),
        ({"column": "done"}, "/column"),
        ({"position": "1"}, "/position"),
        ({"status": "done"}, "/status"),
        ({"subtasks": [STEPS[0], STEPS[0]]}, "/subtasks"),
        ({"subtasks": [{"id": "1", "title": "x"}]}, "/subtasks/0/id"),
        ({"repeat": {"every": "hour"}}, "/repeat/every"),
        ({"repeat": {"every": "day", "interval": 0}}, "/repeat/interval"),
        ({"repeat": {"every": "day", "weekdays": [1]}}, "/repeat"),
        ({"repeat": {"every": "week", "weekdays": []}}, "/repeat/weekdays"),
        ({"reminders": [{"days_before": 61, "time": "10:00"}]}, "/reminders/0/ReminderBefore/days_before"),
    ],
)
def test_what_is_wrong_is_pointed_at(ada: Person, fields: dict[str, Any], pointer: str) -> None:
    status, pointers = ada.refused("POST", "/tasks", {"title": "x", **fields})
    assert status == 422
    assert pointer in pointers


@pytest.mark.parametrize("at", ["2099-02-30T10:00", "2099-02-20T25:00", "2099-02-20T10:00Z", "2099-02-20"])
def test_a_reminder_is_at_a_time_that_there_is(ada: Person, at: str) -> None:
    assert ada.refused("POST", "/tasks", {"title": "x", "reminders": [{"at": at}]})[0] == 422


def test_a_repeated_create_makes_one_task(ada: Person) -> None:
    body = {"id": new_ulid(NOON), "title": "Call", "repeat": DAILY}
    first, again = ada.send("POST", "/tasks", body), ada.send("POST", "/tasks", body)
    assert (first.status, again.status) == (201, 200)
    assert again.body == first.body
    assert ada.send("POST", "/tasks", {**body, "title": "Write"}).body["type"].endswith("id-taken")
    assert ada.titles() == ["Call"]


def test_a_change_leaves_the_rest(ada: Person) -> None:
    task = ada.task(**EVERYTHING)
    changed = ada.change(task, title="Taxes", due=None, tags=[])
    assert (changed["title"], changed["due"], changed["tags"]) == ("Taxes", None, [])
    assert (changed["note"], changed["repeat"]) == (task["note"], task["repeat"])
    assert changed["version"] == 2
    assert ada.change(task, title="Taxes")["version"] == 2


def test_a_change_of_what_somebody_else_has_changed_is_refused(ada: Person) -> None:
    task = ada.task()
    path, stale = f"/tasks/{task['id']}", {"if-match": '"1"'}
    assert ada.send("PATCH", path, {"title": "a"}, headers=stale).status == 200
    assert ada.send("PATCH", path, {"title": "b"}, headers=stale).status == 412
    assert ada.send("DELETE", path, headers=stale).status == 412


def test_the_status_follows_the_column(ada: Person) -> None:
    task = ada.task()
    for column, status in (("doing", "open"), ("done", "done"), ("doing", "open"), ("todo", "open")):
        task = ada.change(task, column=column)
        assert (task["column"], task["status"]) == (column, status)
        assert (task["done_at"] is not None) == (status == "done")


def test_a_task_is_done_when_the_person_did_it(ada: Person) -> None:
    task = ada.task()
    done = ada.complete(task, edited_at="2099-05-09T21:00:00Z")
    assert (done["task"]["status"], done["task"]["done_at"]) == ("done", "2099-05-09T21:00:00.000Z")
    assert done["next"] is None
    # Once more, later, without a time: nothing has changed.
    assert ada.complete(task)["task"] == done["task"]


def test_ticks_of_two_devices_both_count(ada: Person) -> None:
    task = ada.task(subtasks=STEPS)
    ada.tick(task, STEP, edited_at="2099-05-10T10:00:00Z", device="phone")
    task = ada.tick(task, OTHER_STEP, edited_at="2099-05-10T09:00:00Z", device="desk")
    assert [step["done"] for step in task["subtasks"]] == [True, True]
    assert set(task["subtasks"][0]) == {"id", "title", "done"}


def test_a_list_from_before_a_tick_does_not_take_it_back(ada: Person) -> None:
    task = ada.task(subtasks=STEPS)
    ada.tick(task, edited_at="2099-05-10T10:00:00Z")
    renamed = [{**STEPS[1]}, {**STEPS[0], "title": "Old roses"}]
    early = ada.change(task, subtasks=renamed, edited_at="2099-05-10T09:00:00Z")["subtasks"]
    assert [(step["title"], step["done"]) for step in early] == [("Ferns", False), ("Old roses", True)]
    late = ada.change(task, subtasks=renamed, edited_at="2099-05-10T11:00:00Z")["subtasks"]
    assert [step["done"] for step in late] == [False, False]


def test_a_tick_from_before_the_list_loses(ada: Person) -> None:
    task = ada.task(subtasks=STEPS)
    ada.change(task, subtasks=STEPS, edited_at="2099-05-10T11:00:00Z")
    task = ada.tick(task, edited_at="2099-05-10T10:00:00Z")
    assert not task["subtasks"][0]["done"]
    assert ada.tick(task)["subtasks"][0]["done"]  # without a time: now


def test_a_subtask_that_is_gone_cannot_be_ticked(ada: Person) -> None:
    task = ada.task(subtasks=STEPS[:1])
    assert ada.refused("PUT", f"/tasks/{task['id']}/subtasks/{OTHER_STEP}", {"done": True})[0] == 404


def test_a_deleted_task_is_gone_and_can_be_restored(ada: Person) -> None:
    task = ada.task(title="Gone")
    ada.ok("DELETE", f"/tasks/{task['id']}")
    assert ada.refused("GET", f"/tasks/{task['id']}")[0] == 404
    assert ada.refused("PATCH", f"/tasks/{task['id']}", {"title": "x"})[0] == 404
    assert ada.refused("DELETE", f"/tasks/{task['id']}")[0] == 404
    assert ada.titles(status="all") == []
    assert ada.ok("POST", f"/tasks/{task['id']}/restore")["title"] == "Gone"
    assert ada.titles() == ["Gone"]


@pytest.mark.parametrize("order", [(1, 5, 3), (5, 1, 3), (5, 3, 1), (3, 1, 5)])
def test_a_restoring_from_before_the_last_deletion_does_not_count(
    ada: Person, order: tuple[int, ...]
) -> None:
    path = f"/tasks/{ada.task()['id']}"
    for hour in order:
        stamp = {"edited_at": f"2099-05-10T0{hour}:00:00Z"}
        method, end = ("POST", "/restore") if hour == 3 else ("DELETE", "")
        ada.send(method, path + end, query=stamp)
    assert ada.titles() == []


def test_a_tombstone_stays_a_month(ada: Person, table: Table) -> None:
    task = ada.task()
    ada.ok("DELETE", f"/tasks/{task['id']}")
    item = table.get("USER#ada", f"TASK#{task['id']}")
    assert item is not None
    assert item["ttl"] == NOON.timestamp() + 30 * 24 * 3600


def test_an_id_of_a_deleted_task_is_not_used_again(ada: Person) -> None:
    body = {"id": new_ulid(NOON), "title": "x"}
    ada.ok("DELETE", f"/tasks/{ada.ok('POST', '/tasks', body)['id']}")
    assert ada.send("POST", "/tasks", body).body["type"].endswith("task-deleted")


@pytest.mark.parametrize("task_id", [STEP, "nothing", "01m7ynhgng0j9ce4raqbw2rfy1"])
def test_what_is_not_there_is_not_found(ada: Person, task_id: str) -> None:
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"title": "x"}),
        ("DELETE", "", None),
        ("POST", "/restore", None),
        ("POST", "/complete", {}),
        ("PUT", f"/subtasks/{STEP}", {"done": True}),
    ):
        assert ada.refused(method, f"/tasks/{task_id}{path}", body)[0] == 404


def test_there_is_an_end_to_it(ada: Person, table: Table) -> None:
    for number in range(MAX_TASKS - 1):
        table.put({"pk": "USER#ada", "sk": f"TASK#{number}"})
    first = ada.task()
    assert ada.send("POST", "/tasks", {"title": "x"}).body["type"].endswith("too-many-tasks")
    ada.ok("DELETE", f"/tasks/{first['id']}")
    ada.task()
    assert ada.refused("POST", f"/tasks/{first['id']}/restore")[0] == 409


def test_another_persons_task_is_not_there(ada: Person, table: Table) -> None:
    task = ada.task()
    assert Person(table, "grace").refused("GET", f"/tasks/{task['id']}")[0] == 404
    assert list(TaskStore(table, "grace").live()) == []
