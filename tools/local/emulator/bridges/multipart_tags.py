"""Gap: the tags of an object uploaded in parts are lost, so that Terraform would set them each time."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from tools.local.emulator.seams import replace, require

_UPLOAD_ID = re.compile(rb"<UploadId>([^<]+)</UploadId>")
_HEADER = "x-amz-tagging"


def install(emulator: SimpleNamespace) -> None:
    s3 = emulator.s3
    require(s3, "_multipart_uploads", "_object_tags", "_ensure_bucket", "_qp")
    replace(s3, "_create_multipart_upload", lambda original: _noting_tags(original, s3))
    replace(s3, "_complete_multipart_upload", lambda original: _setting_tags(original, s3))


def _noting_tags(original: Any, s3: Any) -> Any:
    def create(bucket: str, key: str, headers: dict[str, str]) -> Any:
        response = original(bucket, key, headers)
        begun = _UPLOAD_ID.search(response[2]) if response[0] == 200 else None
        if begun and headers.get(_HEADER):
            s3._multipart_uploads[begun[1].decode()][_HEADER] = headers[_HEADER]
        return response

    return create


def _setting_tags(original: Any, s3: Any) -> Any:
    def complete(bucket: str, key: str, body: bytes, query_params: Any, headers: Any = None) -> Any:
        upload = s3._multipart_uploads.get(s3._qp(query_params, "uploadId")) or {}
        response = original(bucket, key, body, query_params, headers)
        if response[0] == 200 and upload.get(_HEADER):
            version = s3._ensure_bucket(bucket)["objects"][key].get("version_id")
            tags = parse_qs(upload[_HEADER], keep_blank_values=True)
            s3._object_tags[(bucket, key, version)] = {name: values[0] for name, values in tags.items()}
        return response

    return complete
