"""All of a person's data out, and into another account; the calendar's secret address."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import requests

from tests.support.stack import Account, Api
from tests.support.transfers import take, take_out


def fill(account: Account) -> None:
    """Habits of each kind, marks of each, a vacation, an order."""
    read = {"name": "Read", "group": "Mind", "reminders": [{"time": "20:30", "days": [1, 5]}]}
    run = {
        "name": "Run", "kind": "numeric", "unit": "km", "target": 5, "colour": "red",
        "schedule": {"type": "times", "times": 3, "period": "week", "week_start": 7},
    }  # fmt: skip
    ids = [account.api.post("/habits", body).expect(201)["id"] for body in (read, run)]
    days = [
        {"date": "2025-02-01", "status": "done", "note": "good\nlines"},
        {"date": "2025-02-02", "status": "skip"},
        {"date": "2025-02-03", "status": "missed"},
    ]
    amounts = [{"date": "2025-02-01", "status": "done", "value": 4.25}]
    for habit_id, marked in zip(ids, (days, amounts), strict=True):
        account.api.put(f"/habits/{habit_id}/checkins", {"days": marked}).expect(200)
    vacation = {"start_date": "2025-03-01", "end_date": "2025-03-09", "habit_ids": ids[:1], "note": "Sea"}
    account.api.post("/vacations", vacation).expect(201)
    account.api.put("/habits/order", {"ids": ids[::-1]}).expect(204)


def said(archive: dict[str, Any]) -> dict[str, Any]:
    """What an export tells, whoever took it and when: habits and vacations are named by what they are."""
    names = {habit["key"]: habit["name"] for habit in archive["habits"]}
    habits = [
        {name: value for name, value in habit.items() if name not in ("id", "key")}
        for habit in archive["habits"]
    ]
    vacations = [
        {name: value for name, value in one.items() if name not in ("id", "key", "habits")}
        | {"habits": one["habits"] and [names[key] for key in one["habits"]]}
        for one in archive["vacations"]
    ]
    order = [names[key] for key in archive["order"]]
    return {"habits": sorted(habits, key=lambda habit: habit["name"]), "vacations": vacations, "order": order}


def test_an_export_makes_another_account_the_same(new_account: Callable[..., Account]) -> None:
    one, other = new_account(name="Paula"), new_account(name="Quinn")
    fill(one)
    first = take_out(one)
    preview, result = take(other, first)
    assert (preview["problem_count"], result["habits_created"], result["days"]) == (0, 2, 4)
    again = json.loads(take_out(other))
    assert said(again) == said(json.loads(first))
    assert "key" in again["habits"][0] and said(again)["order"] == ["Run", "Read"]


def test_loops_zip_and_the_table_can_be_had(new_account: Callable[..., Account]) -> None:
    account = new_account(name="Rosa")
    fill(account)
    with zipfile.ZipFile(io.BytesIO(take_out(account, "loop"))) as archive:
        assert {"Habits.csv", "Checkmarks.csv", "Scores.csv"} <= set(archive.namelist())
    assert "2025-02-01,Run,done,4.25,km," in take_out(account, "csv").decode("utf-8-sig")


def test_a_file_is_its_owners_for_a_while(ada: Account, grace: Account) -> None:
    made = ada.api.post("/exports", {"format": "csv"}).expect(202)
    grace.api.get(f"/exports/{made['id']}").problem(404)
    take_out(ada, "csv")
    (newest, *_) = ada.api.get("/exports").expect(200)["items"]
    unsigned = newest["url"].partition("?")[0]
    assert requests.get(unsigned, timeout=10).status_code == 403


def test_a_calendars_address_is_all_it_takes_until_it_is_taken_back(api: Api, ada: Account) -> None:
    habit = ada.api.post("/habits", {"name": "Water, daily"}).expect(201)
    address = path_of(ada.api.post("/calendar").expect(201)["url"])
    assert path_of(ada.api.get("/calendar").expect(200)["url"]) == address
    feed = api.get(address).response
    assert (feed.status_code, feed.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert feed.text.startswith("BEGIN:VCALENDAR\r\n") and "SUMMARY:Water\\, daily" in feed.text
    newer = path_of(ada.api.post("/calendar").expect(201)["url"])
    assert api.get(address).status == 404
    assert api.get(newer).status == 200
    ada.api.delete("/calendar").expect(204)
    assert api.get(newer).status == 404
    assert ada.api.get("/calendar").expect(200)["url"] is None
    ada.api.delete(f"/habits/{habit['id']}")


def path_of(url: str) -> str:
    """The site and the API share their paths; here the API is asked directly, at another host."""
    return "/" + url.partition("/v1/")[2]
