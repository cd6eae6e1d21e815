"""The objects of one file: what was uploaded (UPLOADS_BUCKET) and what is served (MEDIA_BUCKET)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from shared.clients import client
from shared.media.keys import media_key, raw_key
from shared.media.kinds import MAX_BYTES
from shared.settings import settings

# The name of a file never means another file. Only its owner may see it: shared caches keep nothing.
_CACHED = "private, max-age=31536000, immutable"
# S3 says so when the object is not there, the second one to those who may not list.
_MISSING = frozenset({"NoSuchKey", "404", "AccessDenied"})


class Objects:
    """Those of the file `file_id` of `user_id`. botocore's errors pass as they are."""

    def __init__(self, user_id: str, file_id: str, s3: Any = None) -> None:
        self._user, self._file, self._s3 = user_id, file_id, s3

    def raw(self) -> bytes | None:
        """The upload; None when there is none (any more). Never more than one byte over the limit."""
        from botocore.exceptions import ClientError

        try:
            answer = self._client.get_object(**self._raw)
        except ClientError as error:
            if error.response["Error"]["Code"] in _MISSING:
                return None
            raise
        data: bytes = answer["Body"].read(MAX_BYTES + 1)
        return data

    def put(self, variant: str, data: bytes, content_type: str, file_name: str | None = None) -> None:
        """file_name: of what is to be kept, not shown; browsers then offer to save it."""
        disposition = {"ContentDisposition": _attachment(file_name)} if file_name else {}
        self._client.put_object(
            **self._at(variant),
            Body=data,
            ContentType=content_type,
            CacheControl=_CACHED,
            **disposition,
        )

    def remove(self, variants: Iterable[str]) -> None:
        for variant in variants:
            self._client.delete_object(**self._at(variant))

    def remove_raw(self) -> None:
        self._client.delete_object(**self._raw)

    @property
    def _client(self) -> Any:
        return self._s3 or client("s3")

    @property
    def _raw(self) -> dict[str, str]:
        return {"Bucket": settings.uploads_bucket, "Key": raw_key(self._user, self._file)}

    def _at(self, variant: str) -> dict[str, str]:
        return {"Bucket": settings.media_bucket, "Key": media_key(self._user, self._file, variant)}


def _attachment(name: str) -> str:
    """Content-Disposition with a name in any script (RFC 6266; RFC 8187)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
