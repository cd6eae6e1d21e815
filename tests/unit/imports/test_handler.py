"""S3's events, and the bucket behind them."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

from functions.imports.handler import lambda_handler
from shared import clients
from shared.settings import settings
from shared.table import Table
from tests.unit.imports.files import loop_zip

CONTEXT = SimpleNamespace(aws_request_id="request-1")


class S3:
    """A bucket in memory, as botocore's client shows it."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], bytes] = {}

    def put_object(self, Bucket: str, Key: str, Body: bytes) -> None:  # noqa: N803 - AWS's names
        self.objects[Bucket, Key] = Body

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        if (Bucket, Key) not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        return {"Body": io.BytesIO(self.objects[Bucket, Key])}

    def delete_object(self, Bucket: str, Key: str) -> None:  # noqa: N803
        self.objects.pop((Bucket, Key), None)


def event(*keys: str) -> dict[str, Any]:
    records = [{"eventTime": "2026-03-10T12:00:00.123Z", "s3": {"object": {"key": key}}} for key in keys]
    return {"Records": records}


def test_an_upload_and_its_order_by_their_events(table: Table) -> None:
    s3 = S3()
    table.put({"pk": "USER#a b", "sk": "IMPORT#1", "status": "waiting", "source": "loop"})
    s3.put_object(
        "transfers", "uploads/a b/1", loop_zip("001,R,YES_NO,,,1,1,,,,,false\n", {"001 R": "2025-01-01,2\n"})
    )
    s3.put_object("transfers", "work/imports/a b/1/1.json", b'{"commit": {"on_conflict": "keep"}}')
    with clients.override(s3=s3), settings.override(transfers_bucket="transfers"):
        # S3 escapes keys in its events as forms do.
        lambda_handler(event("uploads/a+b/1", "work/imports/a+b/1/1.json"), CONTEXT)
    job = table.get("USER#a b", "IMPORT#1")
    assert job is not None
    assert (job["status"], job["result"]["days"]) == ("done", 1)
    assert list(s3.objects) == [("transfers", "archives/a b/1.json.gz")]


def test_what_is_gone_or_unknown_does_nothing(table: Table) -> None:
    with clients.override(s3=S3()), settings.override(transfers_bucket="transfers"):
        lambda_handler(event("uploads/u/1", "work/imports/u/1/1.json", "exports/x", "uploads/u"), CONTEXT)
        lambda_handler({"Event": "s3:TestEvent"}, CONTEXT)
    assert list(table.query_all("USER#u")) == []
