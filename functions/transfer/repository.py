"""The objects that an import and the API meet in. The keys are an agreement with the function `imports`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from shared.clients import client
from shared.errors import Unavailable
from shared.settings import settings
from shared.transfer.limits import ADDRESS_LASTS_S, EXPORT_KEPT_DAYS
from shared.transfer.objects import (
    archive_keys,
    everything_order_key,
    export_key,
    export_order_key,
    import_order_key,
    upload_key,
)

_TYPES = {
    "json": "application/json",
    "everything": "application/json",
    "loop": "application/zip",
    "csv": "text/csv; charset=utf-8",
}


class Files:
    """Those of `user_id` in TRANSFERS_BUCKET. Methods raise Unavailable."""

    def __init__(self, user_id: str) -> None:
        self._user, self._s3, self._bucket = user_id, client("s3"), settings.transfers_bucket

    def upload_form(self, import_id: str, most_bytes: int) -> dict[str, Any]:
        """`url` and `fields` of a form that takes one file of at most so many bytes to this import. S3 checks
        key and size.

        https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
        """
        form: dict[str, Any] = self._s3.generate_presigned_post(
            self._bucket,
            upload_key(self._user, import_id),
            Conditions=[["content-length-range", 1, most_bytes]],
            ExpiresIn=ADDRESS_LASTS_S,
        )
        return form

    def order(self, import_id: str, number: int, order: dict[str, Any]) -> None:
        """Sets the function `imports` to work."""
        with _translated():
            key = import_order_key(self._user, import_id, number)
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=json.dumps(order).encode())

    def delete_import(self, import_id: str) -> None:
        """Everything that may lie there of it."""
        with _translated():
            for key in (upload_key(self._user, import_id), *archive_keys(self._user, import_id)):
                self._s3.delete_object(Bucket=self._bucket, Key=key)

    def order_export(self, export_id: str, form: str) -> None:
        """Sets the function `exports` to work, or `everything`; what is wanted is in the job."""
        order_key = everything_order_key if form == "everything" else export_order_key
        with _translated():
            self._s3.put_object(Bucket=self._bucket, Key=order_key(self._user, export_id), Body=b"{}")

    def export_address(self, item: Mapping[str, Any], now: datetime) -> str | None:
        """Where the export's file is for a quarter of an hour; None when it has expired."""
        made = datetime.fromisoformat(item["created_at"].replace("Z", "+00:00"))
        if now >= made + timedelta(days=EXPORT_KEPT_DAYS):
            return None
        parameters = {
            "Bucket": self._bucket,
            "Key": export_key(self._user, item["id"], item["file_name"]),
            "ResponseContentDisposition": f'attachment; filename="{item["file_name"]}"',
            "ResponseContentType": _TYPES[item["format"]],
        }
        address: str = self._s3.generate_presigned_url("get_object", parameters, ADDRESS_LASTS_S)
        return address


@contextmanager
def _translated() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("Files cannot be reached right now. Try again.", retry_after_s=2) from error
