"""The imports' API over a table in memory and a bucket in moto."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from functions.transfer.handler import app
from shared.table import Table
from tests.support.buckets import moto_bucket
from tests.support.events import call, http_event

BUCKET = "transfers-test"
NOON = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)


class Person:
    """Sends requests at `now`."""

    def __init__(self, user_id: str = "ada") -> None:
        self.user_id, self.now = user_id, NOON

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        return call(app, http_event(method, f"/v1{path}", body, user=self.user_id, at=self.now, **options))

    def ok(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        answer = self.send(method, path, body, **options)
        assert answer.status < 300, answer.body
        return answer.body

    def new_import(self, **fields: Any) -> Any:
        return self.ok("POST", "/imports", {"file_name": "loop.zip", "bytes": 100, **fields})


@pytest.fixture
def s3() -> Iterator[Any]:
    with moto_bucket(BUCKET) as client:
        yield client


@pytest.fixture
def ada(table: Table, s3: Any) -> Person:
    return Person()
