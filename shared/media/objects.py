"""All that files have in S3."""

from __future__ import annotations

from typing import Any

from shared.clients import client
from shared.errors import Unavailable
from shared.media.keys import media_key, raw_key, variants
from shared.settings import settings


class Objects:
    """What all files have in both buckets. botocore's errors pass as they are."""

    def __init__(self, s3: Any = None) -> None:
        self._s3 = s3

    def remove(self, user_id: str, file_id: str) -> None:
        """Removes all that a file may have. May be repeated. Raises Unavailable for what S3 does not
        remove."""
        s3 = self._s3 or client("s3")
        s3.delete_object(Bucket=settings.uploads_bucket, Key=raw_key(user_id, file_id))
        keys = [{"Key": media_key(user_id, file_id, variant)} for variant in variants()]
        answer = s3.delete_objects(Bucket=settings.media_bucket, Delete={"Objects": keys, "Quiet": True})
        if answer.get("Errors"):
            raise Unavailable("Files cannot be removed right now.", retry_after_s=5)
