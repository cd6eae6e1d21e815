"""Edits of habits and of several days: whatever their order, the latest counts. Any sequence of them:
test_merge_days.py and test_merge_fields.py."""

from __future__ import annotations

from typing import Any

import pytest

from shared.ids import new_ulid
from shared.table import Table
from tests.unit.habits.client import Person

WEEKLY = {"type": "times", "times": 3, "period": "week"}
TEN, ELEVEN, TWELVE = (f"2099-05-10T{hour}:00:00Z" for hour in (10, 11, 12))


def test_group_reminders_and_week_are_kept(ada: Person) -> None:
    schedule = {"type": "times", "times": 3, "period": "week", "week_start": 7}
    reminders = [{"time": "07:30", "days": [1, 5]}, {"time": "21:00"}]
    habit_id = ada.habit(group="Sport", reminders=reminders, schedule=schedule)
    kept = ada.ok("GET", f"/habits/{habit_id}")
    assert kept["group"] == "Sport"
    assert kept["reminders"] == [reminders[0], {"time": "21:00", "days": [1, 2, 3, 4, 5, 6, 7]}]
    assert kept["schedule"] == schedule
    ada.ok("PATCH", f"/habits/{habit_id}", {"group": None, "reminders": []})
    assert ada.ok("GET", f"/habits/{habit_id}") | {"group": None, "reminders": []} == ada.ok(
        "GET", f"/habits/{habit_id}"
    )


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"group": "x" * 51}, "/group"),
        ({"reminders": [{"time": "24:00"}]}, "/reminders/0/time"),
        ({"reminders": [{"time": "07:30", "days": []}]}, "/reminders/0/days"),
        ({"reminders": [{"time": "07:30"}] * 11}, "/reminders"),
        ({"schedule": {**WEEKLY, "week_start": 2}}, "/schedule/times/week_start"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(ada: Person, fields: dict[str, Any], pointer: str) -> None:
    assert ada.refused("POST", "/habits", {"name": "Run", **fields}) == (422, [pointer])


def test_a_week_begins_when_the_habit_says(ada: Person) -> None:
    """Saturday and Sunday (today) are one week from Saturday on, and of two when weeks begin on Sunday."""
    streaks = {}
    for week_start in (6, 7):
        schedule = {"type": "times", "times": 2, "period": "week", "week_start": week_start}
        habit_id = ada.habit(schedule=schedule)
        for ago in (0, 1):
            ada.check_in(habit_id, ada.day(ago))
        streaks[week_start] = ada.row(habit_id)["summary"]["streak"]
    assert streaks == {6: 1, 7: 0}


def test_of_two_edits_of_a_field_the_later_counts(ada: Person) -> None:
    path = f"/habits/{ada.habit()}"
    ada.ok("PATCH", path, {"name": "Late", "edited_at": ELEVEN})
    kept = ada.ok("PATCH", path, {"name": "Early", "colour": "red", "edited_at": TEN})
    assert (kept["name"], kept["colour"]) == ("Late", "red")


def test_an_edit_without_a_time_is_the_latest(ada: Person) -> None:
    path = f"/habits/{ada.habit()}"
    ada.ok("PATCH", path, {"name": "Tomorrow", "edited_at": "2099-05-11T00:00:00Z"})
    assert ada.ok("PATCH", path, {"name": "Now"})["name"] == "Now"


def test_the_same_value_set_later_still_holds_against_what_is_between(ada: Person) -> None:
    path = f"/habits/{ada.habit()}"
    for name, edited_at in (("A", TEN), ("A", TWELVE), ("B", ELEVEN)):
        kept = ada.ok("PATCH", path, {"name": name, "edited_at": edited_at})
    assert kept["name"] == "A"


def test_a_deleted_habit_comes_back_whole(ada: Person) -> None:
    habit_id = ada.habit(name="Read", group="Evening")
    ada.check_in(habit_id, ada.today)
    ada.ok("DELETE", f"/habits/{habit_id}")
    restored = ada.ok("POST", f"/habits/{habit_id}/restore")
    assert (restored["name"], restored["group"]) == ("Read", "Evening")
    assert ada.row(habit_id)["checkin"]["status"] == "done"
    assert ada.ok("POST", f"/habits/{habit_id}/restore") == restored


def test_restoring_and_deleting_are_ordered_by_their_time(ada: Person) -> None:
    path = f"/habits/{ada.habit()}"
    ada.ok("DELETE", path, query={"edited_at": TEN})
    ada.ok("POST", f"{path}/restore", query={"edited_at": TWELVE})
    ada.ok("DELETE", path, query={"edited_at": ELEVEN})
    assert ada.send("GET", path).status == 200
    ada.ok("DELETE", path)
    assert ada.refused("POST", f"{path}/restore", query={"edited_at": TEN}) == (404, [])


@pytest.mark.parametrize(
    ("edits", "status"),
    [
        ([("DELETE", TEN), ("DELETE", TWELVE), ("POST", ELEVEN)], 404),
        ([("DELETE", TEN), ("POST", TEN), ("POST", TWELVE), ("DELETE", ELEVEN)], 200),
        ([("POST", ELEVEN), ("DELETE", TEN)], 200),
    ],
)
def test_an_edit_that_finds_it_so_already_counts_too(
    ada: Person, edits: list[tuple[str, str]], status: int
) -> None:
    path = f"/habits/{ada.habit()}"
    for method, edited_at in edits:
        where = path if method == "DELETE" else f"{path}/restore"
        assert ada.send(method, where, query={"edited_at": edited_at}).status in (200, 204, 404)
    assert ada.send("GET", path).status == status


def test_what_never_was_cannot_be_restored(ada: Person, table: Table) -> None:
    assert ada.refused("POST", f"/habits/{new_ulid()}/restore") == (404, [])
    deleted = ada.habit()
    ada.ok("DELETE", f"/habits/{deleted}")
    assert Person(table, "grace").refused("POST", f"/habits/{deleted}/restore") == (404, [])


def test_the_later_order_counts(ada: Person) -> None:
    one, two = ada.habit(), ada.habit()
    ada.ok("PUT", "/habits/order", {"ids": [two, one], "edited_at": ELEVEN})
    ada.ok("PUT", "/habits/order", {"ids": [one, two], "edited_at": TEN})
    assert [row["habit"]["id"] for row in ada.page()["habits"]] == [two, one]


def test_days_of_two_months_are_marked_at_once(ada: Person) -> None:
    habit_id = ada.habit()
    days = [
        {"date": str(ada.day(ago)), "status": "done", **({"note": "far"} if ago == 11 else {})}
        for ago in range(12)
    ]
    answer = ada.ok("PUT", f"/habits/{habit_id}/checkins", {"days": days}, query={"today": ada.today})
    assert [day["date"] for day in answer["items"]] == sorted(day["date"] for day in days)
    assert answer["items"][0]["note"] == "far"
    assert answer["summary"]["streak"] == 12
    assert ada.row(habit_id)["summary"] == answer["summary"]
    assert ada.marks(habit_id, ada.day(11), ada.today) == answer["items"]


def test_a_later_edit_of_one_of_the_days_stays(ada: Person) -> None:
    habit_id = ada.habit()
    ada.check_in(habit_id, ada.day(1), "skip", edited_at=TWELVE, note="ill")
    days = [{"date": str(ada.day(ago)), "status": "done", "note": None} for ago in (2, 1)]
    answer = ada.ok("PUT", f"/habits/{habit_id}/checkins", {"days": days, "edited_at": ELEVEN})
    assert [(day["status"], day["note"]) for day in answer["items"]] == [("done", None), ("skip", "ill")]


TODAY_DONE = {"date": "2099-05-10", "status": "done"}


@pytest.mark.parametrize(
    ("days", "pointers"),
    [
        ([TODAY_DONE, {"date": "2099-06-10", "status": "done"}], ["/days/1/date"]),
        ([TODAY_DONE] * 2, ["/days/1/date"]),
        ([{"date": "2099-05-10", "status": "done", "value": 3}], ["/days/0/value"]),
        ([], ["/days"]),
    ],
)  # fmt: skip
def test_one_wrong_day_leaves_all_as_they_are(ada: Person, days: list[Any], pointers: list[str]) -> None:
    habit_id = ada.habit()
    assert ada.refused("PUT", f"/habits/{habit_id}/checkins", {"days": days}) == (422, pointers)
    assert ada.marks(habit_id, ada.day(30), ada.today) == []


def test_a_note_counts_though_its_mark_does_not(ada: Person) -> None:
    habit_id = ada.habit()
    ada.check_in(habit_id, ada.today, "done", edited_at=ELEVEN)
    late = ada.check_in(habit_id, ada.today, "skip", edited_at=TEN, note="rain")["checkin"]
    assert (late["status"], late["note"]) == ("done", "rain")
    ada.check_in(habit_id, ada.today, "done", edited_at=TWELVE, note=None)
    assert ada.check_in(habit_id, ada.today, "done", edited_at=ELEVEN, note="old")["checkin"]["note"] is None
    assert ada.row(habit_id)["checkin"]["note"] is None


def test_days_of_a_deleted_habit_cannot_be_marked(ada: Person) -> None:
    habit_id = ada.habit()
    ada.ok("DELETE", f"/habits/{habit_id}")
    body = {"days": [{"date": "2099-05-01", "status": "done"}]}
    assert ada.refused("PUT", f"/habits/{habit_id}/checkins", body) == (404, [])
