"""Imports as a person drives them, beside the worker that is played here."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest

from shared import clients
from shared.ids import new_ulid
from shared.settings import settings
from shared.table import Table
from shared.transfer.packed import pack
from tests.unit.transfer.conftest import BUCKET, Person

PREVIEW = {"habits": [{"key": "Read"}, {"key": "Run"}], "totals": {"tasks": 0, "new_tasks": 0}}
COLUMNS = {"names": ["When", "What"], "rows": [], "guess": {}}


def worker(table: Table, import_id: str, **attributes: Any) -> None:
    """What the function `imports` leaves in the job."""
    table.update("USER#ada", f"IMPORT#{import_id}", set=attributes)


def orders(s3: Any) -> dict[str, Any]:
    found = s3.list_objects_v2(Bucket=BUCKET, Prefix="work/imports/").get("Contents", [])
    bodies = {one["Key"]: s3.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read() for one in found}
    return {key: json.loads(body) for key, body in bodies.items()}


def ready(ada: Person, table: Table) -> str:
    import_id: str = ada.new_import()["id"]
    worker(table, import_id, status="ready", preview=pack(PREVIEW))
    return import_id


def test_a_new_import_waits_for_its_file(ada: Person, table: Table) -> None:
    made = ada.new_import(source="loop")
    assert (made["status"], made["source"], made["file_name"]) == ("waiting", "loop", "loop.zip")
    upload = made.pop("upload")
    assert ada.ok("GET", f"/imports/{made['id']}") == made
    item = table.get("USER#ada", f"IMPORT#{made['id']}") or {}
    assert item["ttl"] == int((ada.now + timedelta(days=30)).timestamp())
    assert upload["fields"]["key"] == f"uploads/ada/{made['id']}"


def test_the_form_allows_this_key_and_size_for_a_quarter_of_an_hour(ada: Person) -> None:
    upload = ada.new_import()["upload"]
    policy = json.loads(base64.b64decode(upload["fields"]["policy"]))
    conditions = policy["conditions"]
    assert ["content-length-range", 1, 100] in conditions
    assert {"key": upload["fields"]["key"]} in conditions
    assert {"bucket": BUCKET} in conditions
    assert not any(one[0] == "starts-with" for one in conditions if isinstance(one, list))


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("", f"https://{BUCKET}.s3.eu-west-2.amazonaws.com/"),
        ("http://127.0.0.1:4566", f"http://127.0.0.1:4566/{BUCKET}"),
        ("http://localhost:4566", f"http://localhost:4566/{BUCKET}"),
    ],
)
def test_the_form_goes_to_the_region_or_to_the_local_stack(
    ada: Person, monkeypatch: pytest.MonkeyPatch, endpoint: str, url: str
) -> None:
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    with settings.override():
        dynamodb = clients.client("dynamodb")
        clients.forget()
        with clients.override(dynamodb=dynamodb, s3=None):
            assert ada.new_import()["upload"]["url"] == url


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"bytes": 50 * 1024 * 1024 + 1}, "/bytes"),
        ({"bytes": 0}, "/bytes"),
        ({"source": "fitbit"}, "/source"),
        ({"file_name": ""}, "/file_name"),
    ],
)
def test_what_no_import_can_be(ada: Person, fields: dict[str, Any], pointer: str) -> None:
    answer = ada.send("POST", "/imports", {"file_name": "a.zip", "bytes": 1, **fields})
    assert (answer.status, [one["pointer"] for one in answer.body["errors"]]) == (422, [pointer])


def test_a_repeated_request_gives_the_same_import(ada: Person) -> None:
    body = {"file_name": "a.zip", "bytes": 1}
    key = {"idempotency-key": "one"}
    first = ada.ok("POST", "/imports", body, headers=key)
    assert ada.ok("POST", "/imports", body, headers=key)["id"] == first["id"]
    assert len(ada.ok("GET", "/imports")["items"]) == 1


def test_three_at_a_time(ada: Person, table: Table) -> None:
    made = [ada.new_import()["id"] for _ in range(3)]
    refused = ada.send("POST", "/imports", {"file_name": "a.zip", "bytes": 1})
    assert (refused.status, refused.body["type"]) == (409, "urn:daybook:problem:too-many-imports")
    worker(table, made[0], status="done")
    ada.new_import()


def test_an_upload_that_never_came_does_not_stand_in_the_way(ada: Person) -> None:
    for _ in range(3):
        ada.new_import()
    ada.now += timedelta(minutes=15)
    ada.new_import()


def test_the_list_is_newest_first_and_goes_on(ada: Person, table: Table) -> None:
    made = []
    for _ in range(3):
        made.append(ready(ada, table))
        ada.now += timedelta(hours=1)
    page = ada.ok("GET", "/imports", query={"limit": 2})
    assert [one["id"] for one in page["items"]] == made[:0:-1]
    assert {one["preview"] for one in page["items"]} == {None}
    rest = ada.ok("GET", "/imports", query={"limit": 2, "cursor": page["next_cursor"]})
    assert [one["id"] for one in rest["items"]] == made[:1]


def test_others_imports_are_not_there(ada: Person, table: Table) -> None:
    import_id = ready(ada, table)
    bob = Person("bob")
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "/mapping", {"date": "When"}),
        ("POST", "/commit", {}),
        ("DELETE", "", None),
    ):
        for other in (import_id, new_ulid(), "x"):
            assert bob.send(method, f"/imports/{other}{path}", body).status == 404
    assert bob.ok("GET", "/imports")["items"] == []
    assert ada.ok("GET", f"/imports/{import_id}")["status"] == "ready"


def test_a_mapping_becomes_an_order(ada: Person, table: Table, s3: Any) -> None:
    import_id = ada.new_import()["id"]
    worker(table, import_id, status="needs_mapping", columns=COLUMNS)
    mapping = {"date": "When", "habit": "What", "date_order": "dmy"}
    assert ada.ok("PUT", f"/imports/{import_id}/mapping", mapping)["status"] == "reading"
    ((key, order),) = orders(s3).items()
    assert key.startswith(f"work/imports/ada/{import_id}/")
    assert order == {"mapping": {**mapping, "wide": False}}
    assert ada.ok("PUT", f"/imports/{import_id}/mapping", mapping)["status"] == "reading"
    assert ada.send("PUT", f"/imports/{import_id}/mapping", {"date": "What"}).status == 409
    assert len(orders(s3)) == 1


def test_a_mapping_names_columns_of_the_table(ada: Person, table: Table) -> None:
    import_id = ada.new_import()["id"]
    worker(table, import_id, status="needs_mapping", columns=COLUMNS)
    answer = ada.send("PUT", f"/imports/{import_id}/mapping", {"date": "When", "note": "Why"})
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/note")


def test_a_commit_becomes_an_order_once(ada: Person, table: Table, s3: Any) -> None:
    import_id, habit_id = ready(ada, table), new_ulid()
    assert ada.ok("GET", f"/imports/{import_id}")["preview"] == PREVIEW
    chosen = {"on_conflict": "replace", "skip": ["Run"], "into": {"Read": habit_id}}
    assert ada.ok("POST", f"/imports/{import_id}/commit", chosen)["status"] == "importing"
    assert list(orders(s3).values()) == [{"commit": {**chosen, "tasks": True}}]
    assert ada.ok("POST", f"/imports/{import_id}/commit", chosen)["status"] == "importing"
    assert ada.send("POST", f"/imports/{import_id}/commit", {}).status == 409
    worker(table, import_id, status="done")
    assert ada.ok("POST", f"/imports/{import_id}/commit", chosen)["status"] == "done"
    assert ada.send("POST", f"/imports/{import_id}/commit", {}).status == 409
    assert len(orders(s3)) == 1


def test_what_the_worker_would_not_do_can_be_asked_for_otherwise(ada: Person, table: Table, s3: Any) -> None:
    import_id = ready(ada, table)
    ada.ok("POST", f"/imports/{import_id}/commit", {})
    worker(table, import_id, status="failed", problem={"detail": "Too many.", "errors": []})
    ada.now += timedelta(seconds=1)
    again = ada.ok("POST", f"/imports/{import_id}/commit", {"skip": ["Run"]})
    assert (again["status"], again["problem"]) == ("importing", None)
    assert len(orders(s3)) == 2


def test_a_commit_that_died_can_be_asked_for_again(ada: Person, table: Table, s3: Any) -> None:
    import_id = ready(ada, table)
    ada.ok("POST", f"/imports/{import_id}/commit", {})
    ada.now += timedelta(hours=1)
    ada.ok("POST", f"/imports/{import_id}/commit", {})
    assert len(orders(s3)) == 2


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        ({"status": "reading"}, "failed"),
        ({"status": "reading", "columns": COLUMNS}, "needs_mapping"),
        ({"status": "importing", "preview": pack(PREVIEW), "progress": {"done": 1, "total": 9}}, "ready"),
    ],
)
def test_nobody_waits_for_a_worker_that_has_died(ada: Person, table: Table, left: Any, shown: str) -> None:
    import_id = ada.new_import()["id"]
    worker(table, import_id, **left)
    ada.now += timedelta(minutes=59)
    assert ada.ok("GET", f"/imports/{import_id}")["status"] == left["status"]
    ada.now += timedelta(minutes=1)
    seen = ada.ok("GET", f"/imports/{import_id}")
    assert (seen["status"], seen["progress"]) == (shown, None)
    assert (seen["problem"] is not None) == (shown == "failed")
    assert ada.ok("GET", "/imports")["items"][0]["status"] == shown


@pytest.mark.parametrize("chosen", [{"skip": ["Swim"]}, {"into": {"Swim": new_ulid()}}])
def test_a_commit_names_habits_of_the_preview(ada: Person, table: Table, chosen: Any) -> None:
    assert ada.send("POST", f"/imports/{ready(ada, table)}/commit", chosen).status == 422


@pytest.mark.parametrize("status", ["waiting", "reading", "needs_mapping", "importing", "done"])
def test_only_a_preview_can_be_committed(ada: Person, table: Table, s3: Any, status: str) -> None:
    import_id = ready(ada, table)
    worker(table, import_id, status=status)
    assert ada.send("POST", f"/imports/{import_id}/commit", {}).status == 409
    assert orders(s3) == {}


def test_an_order_that_cannot_be_given_leaves_the_import_as_it_was(
    ada: Person, table: Table, s3: Any
) -> None:
    import_id = ready(ada, table)
    s3.delete_bucket(Bucket=BUCKET)
    assert ada.send("POST", f"/imports/{import_id}/commit", {}).status == 503
    assert ada.ok("GET", f"/imports/{import_id}")["status"] == "ready"


def test_deleting_takes_the_files_along(ada: Person, table: Table, s3: Any) -> None:
    import_id = ready(ada, table)
    for key in (f"uploads/ada/{import_id}", f"archives/ada/{import_id}.json.gz", "archives/ada/other.csv"):
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    ada.ok("DELETE", f"/imports/{import_id}")
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET)["Contents"]] == ["archives/ada/other.csv"]
    assert ada.send("GET", f"/imports/{import_id}").status == 404


def test_what_is_being_written_is_not_deleted(ada: Person, table: Table) -> None:
    import_id = ready(ada, table)
    ada.ok("POST", f"/imports/{import_id}/commit", {})
    assert ada.send("DELETE", f"/imports/{import_id}").status == 409
