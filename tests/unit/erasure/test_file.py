"""Everything in a file, for who has more than one answer holds; a token for habits does not get it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from functions.everything.handler import lambda_handler
from functions.transfer.handler import app
from shared.identity import profile
from shared.table import Table
from tests.support.buckets import moto_bucket
from tests.support.events import call, http_event
from tests.unit.erasure.world import ADA

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
BUCKET = "transfers-test"
HABITS = "habits:read habits:write"
EVERYTHING = {"format": "everything"}


@pytest.fixture
def s3(table: Table) -> Iterator[Any]:
    attributes = {"sub": ADA, "email": "ada@example.com", "name": "Ada", "zoneinfo": "Europe/London"}
    table.put(profile.new_item(attributes, NOW))
    table.put({"pk": f"AUTH#{ADA}", "sk": "SESSION#s1", "device": "Firefox on Linux"})
    with moto_bucket(BUCKET) as made:
        yield made


def send(method: str, path: str, body: Any = None, scopes: str = "*") -> SimpleNamespace:
    return call(app, http_event(method, f"/v1{path}", body, user=ADA, scopes=scopes, at=NOW))


def work_off(key: str) -> None:
    record = {"eventTime": "2099-05-10T12:00:00.000Z", "s3": {"object": {"key": key}}}
    lambda_handler({"Records": [record]}, SimpleNamespace(aws_request_id="request-1"))


def test_the_file_holds_what_the_answer_would(s3: Any) -> None:
    made = send("POST", "/exports", EVERYTHING).body
    key = f"work/everything/{ADA}/{made['id']}.json"
    assert s3.get_object(Bucket=BUCKET, Key=key)
    work_off(key)

    shown = send("GET", f"/exports/{made['id']}").body
    assert (shown["status"], shown["file_name"]) == ("ready", "daybook-everything-2099-05-10.json")
    file = s3.get_object(Bucket=BUCKET, Key=f"exports/{ADA}/{made['id']}/{shown['file_name']}")
    said = json.loads(file["Body"].read())
    assert said["profile"]["email"] == "ada@example.com"
    assert said["sessions"] == [{"id": "s1", "device": "Firefox on Linux"}]
    assert shown["url"] is not None


def test_a_token_for_habits_neither_orders_nor_gets_it(s3: Any) -> None:
    refused = send("POST", "/exports", EVERYTHING, HABITS)
    assert (refused.status, send("GET", "/exports").body["items"]) == (403, [])

    made = send("POST", "/exports", EVERYTHING).body
    work_off(f"work/everything/{ADA}/{made['id']}.json")
    assert send("GET", f"/exports/{made['id']}", scopes=HABITS).body["url"] is None
    assert send("GET", "/exports", scopes=HABITS).body["items"][0]["url"] is None
    assert send("POST", "/exports", {"format": "json"}, HABITS).status == 202
