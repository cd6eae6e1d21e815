"""Files over the API, until they are uploaded."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.support.media import NOW, UPLOADS, Person

# The same in every process that collects these tests.
TASK, HABIT, NOBODYS = (f"01K000000000000000000000{name}" for name in ("T1", "H1", "N1"))
BODY = {"purpose": "photo", "name": "me.jpg", "content_type": "image/jpeg", "size": 1000}


def home(person: Person, sk: str, **attributes: Any) -> None:
    """Something that files may belong to."""
    person.table.put({"pk": f"USER#{person.user_id}", "sk": sk, **attributes})


def policy_of(form: dict[str, Any]) -> list[Any]:
    conditions: list[Any] = json.loads(base64.b64decode(form["fields"]["policy"]))["conditions"]
    return conditions


def test_a_form_takes_this_file_of_this_type_and_size_and_no_other(ada: Person) -> None:
    form = ada.ok("POST", "/uploads", BODY)
    assert form["fields"]["key"] == f"raw/ada/{form['id']}"
    assert form["fields"]["Content-Type"] == "image/jpeg"
    conditions = policy_of(form)
    assert {"Content-Type": "image/jpeg"} in conditions
    assert ["content-length-range", 1, 1000] in conditions
    assert {"key": f"raw/ada/{form['id']}"} in conditions and {"bucket": UPLOADS} in conditions
    assert form["expires_at"] == "2099-05-10T12:15:00.000Z"


def test_a_new_file_waits_and_has_no_address(ada: Person) -> None:
    shown = ada.ok("GET", f"/uploads/{ada.new()}")
    assert (shown["status"], shown["url"], shown["variants"], shown["reason"]) == ("waiting", None, {}, None)
    assert (shown["name"], shown["size"], shown["purpose"], shown["ref"]) == ("me.jpg", 1000, "photo", None)


def test_a_repeated_request_makes_no_second_file(ada: Person) -> None:
    key = {"idempotency-key": "one"}
    first, again = (ada.ok("POST", "/uploads", BODY, headers=key)["id"] for _ in range(2))
    assert first == again
    assert len(ada.ok("GET", "/uploads")["items"]) == 1


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"size": 15 * 1024 * 1024 + 1}, "/size"),
        ({"size": 0}, "/size"),
        ({"content_type": "image/svg+xml"}, "/content_type"),
        ({"content_type": "text/html"}, "/content_type"),
        ({"content_type": "application/pdf"}, "/content_type"),
        ({"name": ""}, "/name"),
        ({"purpose": "other"}, "/purpose"),
        ({"ref": TASK}, "/ref"),
        ({"purpose": "task"}, "/ref"),
        ({"purpose": "task", "ref": "../secret"}, "/ref"),
        ({"purpose": "task", "ref": TASK}, "/ref"),
        ({"purpose": "checkin", "ref": HABIT}, "/ref"),
        ({"purpose": "checkin", "ref": f"{HABIT}:2026-02-30"}, "/ref"),
        ({"purpose": "checkin", "ref": f"{HABIT}:2026-02-28#x"}, "/ref"),
    ],
)
def test_what_no_file_can_be_is_refused(ada: Person, fields: dict[str, Any], pointer: str) -> None:
    answer = ada.send("POST", "/uploads", {**BODY, **fields})
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, pointer)
    assert ada.ok("GET", "/uploads")["items"] == []


@pytest.mark.parametrize(
    ("purpose", "ref", "sk"),
    [
        ("task", TASK, f"TASK#{TASK}"),
        ("note", TASK, f"NOTE#{TASK}"),
        ("note", TASK, f"BOOKMARK#{TASK}"),
        ("checkin", f"{HABIT}:2026-02-28", f"HABIT#{HABIT}"),
    ],
)
def test_a_file_belongs_to_what_is_there(ada: Person, purpose: str, ref: str, sk: str) -> None:
    home(ada, sk)
    file_id = ada.new(purpose=purpose, ref=ref)
    ada.new()
    found = ada.ok("GET", "/uploads", query={"purpose": purpose, "ref": ref})["items"]
    assert [(one["id"], one["ref"]) for one in found] == [(file_id, ref)]


def test_nothing_is_added_to_what_has_been_deleted(ada: Person) -> None:
    home(ada, f"TASK#{TASK}", deleted_at="2026-01-01T00:00:00Z")
    assert ada.send("POST", "/uploads", {**BODY, "purpose": "task", "ref": TASK}).status == 422


def test_one_thing_has_twenty_files_at_most(ada: Person) -> None:
    for _ in range(20):
        last = ada.new()
    answer = ada.send("POST", "/uploads", BODY)
    assert (answer.status, answer.body["type"]) == (409, "urn:daybook:problem:too-many-files")
    ada.removed(last)
    assert ada.send("POST", "/uploads", BODY).status == 201


def test_all_files_come_newest_first_in_pages(ada: Person) -> None:
    made = [ada.ok("POST", "/uploads", BODY, at=NOW + timedelta(seconds=number))["id"] for number in range(3)]
    first = ada.ok("GET", "/uploads", query={"limit": 2})
    rest = ada.ok("GET", "/uploads", query={"limit": 2, "cursor": first["next_cursor"]})
    assert [one["id"] for one in [*first["items"], *rest["items"]]] == made[::-1]


def test_a_list_of_one_thing_needs_its_kind(ada: Person) -> None:
    assert ada.send("GET", "/uploads", query={"ref": TASK}).status == 422
    assert ada.send("GET", "/uploads", query={"purpose": "task"}).status == 422


def test_others_files_are_not_there(ada: Person) -> None:
    file_id = ada.new()
    for method in ("GET", "DELETE"):
        assert ada.send(method, f"/uploads/{file_id}", user="eve").status == 404
    assert ada.send("GET", "/uploads", user="eve").body["items"] == []
    assert ada.send("GET", f"/uploads/{file_id}").status == 200


@pytest.mark.parametrize("nothing", [NOBODYS, "x", "PROFILE"])
def test_what_is_not_there_is_not_found(ada: Person, nothing: str) -> None:
    assert ada.send("GET", f"/uploads/{nothing}").status == 404
    assert ada.send("DELETE", f"/uploads/{nothing}").status == 404


def test_a_deleted_file_is_gone_at_once(ada: Person) -> None:
    file_id = ada.new()
    ada.ok("DELETE", f"/uploads/{file_id}")
    assert ada.send("GET", f"/uploads/{file_id}").status == 404
    assert ada.ok("GET", "/uploads", query={"purpose": "photo"})["items"] == []


def test_work_that_died_is_shown_as_failed(ada: Person) -> None:
    file_id = ada.new()
    ada.table.update("USER#ada", f"FILE#{file_id}", set={"status": "processing"})
    for minutes, status in ((59, "processing"), (61, "refused")):
        shown = ada.ok("GET", f"/uploads/{file_id}", at=NOW + timedelta(minutes=minutes))
        assert (shown["status"], shown["reason"] is None) == (status, status == "processing")


def test_the_files_of_a_habits_days_come_latest_day_first_in_pages(ada: Person) -> None:
    home(ada, f"HABIT#{HABIT}")
    home(ada, f"HABIT#{NOBODYS}")
    made = {}
    for day, count in (("2026-05-02", 2), ("2026-05-01", 1), ("2026-04-30", 3)):
        made[day] = [ada.new(purpose="checkin", ref=f"{HABIT}:{day}") for _ in range(count)]
    ada.new(purpose="checkin", ref=f"{NOBODYS}:2026-05-02")
    gone = made["2026-04-30"].pop()
    ada.ok("DELETE", f"/uploads/{gone}")
    asked, days = {"purpose": "checkin", "ref": HABIT, "limit": "2"}, []
    page = ada.ok("GET", "/uploads", query=asked)
    days.append([(one["ref"][-10:], one["id"]) for one in page["items"]])
    while page["next_cursor"]:
        page = ada.ok("GET", "/uploads", query={**asked, "cursor": page["next_cursor"]})
        days.append([(one["ref"][-10:], one["id"]) for one in page["items"]])
    found = [one for part in days for one in part]
    assert [day for day, _ in found] == ["2026-05-02"] * 2 + ["2026-05-01"] + ["2026-04-30"] * 2
    assert {file_id for _, file_id in found} == {one for ids in made.values() for one in ids}
    assert days[0] == [(day, file_id) for day, file_id in found[:2]]


def test_a_cursor_of_another_list_begins_at_the_beginning(ada: Person) -> None:
    home(ada, f"HABIT#{HABIT}")
    for day in ("2026-05-02", "2026-05-01"):
        ada.new(purpose="checkin", ref=f"{HABIT}:{day}")
    of_habit = {"purpose": "checkin", "ref": HABIT, "limit": "1"}
    cursors = [ada.ok("GET", "/uploads", query=asked)["next_cursor"] for asked in ({"limit": "1"}, of_habit)]
    assert None not in cursors
    for asked, cursor in zip((of_habit, {"limit": "1"}), cursors, strict=True):
        assert len(ada.ok("GET", "/uploads", query={**asked, "cursor": cursor})["items"]) == 1
