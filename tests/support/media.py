"""Two buckets in memory, a person with files in them, and pictures made by the test."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cache
from types import SimpleNamespace
from typing import Any, Literal

from botocore.exceptions import ClientError
from PIL import Image

from functions.image_processing.handler import lambda_handler as image_processing
from functions.relay.files import LeftFiles
from functions.uploads.handler import app
from shared import clients
from shared.media.keys import raw_key
from shared.media.objects import Objects
from shared.settings import settings
from shared.stream import Change
from shared.table import Table
from tests.support.events import call, http_event

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
UPLOADS, MEDIA = "uploads", "media"


@dataclass
class Buckets:
    """S3, as far as files go. `refused`: keys that S3 does not remove; `broken`: operations that fail."""

    objects: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def put_object(self, Bucket: str, Key: str, Body: bytes, **more: Any) -> None:  # noqa: N803 - S3's names
        self._fail("put_object")
        self.objects[Bucket, Key] = {"Body": Body, **more}

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        self._fail("get_object")
        if (Bucket, Key) not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "gone"}}, "GetObject")
        found = self.objects[Bucket, Key]
        return {**found, "Body": io.BytesIO(found["Body"])}

    def delete_object(self, Bucket: str, Key: str) -> None:  # noqa: N803
        self._fail("delete_object")
        self.objects.pop((Bucket, Key), None)

    def delete_objects(self, Bucket: str, Delete: dict[str, Any]) -> dict[str, Any]:  # noqa: N803
        keys = {one["Key"] for one in Delete["Objects"]}
        for key in keys - self.refused:
            self.objects.pop((Bucket, key), None)
        left = keys & self.refused
        return {"Errors": [{"Key": key, "Code": "InternalError"} for key in left]} if left else {}

    def generate_presigned_post(self, *arguments: Any, **keywords: Any) -> dict[str, Any]:
        form: dict[str, Any] = _signer().generate_presigned_post(*arguments, **keywords)
        return form

    def _fail(self, operation: str) -> None:
        if operation in self.broken:
            raise ClientError({"Error": {"Code": "SlowDown", "Message": "slow"}}, operation)


@cache
def _signer() -> Any:
    """One for the whole run: making it takes longer than most tests."""
    with clients.override(s3=None):
        return clients.client("s3")


@dataclass
class Person:
    """Somebody with files, and what S3 and the stream do for them."""

    table: Table
    s3: Buckets
    user_id: str = "ada"

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        options = {"at": NOW, "user": self.user_id, **options}
        return call(app, http_event(method, f"/v1{path}", body, **options))

    def ok(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        answer = self.send(method, path, body, **options)
        assert answer.status < 300, answer.body
        return answer.body

    def new(self, size: int = 1000, **fields: Any) -> str:
        """A file that waits for its upload; its id."""
        body = {"purpose": "photo", "name": "me.jpg", "content_type": "image/jpeg", "size": size, **fields}
        made: str = self.ok("POST", "/uploads", body)["id"]
        return made

    def upload(self, file_id: str, data: bytes) -> Any:
        """Puts the bytes where the form puts them, has them worked on, and gives what became of the file."""
        self.s3.put_object(UPLOADS, raw_key(self.user_id, file_id), data)
        self.work(file_id)
        return self.ok("GET", f"/uploads/{file_id}")

    def work(self, file_id: str) -> None:
        """What S3 has `image_processing` do."""
        record = {"eventTime": "2099-05-10T12:00:00.000Z", "s3": {"object": {"key": self.raw(file_id)}}}
        image_processing({"Records": [record]}, SimpleNamespace(aws_request_id="1"))

    def raw(self, file_id: str) -> str:
        return raw_key(self.user_id, file_id)

    def stream(self, sk: str, old: dict[str, Any] | None, new: dict[str, Any] | None = None) -> bool:
        """What `relay` does when this change comes by; whether it is anything to it."""
        kind: Literal["INSERT", "MODIFY", "REMOVE"]
        kind = "REMOVE" if new is None else "INSERT" if old is None else "MODIFY"
        change = Change("1", "1", kind, NOW, f"USER#{self.user_id}", sk, old, new)
        worker = LeftFiles(self.table, Objects())
        if worker.concerns(change):
            worker.work(self.user_id, [change])
        return worker.concerns(change)

    def removed(self, file_id: str) -> None:
        """The file's item goes, and the stream tells of it."""
        sk = f"FILE#{file_id}"
        self.stream(sk, self.table.delete(f"USER#{self.user_id}", sk))

    def stored(self) -> tuple[int, int]:
        """How many files count, and their bytes; the sum is that of the lines."""
        lines = self.table.query_all(f"USER#{self.user_id}", begins_with="FILES#", consistent=True)
        sizes = [
            size
            for item in lines
            if item["sk"] != "FILES#STORED"
            for name, size in item.items()
            if name not in ("pk", "sk")
        ]
        total = self.table.get(f"USER#{self.user_id}", "FILES#STORED", consistent=True) or {}
        found = total.get("files", 0), total.get("bytes", 0)
        assert found == (len(sizes), sum(sizes))
        return found

    def keys(self) -> list[str]:
        """Of all objects in both buckets."""
        return sorted(key for _, key in self.s3.objects)


@contextmanager
def a_person(table: Table, user_id: str = "ada") -> Iterator[Person]:
    s3 = Buckets()
    with settings.override(uploads_bucket=UPLOADS, media_bucket=MEDIA), clients.override(s3=s3):
        yield Person(table, s3, user_id)


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    """A picture file: dark on the left, bright on the right, so that turning it shows."""
    image = Image.linear_gradient("L").rotate(90).resize(size).convert(mode)
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
