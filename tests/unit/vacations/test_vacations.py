"""Vacations over the API, and what they do to streak, score and Today."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from functions.habits.handler import app as habits_app
from functions.relay.checkpoints import Checkpoints
from functions.relay.pauses import Pauses
from functions.vacations.handler import app
from shared.ids import new_ulid
from shared.stream import Change
from shared.table import Table
from tests.support.events import call, http_event

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
TODAY = NOW.date()
TEN, ELEVEN, TWELVE = (f"2099-05-10T{hour}:00:00Z" for hour in (10, 11, 12))


class Person:
    def __init__(self, table: Table, user_id: str = "ada") -> None:
        self.table, self.user_id = table, user_id
        table.put({"pk": f"USER#{user_id}", "sk": "PROFILE", "id": user_id, "timezone": "UTC"})

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        handler = app if path.startswith("/vacations") else habits_app
        return call(handler, http_event(method, f"/v1{path}", body, user=self.user_id, at=NOW, **options))

    def ok(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        answer = self.send(method, path, body, **options)
        assert answer.status < 300, answer.body
        return answer.body

    def vacation(self, start: date, end: date | None, **fields: Any) -> Any:
        days = {"start_date": str(start), "end_date": end and str(end)}
        return self.ok("POST", "/vacations", {**days, **fields})

    def listed(self) -> Any:
        return self.ok("GET", "/vacations")["items"]

    def habit(self, done: list[int], **fields: Any) -> str:
        """A habit with these days (ago) done."""
        habit_id: str = self.ok("POST", "/habits", {"name": "Run", **fields})["id"]
        days = [{"date": str(ago_day(ago)), "status": "done"} for ago in done]
        self.ok("PUT", f"/habits/{habit_id}/checkins", {"days": days})
        return habit_id

    def row(self, habit_id: str) -> Any:
        rows = self.ok("GET", "/today")["habits"]
        return next(row for row in rows if row["habit"]["id"] == habit_id)

    def relay(self) -> None:
        """What relay does when the changes come by."""
        Pauses(self.table).sync(self.user_id)
        items = self.table.query_all(f"USER#{self.user_id}", begins_with="HABIT#0")
        prompts = [Change("1", "1", "MODIFY", NOW, item["pk"], item["sk"], None, item) for item in items]
        Checkpoints(self.table, lambda: NOW).refresh(self.user_id, prompts)


def ago_day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


@pytest.fixture
def ada(table: Table) -> Person:
    return Person(table)


def test_a_vacation_is_kept_as_it_is_given(ada: Person) -> None:
    habit_id = new_ulid()
    made = ada.vacation(ago_day(3), None, note="Crete", habit_ids=[habit_id])
    assert ada.listed() == [made]
    assert {name: made[name] for name in ("start_date", "end_date", "habit_ids", "note")} == {
        "start_date": str(ago_day(3)),
        "end_date": None,
        "habit_ids": [habit_id],
        "note": "Crete",
    }


def test_a_create_can_be_repeated(ada: Person) -> None:
    vacation_id = new_ulid()
    first = ada.vacation(ago_day(3), ago_day(1), id=vacation_id)
    assert ada.vacation(ago_day(3), ago_day(1), id=vacation_id) == first
    assert len(ada.listed()) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"start_date": "2099-05-02", "end_date": "2099-05-01"}, "/end_date"),
        ({"start_date": "1999-05-02"}, "/start_date"),
        ({"start_date": "2099-05-02", "habit_ids": []}, "/habit_ids"),
        ({}, "/start_date"),
    ],
)
def test_what_cannot_be_is_refused(ada: Person, body: dict[str, Any], pointer: str) -> None:
    answer = ada.send("POST", "/vacations", body)
    assert (answer.status, [error["pointer"] for error in answer.body["errors"]]) == (422, [pointer])
    assert ada.listed() == []


def test_of_two_edits_of_a_field_the_later_counts(ada: Person) -> None:
    path = f"/vacations/{ada.vacation(ago_day(3), None)['id']}"
    ada.ok("PATCH", path, {"note": "late", "edited_at": ELEVEN})
    kept = ada.ok("PATCH", path, {"note": "early", "end_date": str(TODAY), "edited_at": TEN})
    assert (kept["note"], kept["end_date"]) == ("late", str(TODAY))


def test_what_is_deleted_stays_deleted(ada: Person) -> None:
    made = ada.vacation(ago_day(3), None)
    assert ada.send("DELETE", f"/vacations/{made['id']}").status == 204
    assert ada.listed() == []
    for method, body in (("PATCH", {"note": "x"}), ("DELETE", None)):
        assert ada.send(method, f"/vacations/{made['id']}", body).status == 404
    again = ada.send("POST", "/vacations", {"id": made["id"], "start_date": "2099-05-01"})
    assert again.status == 409


def test_vacations_are_ones_own(ada: Person, table: Table) -> None:
    made, grace = ada.vacation(ago_day(3), None), Person(table, "grace")
    assert grace.listed() == []
    assert grace.send("PATCH", f"/vacations/{made['id']}", {"note": "x"}).status == 404
    assert grace.send("DELETE", f"/vacations/{made['id']}").status == 404


def test_paused_days_freeze_streak_and_score(ada: Person) -> None:
    habit_id = ada.habit(done=[9, 8, 7])
    score_then = ada.row(habit_id)["summary"]["score"]
    ada.vacation(ago_day(6), TODAY)
    row = ada.row(habit_id)
    assert (row["summary"]["streak"], row["due"]) == (3, False)
    assert row["summary"]["score"] > score_then
    assert [day["due"] for day in row["week"]] == [False] * 7
    ada.relay()
    assert ada.row(habit_id) == row


def test_a_vacation_in_the_past_counts_once_it_is_entered(ada: Person) -> None:
    """Also in months that are closed, before and after relay has come by."""
    habit_id = ada.habit(done=[*range(60, 90), *range(40)])
    ada.relay()
    assert ada.row(habit_id)["summary"]["streak"] == 40
    made = ada.vacation(ago_day(59), ago_day(40))
    at_once = ada.row(habit_id)["summary"]
    assert at_once["streak"] == 70
    ada.relay()
    assert ada.row(habit_id)["summary"] == at_once
    answer = ada.ok("PUT", f"/habits/{habit_id}/checkins/{TODAY}", {"status": "done"})
    assert answer["summary"] == at_once
    ada.ok("DELETE", f"/vacations/{made['id']}")
    assert ada.row(habit_id)["summary"]["streak"] == 40
    ada.relay()
    assert ada.row(habit_id)["summary"]["streak"] == 40


def test_a_vacation_of_some_habits_leaves_the_others(ada: Person) -> None:
    one, other = ada.habit(done=[2]), ada.habit(done=[2])
    ada.vacation(ago_day(1), None, habit_ids=[one])
    assert [ada.row(habit)["summary"]["streak"] for habit in (one, other)] == [1, 0]


def test_relay_has_nothing_to_do_twice(ada: Person, table: Table) -> None:
    habit_id = ada.habit(done=[2])
    ada.vacation(ago_day(1), None)
    assert [Pauses(table).sync("ada"), Pauses(table).sync("ada")] == [1, 0]
    item = table.get("USER#ada", f"HABIT#{habit_id}") or {}
    assert item["pauses"] == [[str(ago_day(1)), None]]
