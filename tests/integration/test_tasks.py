"""Tasks over real HTTP: what a person does with them, and that they remind."""

from __future__ import annotations

from datetime import date, timedelta

from tests.support.stack import Account


def titles(account: Account, query: str = "") -> list[str]:
    return [task["title"] for task in account.api.get(f"/tasks{query}").expect(200)["items"]]


def test_a_task_is_made_planned_done_and_opened_again(ada: Account) -> None:
    today = date.fromisoformat(ada.api.get("/tasks").expect(200)["today"])
    due = {"date": (today - timedelta(days=1)).isoformat(), "time": None}
    task = ada.api.post("/tasks", {"title": "Call the plumber", "due": due, "tags": ["home"]}).expect(201)
    path = f"/tasks/{task['id']}"
    later = {"date": (today + timedelta(days=1)).isoformat()}
    ada.api.post("/tasks", {"title": "Measure the pipe", "due": later}).expect(201)
    assert "Call the plumber" in titles(ada, "?view=today")
    assert "Measure the pipe" not in titles(ada, "?view=today")
    assert titles(ada, "?tag=HOME") == ["Call the plumber"]

    done = ada.api.post(f"{path}/complete", {}).expect(200)
    assert done["task"]["status"] == "done" and done["next"] is None
    assert titles(ada, "?status=done")[0] == "Call the plumber"
    assert ada.api.patch(path, {"column": "doing"}).expect(200)["done_at"] is None
    ada.api.delete(path).expect(204)
    ada.api.get(path).problem(404)
    ada.api.post(f"{path}/restore").expect(200)
    assert "Call the plumber" in titles(ada, "?view=today")


def test_a_task_that_repeats_is_followed_by_one_however_often_it_is_sent(ada: Account) -> None:
    fields = {"due": {"date": "2099-01-31"}, "repeat": {"every": "month"}}
    task = ada.api.post("/tasks", {"title": "Rent", **fields}).expect(201)
    path = f"/tasks/{task['id']}/complete"
    first, again = (ada.api.post(path, {"device": name}).expect(200)["next"] for name in ("phone", "desk"))
    assert first == again
    assert (first["due"]["date"], first["follows"]) == ("2099-02-28", task["id"])
    assert titles(ada).count("Rent") == 1
    ada.api.patch(f"/tasks/{task['id']}", {"column": "todo"}).expect(200)
    ada.api.get(f"/tasks/{first['id']}").problem(404)


def test_ticks_of_two_devices_both_count(ada: Account) -> None:
    steps = [{"id": f"01JZ000000000000000000000{number}", "title": str(number)} for number in (1, 2)]
    task = ada.api.post("/tasks", {"title": "Move", "subtasks": steps}).expect(201)
    for step, device in zip(steps, ("phone", "desk"), strict=True):
        tick = {"done": True, "edited_at": "2026-01-01T00:00:00Z", "device": device}
        seen = ada.api.put(f"/tasks/{task['id']}/subtasks/{step['id']}", tick).expect(200)
    assert [step["done"] for step in seen["subtasks"]] == [True, True]


def test_someone_elses_task_does_not_exist(ada: Account, grace: Account) -> None:
    task = ada.api.post("/tasks", {"title": "Mine"}).expect(201)
    for refused in (
        grace.api.get(f"/tasks/{task['id']}"),
        grace.api.patch(f"/tasks/{task['id']}", {"title": "Yours"}),
        grace.api.post(f"/tasks/{task['id']}/complete", {}),
        grace.api.delete(f"/tasks/{task['id']}"),
    ):
        refused.problem(404)
    assert "Mine" not in titles(grace, "?status=all")
