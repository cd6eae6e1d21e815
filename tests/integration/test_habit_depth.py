"""Vacations, ranges, restoring: what the stream and several functions do together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.support.stack import Account, eventually


def test_a_vacation_freezes_a_streak_everywhere(new_account: Callable[..., Account]) -> None:
    account = new_account(name="Olga")
    habit = account.api.post("/habits", {"name": "Run"}).expect(201)
    today = date.fromisoformat(account.api.get("/today").expect(200)["today"])
    days = [{"date": str(today - timedelta(ago)), "status": "done"} for ago in (*range(60, 70), *range(50))]
    path = f"/habits/{habit['id']}"
    marked = account.api.put(f"{path}/checkins", {"days": days}).expect(200)
    assert (len(marked["items"]), marked["summary"]["streak"]) == (60, 50)
    vacation = {"start_date": str(today - timedelta(59)), "end_date": str(today - timedelta(50))}
    made = account.api.post("/vacations", vacation).expect(201)
    (row,) = account.api.get("/today").expect(200)["habits"]
    assert row["summary"]["streak"] == 60
    # Statistics and check-ins use the habit's own copy, which relay brings in line.
    eventually(
        lambda: account.api.get(f"{path}/stats").expect(200)["current_streak"] == 60,
        "relay to tell the habit of the vacation",
    )
    account.api.delete(f"/vacations/{made['id']}").expect(204)
    assert account.api.get("/today").expect(200)["habits"][0]["summary"]["streak"] == 50


def test_a_deleted_habit_comes_back_with_its_days(ada: Account) -> None:
    habit = ada.api.post("/habits", {"name": "Swim", "group": "Sport"}).expect(201)
    today = ada.api.get("/today").expect(200)["today"]
    path = f"/habits/{habit['id']}"
    ada.api.put(f"{path}/checkins/{today}", {"status": "done"}).expect(200)
    ada.api.delete(path).expect(204)
    ada.api.get(path).problem(404)
    assert ada.api.post(f"{path}/restore").expect(200)["group"] == "Sport"
    days = ada.api.get(f"{path}/checkins?from={today}&to={today}").expect(200)["items"]
    assert [day["status"] for day in days] == ["done"]
    ada.api.delete(path).expect(204)
