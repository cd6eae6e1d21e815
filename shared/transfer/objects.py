"""The files of imports and exports in the bucket TRANSFERS_BUCKET: what they are called, and what is done
with them. All of them expire (1 day for uploads and orders, 7 days for the rest)."""

from __future__ import annotations

from typing import Any

from shared.clients import client
from shared.settings import settings


def upload_key(user_id: str, import_id: str) -> str:
    return f"uploads/{user_id}/{import_id}"


def import_order_key(user_id: str, import_id: str, number: int) -> str:
    return f"work/imports/{user_id}/{import_id}/{number}.json"


def archive_keys(user_id: str, import_id: str) -> list[str]:
    """What an import has been read into: the archive, or the table whose columns are to be mapped."""
    return [f"archives/{user_id}/{import_id}{suffix}" for suffix in (".json.gz", ".csv")]


def export_order_key(user_id: str, export_id: str) -> str:
    return f"work/exports/{user_id}/{export_id}.json"


def everything_order_key(user_id: str, export_id: str) -> str:
    return f"work/everything/{user_id}/{export_id}.json"


def export_key(user_id: str, export_id: str, file_name: str) -> str:
    return f"exports/{user_id}/{export_id}/{file_name}"


class Objects:
    """The bucket. botocore's errors pass as they are."""

    def __init__(self, s3: Any = None, bucket: str | None = None) -> None:
        self._s3, self._bucket = s3, bucket

    @property
    def s3(self) -> Any:
        return self._s3 or client("s3")

    @property
    def bucket(self) -> str:
        return self._bucket or settings.transfers_bucket

    def put(self, key: str, data: bytes) -> None:
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=data)
