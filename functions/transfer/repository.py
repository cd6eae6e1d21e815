"""Addresses with which a browser reaches the bucket by itself, for 15 minutes."""

from __future__ import annotations

from typing import Any

from shared.transfer.limits import ADDRESS_LASTS_S, MAX_UPLOAD_BYTES
from shared.transfer.objects import Objects

# A form may say nothing else about the object, so nothing else can be served from its address.
_TYPE = {"Content-Type": "application/octet-stream"}
_EXPORT_TYPES = {"json": "application/json", "loop": "application/zip", "csv": "text/csv; charset=utf-8"}


def upload_form(objects: Objects, key: str) -> dict[str, Any]:
    """{url, fields} of a presigned POST for exactly this key and at most 50 MB.

    https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
    """
    form: dict[str, Any] = objects.s3.generate_presigned_post(
        objects.bucket,
        key,
        Fields=dict(_TYPE),
        Conditions=[_TYPE, ["content-length-range", 1, MAX_UPLOAD_BYTES]],
        ExpiresIn=ADDRESS_LASTS_S,
    )
    return form


def download_address(objects: Objects, key: str, form: str) -> str:
    """Where the export can be had, as a file with its own name."""
    name = key.rpartition("/")[2]
    parameters = {
        "Bucket": objects.bucket,
        "Key": key,
        "ResponseContentDisposition": f'attachment; filename="{name}"',
        "ResponseContentType": _EXPORT_TYPES[form],
    }
    address: str = objects.s3.generate_presigned_url("get_object", parameters, ADDRESS_LASTS_S)
    return address
