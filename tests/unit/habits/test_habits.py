"""Making, listing, changing, ordering and deleting habits over the API."""

from __future__ import annotations

from typing import Any

import pytest

from shared.habits import limits
from shared.ids import new_ulid
from shared.table import Table
from tests.support.memory import memory_table
from tests.unit.habits.client import Person

FAMILY_AND_ARABIC = "👨‍👩‍👧 قراءة"
NUMERIC = {"kind": "numeric", "target": 2.5, "unit": "km"}


def test_a_habit_needs_only_a_name(ada: Person) -> None:
    answer = ada.send("POST", "/habits", {"name": "  Run "})
    assert answer.status == 201
    assert answer.headers["location"] == f"/v1/habits/{answer.body['id']}"
    assert answer.headers["etag"] == '"1"'
    assert {
        name: answer.body[name] for name in ("name", "kind", "schedule", "archived", "target", "icon")
    } == {
        "name": "Run",
        "kind": "yes_no",
        "schedule": {"type": "daily"},
        "archived": False,
        "target": None,
        "icon": None,
    }
    assert ada.ok("GET", f"/habits/{answer.body['id']}") == answer.body


def test_text_is_kept_as_it_was_written(ada: Person) -> None:
    given = {"name": FAMILY_AND_ARABIC, "icon": "🏃🏽‍♀️", "question": "Wie weit?", "description": "a\nb"}
    habit = ada.ok("GET", f"/habits/{ada.habit(**given)}")
    assert {name: habit[name] for name in given} == given


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"nmae": "x"}, "/nmae"),
        ({"name": ""}, "/name"),
        ({"name": "x" * 101}, "/name"),
        ({"name": "a\nb"}, "/name"),
        ({"name": None}, "/name"),
        ({"id": "not-a-ulid"}, "/id"),
        ({"icon": "run"}, "/icon"),
        ({"colour": "mauve"}, "/colour"),
        ({"start_date": "2099-02-30"}, "/start_date"),
        ({"start_date": 20990101}, "/start_date"),
        ({"start_date": "1999-12-31"}, "/start_date"),
        ({"start_date": "2099-02-02", "end_date": "2099-02-01"}, "/end_date"),
        ({"kind": "numeric"}, "/target"),
        ({"kind": "numeric", "target": 0}, "/target"),
        ({"kind": "numeric", "target": -1}, "/target"),
        ({"kind": "numeric", "target": "5"}, "/target"),
        ({"kind": "numeric", "target": limits.MAX_AMOUNT + 1}, "/target"),
        ({"target": 5}, "/target"),
        ({"unit": "km"}, "/unit"),
        ({"schedule": {"type": "times", "times": 8, "period": "week"}}, "/schedule/times"),
        ({"schedule": {"type": "times", "times": 31, "period": "month"}}, "/schedule/times/times"),
        ({"schedule": {"type": "weekdays", "days": []}}, "/schedule/weekdays/days"),
        ({"schedule": {"type": "weekdays", "days": [0]}}, "/schedule/weekdays/days/0"),
        ({"schedule": {"type": "weekdays", "days": [1, 1]}}, "/schedule/weekdays/days"),
        ({"schedule": {"type": "times_in_days", "times": 3, "days": 2}}, "/schedule/times_in_days"),
        ({"schedule": {"type": "every", "days": 0}}, "/schedule/every/days"),
        ({"schedule": {"type": "hourly"}}, "/schedule"),
    ],
)
def test_what_is_wrong_is_named(ada: Person, fields: dict[str, Any], pointer: str) -> None:
    assert ada.refused("POST", "/habits", {"name": "Run", **fields}) == (422, [pointer])


def test_a_limit_may_be_nothing_at_all(ada: Person) -> None:
    habit = ada.ok("GET", f"/habits/{ada.habit(kind='numeric', target=0, target_type='at_most')}")
    assert (habit["target"], habit["target_type"]) == (0, "at_most")


def test_a_create_can_be_repeated_for_ever(ada: Person) -> None:
    body = {"id": new_ulid(), "name": "Run"}
    first = ada.send("POST", "/habits", body)
    ada.ok("PATCH", f"/habits/{body['id']}", {"name": "Stroll"})
    again = ada.send("POST", "/habits", body)
    assert (first.status, again.status) == (201, 200)
    assert again.body["name"] == "Stroll", "what has happened since stays"
    assert ada.refused("POST", "/habits", {**body, "name": "Swim"}) == (409, [])
    ada.ok("DELETE", f"/habits/{body['id']}")
    assert ada.refused("POST", "/habits", body) == (409, []), "deleted habits do not come back by themselves"


def test_an_idempotency_key_is_for_one_body(ada: Person) -> None:
    key = {"idempotency-key": "one-intention"}
    first = ada.send("POST", "/habits", {"name": "Once"}, headers=key)
    again = ada.send("POST", "/habits", {"name": "Once"}, headers=key)
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["location"] == first.headers["location"]
    assert ada.refused("POST", "/habits", {"name": "Twice"}, headers=key) == (409, [])
    assert len(ada.ok("GET", "/habits")["items"]) == 1


def test_there_is_an_end_to_the_number_of_habits() -> None:
    with memory_table() as table:
        ada = Person(table)
        one = table.get("USER#ada", f"HABIT#{ada.habit()}")
        assert one is not None
        for identifier in (new_ulid() for _ in range(limits.MAX_HABITS - 1)):
            table.put({**one, "id": identifier, "sk": f"HABIT#{identifier}"})
        assert ada.refused("POST", "/habits", {"name": "One more"}) == (409, [])


def test_lists_go_on_where_they_stopped(ada: Person) -> None:
    ids = [ada.habit(name=str(number)) for number in range(7)]
    ada.ok("DELETE", f"/habits/{ids.pop(3)}")
    ada.ok("PATCH", f"/habits/{ids.pop(0)}", {"archived": True})
    seen, cursor, pages = [], None, 0
    while cursor is not None or not pages:
        page = ada.ok("GET", "/habits", query={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        seen += [habit["id"] for habit in page["items"]]
        cursor, pages = page["next_cursor"], pages + 1
    assert (sorted(seen), pages) == (sorted(ids), 3)
    assert [habit["name"] for habit in ada.ok("GET", "/habits", query={"archived": "true"})["items"]] == ["0"]


def test_a_cursor_is_its_users_own(ada: Person, table: Table) -> None:
    for _ in range(2):
        ada.habit()
    cursor = ada.ok("GET", "/habits", query={"limit": 1})["next_cursor"]
    grace = Person(table, "grace")
    assert grace.refused("GET", "/habits", query={"cursor": cursor}) == (422, ["?cursor"])


def test_a_change_touches_only_what_it_names(ada: Person) -> None:
    habit_id = ada.habit(question="Far?", colour="red")
    before = ada.ok("GET", f"/habits/{habit_id}")
    answer = ada.send("PATCH", f"/habits/{habit_id}", {"question": None, "colour": "teal"})
    assert answer.headers["etag"] == '"2"'
    expected = before | {"question": None, "colour": "teal", "version": 2}
    assert answer.body == expected | {"updated_at": answer.body["updated_at"]}


def test_a_change_without_a_difference_is_none(ada: Person) -> None:
    habit_id = ada.habit()
    assert ada.ok("PATCH", f"/habits/{habit_id}", {"name": "Run", "question": None})["version"] == 1


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"name": None}, "/name"),
        ({"schedule": None}, "/schedule"),
        ({"archived": "yes"}, "/archived"),
        ({"version": 9}, "/version"),
        ({"target": None}, "/target"),
        ({"kind": "yes_no"}, "/kind"),
        ({"end_date": "2099-01-01"}, "/end_date"),
    ],
)
def test_a_change_is_checked_together_with_what_stays(
    ada: Person, fields: dict[str, Any], pointer: str
) -> None:
    habit_id = ada.habit(**NUMERIC, start_date="2099-02-01")
    assert ada.refused("PATCH", f"/habits/{habit_id}", fields) == (422, [pointer])


def test_a_stale_version_is_refused(ada: Person) -> None:
    path = f"/habits/{ada.habit()}"
    ada.ok("PATCH", path, {"name": "Stroll"}, headers={"if-match": '"1"'})
    for method, body in (("PATCH", {"name": "Late"}), ("DELETE", None)):
        assert ada.refused(method, path, body, headers={"if-match": '"1"'}) == (412, [])
    assert ada.ok("GET", path)["name"] == "Stroll"
    assert ada.send("DELETE", path, headers={"if-match": '"2"'}).status == 204


def test_what_is_deleted_is_not_there(ada: Person) -> None:
    habit_id = ada.habit()
    path = f"/habits/{habit_id}"
    ada.check_in(habit_id, ada.today)
    assert ada.send("DELETE", path).status == 204
    for method, address, body in (
        ("GET", path, None),
        ("PATCH", path, {"name": "x"}),
        ("DELETE", path, None),
        ("PUT", f"{path}/checkins/{ada.today}", {"status": "done"}),
        ("PUT", f"{path}/checkins/{ada.day(60)}", {"status": "done"}),
        ("GET", f"{path}/stats", None),
    ):
        assert ada.refused(method, address, body) == (404, [])
    assert ada.page()["habits"] == ada.ok("GET", "/habits")["items"] == []


def test_a_tombstone_goes_after_a_month(ada: Person, table: Table) -> None:
    habit_id = ada.habit(name="Keep my name")
    ada.ok("DELETE", f"/habits/{habit_id}")
    (item,) = (item for item in table.query_all("USER#ada", begins_with="HABIT#"))
    assert item["name"] == "Keep my name"
    assert item["ttl"] == int(ada.now.timestamp()) + 30 * 24 * 3600


@pytest.mark.parametrize(
    "address", ["ORDER", "01JZ000000000000000000000O", "01JZ0000000000000000000001", "x"]
)
def test_what_is_no_habit_is_not_found(ada: Person, address: str) -> None:
    ada.ok("PUT", "/habits/order", {"ids": [ada.habit()]})
    assert ada.refused("GET", f"/habits/{address}") == (404, [])


def test_somebody_elses_habit_is_not_there(ada: Person, table: Table) -> None:
    path, grace = f"/habits/{ada.habit()}", Person(table, "grace")
    for method, address, body in (
        ("GET", path, None),
        ("PATCH", path, {"name": "Mine"}),
        ("DELETE", path, None),
        ("PUT", f"{path}/checkins/2099-05-10", {"status": "done"}),
        ("DELETE", f"{path}/checkins/2099-05-10", None),
        ("GET", f"{path}/checkins?from=2099-01-01&to=2099-01-31", None),
        ("GET", f"{path}/stats", None),
    ):
        address, _, raw_query = address.partition("?")
        assert grace.refused(method, address, body, query=raw_query) == (404, [])


def test_the_order_is_kept_and_newcomers_follow(ada: Person) -> None:
    ids = [ada.habit(name=name) for name in "abc"]
    ada.ok("PUT", "/habits/order", {"ids": [ids[2], ids[0]]})
    newcomer = ada.habit(name="d")
    shown = [row["habit"]["id"] for row in ada.page()["habits"]]
    assert shown[:2] == [ids[2], ids[0]]
    assert sorted(shown[2:]) == sorted([ids[1], newcomer])


def test_an_order_names_known_habits_once(ada: Person) -> None:
    habit_id = ada.habit()
    stranger = new_ulid()
    refused = ada.refused("PUT", "/habits/order", {"ids": [habit_id, stranger, habit_id]})
    assert refused == (422, ["/ids/1", "/ids/2"])
