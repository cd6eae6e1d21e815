"""Keeping a habit over real HTTP: what a person does, and what they do wrong."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from tests.support.stack import Account, Api

FAMILY_AND_HEBREW = "👨‍👩‍👧 קריאה"


def today_of(account: Account) -> date:
    return date.fromisoformat(account.api.get("/today").expect(200)["today"])


def row_of(account: Account, habit_id: str) -> dict:
    rows = account.api.get("/today").expect(200)["habits"]
    return next(row for row in rows if row["habit"]["id"] == habit_id)


def test_three_days_in_a_row_make_a_streak_that_an_undo_shortens(ada: Account, habit: dict) -> None:
    today = today_of(ada)
    for days_ago in (2, 1, 0):
        path = f"/habits/{habit['id']}/checkins/{today - timedelta(days_ago)}"
        answer = ada.api.put(path, {"status": "done"}).expect(200)
    assert answer["summary"]["streak"] == 3
    row = row_of(ada, habit["id"])
    assert row["summary"]["streak"] == 3 and row["summary"]["fulfilled"]
    assert [day["status"] for day in row["week"]][-3:] == ["done"] * 3
    assert row["summary"]["score"] == pytest.approx(1 - 0.5 ** (3 / 13))  # three steps of a daily habit
    ada.api.delete(f"/habits/{habit['id']}/checkins/{today}").expect(200)
    assert row_of(ada, habit["id"])["summary"]["streak"] == 2
    stats = ada.api.get(f"/habits/{habit['id']}/stats").expect(200)
    assert stats["current_streak"] == 2 and stats["totals"]["done"] == 2


def test_a_habit_is_listed_changed_and_deleted(ada: Account) -> None:
    reply = ada.api.post("/habits", {"name": "Walk"})
    created = reply.expect(201)
    assert reply.headers["location"].endswith(created["id"])
    path = f"/habits/{created['id']}"
    assert created["id"] in [each["id"] for each in ada.api.get("/habits").expect(200)["items"]]
    changed = ada.api.patch(path, {"name": "Stroll"}, headers={"if-match": reply.headers["etag"]}).expect(200)
    assert changed["name"] == "Stroll"
    ada.api.patch(path, {"name": "Late"}, headers={"if-match": reply.headers["etag"]}).problem(412)
    ada.api.delete(path).expect(204)
    ada.api.get(path).problem(404)


def test_text_is_kept_as_it_was_written(ada: Account) -> None:
    created = ada.api.post("/habits", {"name": FAMILY_AND_HEBREW}).expect(201)
    assert ada.api.get(f"/habits/{created['id']}").expect(200)["name"] == FAMILY_AND_HEBREW


def test_the_order_is_kept(grace: Account) -> None:
    ids = [grace.api.post("/habits", {"name": name}).expect(201)["id"] for name in ("a", "b", "c")]
    grace.api.put("/habits/order", {"ids": ids[::-1]}).expect(204)
    assert [row["habit"]["id"] for row in grace.api.get("/today").expect(200)["habits"]] == ids[::-1]


def test_someone_elses_habit_does_not_exist(grace: Account, habit: dict) -> None:
    path = f"/habits/{habit['id']}"
    for refused in (
        grace.api.get(path),
        grace.api.patch(path, {"name": "Mine"}),
        grace.api.delete(path),
        grace.api.put(f"{path}/checkins/2026-01-01", {"status": "done"}),
        grace.api.get(f"{path}/checkins?from=2026-01-01&to=2026-01-31"),
        grace.api.get(f"{path}/stats"),
    ):
        refused.problem(404)


@pytest.mark.parametrize("day", ["tomorrowish", "2026-02-30", "2026-13-01", "20260101"])
def test_what_is_not_a_day_is_refused(ada: Account, habit: dict, day: str) -> None:
    ada.api.put(f"/habits/{habit['id']}/checkins/{day}", {"status": "done"}).problem(422)


def test_the_future_cannot_be_checked_in(ada: Account, habit: dict) -> None:
    day = today_of(ada) + timedelta(days=3)
    ada.api.put(f"/habits/{habit['id']}/checkins/{day}", {"status": "done"}).problem(422)


def test_an_unknown_field_is_named(ada: Account) -> None:
    problem = ada.api.post("/habits", {"name": "Read", "nmae": "typo"}).problem(422)
    assert [error["pointer"] for error in problem["errors"]] == ["/nmae"]


def test_malformed_json_is_refused(ada: Account) -> None:
    headers = {"authorization": f"Bearer {ada.api.token}", "content-type": "application/json"}
    response = ada.api.session.post(
        f"{ada.api.base_url}/habits", data='{"name": ', headers=headers, timeout=30
    )
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("application/problem+json")


def test_a_body_of_300_kb_is_too_large(ada: Account) -> None:
    ada.api.post("/habits", {"name": "x" * 300_000}).problem(413)


def test_a_repeated_request_is_done_once(ada: Account) -> None:
    key = {"idempotency-key": "one-intention"}
    first = ada.api.post("/habits", {"name": "Once"}, headers=key).expect(201)
    assert ada.api.post("/habits", {"name": "Once"}, headers=key).expect(201) == first
    ada.api.post("/habits", {"name": "Twice"}, headers=key).problem(409)
    names = [each["name"] for each in ada.api.get("/habits?limit=100").expect(200)["items"]]
    assert names.count("Once") == 1 and "Twice" not in names


def test_two_devices_marking_one_day_at_once_agree_on_the_later(ada: Account, habit: dict) -> None:
    day = today_of(ada)
    path = f"/habits/{habit['id']}/checkins/{day}"
    edits = [
        {"status": "done", "edited_at": f"{day - timedelta(1)}T08:00:00Z", "device": "phone"},
        {"status": "skip", "edited_at": f"{day - timedelta(1)}T08:00:01Z", "device": "laptop"},
    ]
    with ThreadPoolExecutor(2) as devices:
        for answer in devices.map(lambda edit: ada.api.put(path, edit), edits * 3):
            answer.expect(200)
    assert row_of(ada, habit["id"])["checkin"]["status"] == "skip"


def test_fifty_parallel_checkins_are_all_kept(ada: Account, habit: dict) -> None:
    today = today_of(ada)
    days = [today - timedelta(n) for n in range(50)]

    def check_in(day: date) -> None:
        api = Api(ada.api.base_url, ada.api.token)
        api.put(f"/habits/{habit['id']}/checkins/{day}", {"status": "done"}).expect(200)

    with ThreadPoolExecutor(10) as devices:
        list(devices.map(check_in, days))
    listed = ada.api.get(f"/habits/{habit['id']}/checkins?from={days[-1]}&to={days[0]}").expect(200)["items"]
    assert {item["date"] for item in listed if item["status"] == "done"} == {str(day) for day in days}
    assert row_of(ada, habit["id"])["summary"]["streak"] == 50
