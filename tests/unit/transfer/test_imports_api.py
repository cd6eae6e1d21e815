"""An import over the API, with the worker's part played by `imports` itself."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from functions.imports.handler import work_off
from functions.imports.repository import Files
from functions.transfer.handler import app
from shared.ids import new_ulid
from shared.table import Table
from tests.support.buckets import moto_bucket
from tests.support.events import call, http_event

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
BUCKET = "daybook-transfers"
TABLE = b"date,habit,status\n2025-01-01,Read,done\n2025-01-02,Read,skip\n"
MAPPING = {"date": "date", "habit": "habit", "status": "status"}


class Person:
    def __init__(self, table: Table, s3: Any, user_id: str = "ada") -> None:
        self.table, self.s3, self.user_id = table, s3, user_id

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        event = http_event(method, f"/v1/imports{path}", body, user=self.user_id, at=NOW, **options)
        return call(app, event)

    def create(self, **fields: Any) -> Any:
        answer = self.send("POST", "", {"file_name": "habits.csv", "bytes": 100, **fields})
        assert answer.status == 201, answer.body
        return answer.body

    def get(self, import_id: str) -> Any:
        return self.send("GET", f"/{import_id}").body

    def upload(self, import_id: str, data: bytes = TABLE) -> None:
        key = f"uploads/{self.user_id}/{import_id}"
        self.s3.put_object(Bucket=BUCKET, Key=key, Body=data)
        work_off(Files(), self.table, key, NOW)

    def orders(self) -> list[str]:
        found = self.s3.list_objects_v2(Bucket=BUCKET, Prefix=f"work/imports/{self.user_id}/")
        return [one["Key"] for one in found.get("Contents", [])]

    def work(self) -> None:
        """What S3 has `imports` do."""
        for key in self.orders():
            work_off(Files(), self.table, key, NOW)


@pytest.fixture
def s3() -> Iterator[Any]:
    with moto_bucket(BUCKET) as client:
        yield client


@pytest.fixture
def ada(table: Table, s3: Any) -> Person:
    return Person(table, s3)


def test_the_form_takes_this_file_and_no_other(ada: Person) -> None:
    made = ada.create(bytes=1234)
    assert made["status"] == "waiting"
    assert made["upload"]["fields"]["key"] == f"uploads/ada/{made['id']}"
    policy = json.loads(base64.b64decode(made["upload"]["fields"]["policy"]))
    assert ["content-length-range", 1, 1234] in policy["conditions"]
    assert {"key": f"uploads/ada/{made['id']}"} in policy["conditions"]
    assert {"bucket": BUCKET} in policy["conditions"]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"bytes": 50 * 1024 * 1024 + 1}, "/bytes"),
        ({"bytes": 0}, "/bytes"),
        ({"source": "excel"}, "/source"),
        ({"file_name": ""}, "/file_name"),
    ],
)
def test_what_cannot_be_imported_is_refused_before_the_upload(
    ada: Person, fields: dict[str, Any], pointer: str
) -> None:
    answer = ada.send("POST", "", {"file_name": "x", "bytes": 1, **fields})
    assert (answer.status, [error["pointer"] for error in answer.body["errors"]]) == (422, [pointer])


def test_a_table_from_upload_to_result(ada: Person) -> None:
    import_id = ada.create()["id"]
    ada.upload(import_id)
    shown = ada.get(import_id)
    assert (shown["status"], shown["columns"]["names"]) == ("needs_mapping", ["date", "habit", "status"])
    assert ada.send("PUT", f"/{import_id}/mapping", MAPPING).status == 202
    ada.work()
    shown = ada.get(import_id)
    assert (shown["status"], shown["preview"]["totals"]["days"]) == ("ready", 2)
    committed = ada.send("POST", f"/{import_id}/commit", {})
    assert (committed.status, committed.body["status"]) == (202, "importing")
    ada.work()
    result = {"habits_created": 1, "habits_merged": 0, "days": 2, "notes": 0, "tasks": 0}
    assert ada.get(import_id)["result"] == result
    assert [one["id"] for one in ada.send("GET", "").body["items"]] == [import_id]


def test_a_commit_is_ordered_once(ada: Person) -> None:
    import_id = ada.create()["id"]
    assert ada.send("POST", f"/{import_id}/commit", {}).status == 409
    ada.upload(import_id, b"date,Read,Walk\n2025-01-01,1,0\n2025-01-02,1,1\n")
    ada.send("PUT", f"/{import_id}/mapping", {"date": "date", "wide": True})
    ada.work()
    assert [ada.send("POST", f"/{import_id}/commit", {}).status for _ in range(2)] == [202, 202]
    assert len(ada.orders()) == 1


def test_a_file_that_is_none_says_why(ada: Person) -> None:
    import_id = ada.create(source="loop")["id"]
    ada.upload(import_id, b"\x00\x01 nothing")
    shown = ada.get(import_id)
    assert shown["status"] == "failed"
    assert shown["problem"]["detail"]
    assert ada.send("PUT", f"/{import_id}/mapping", MAPPING).status == 409


def test_what_is_discarded_is_gone_with_its_files(ada: Person, s3: Any) -> None:
    import_id = ada.create()["id"]
    ada.upload(import_id)
    assert ada.send("DELETE", f"/{import_id}").status == 204
    assert ada.send("GET", f"/{import_id}").status == 404
    assert "Contents" not in s3.list_objects_v2(Bucket=BUCKET)


def test_three_at_a_time_are_enough(ada: Person) -> None:
    first = ada.create()["id"]
    ada.create()
    ada.create()
    assert ada.send("POST", "", {"file_name": "x", "bytes": 1}).status == 409
    ada.send("DELETE", f"/{first}")
    ada.create()


def test_imports_are_ones_own(ada: Person, table: Table, s3: Any) -> None:
    import_id, grace = ada.create()["id"], Person(table, s3, "grace")
    assert grace.send("GET", "").body["items"] == []
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "/mapping", MAPPING),
        ("POST", "/commit", {}),
        ("DELETE", "", None),
    ):
        for unknown in (import_id, new_ulid(), "x"):
            assert grace.send(method, f"/{unknown}{path}", body).status == 404
    assert ada.get(import_id)["status"] == "waiting"
