"""Forms with which browsers send files to S3, and the key with which they may see them."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

from shared.clients import client
from shared.errors import Unavailable
from shared.log import logger
from shared.media.keys import raw_key
from shared.settings import settings

_NO_KEY = "Pictures cannot be shown yet: their key is missing. The operator makes it with invoke bootstrap."


class Forms:
    """For files of `user_id`, into UPLOADS_BUCKET."""

    def __init__(self, user_id: str, s3: Any = None) -> None:
        self._user, self._s3 = user_id, s3

    def of(self, item: dict[str, Any], lasts: timedelta) -> dict[str, Any]:
        """`url` and `fields` of a form that takes this FILE# item's bytes: no other key, no other type and
        no more bytes than it says, which S3 checks.

        https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
        """
        kind = {"Content-Type": item["content_type"]}
        form: dict[str, Any] = (self._s3 or client("s3")).generate_presigned_post(
            settings.uploads_bucket,
            raw_key(self._user, item["id"]),
            Fields=dict(kind),
            Conditions=[kind, ["content-length-range", 1, item["size"]]],
            ExpiresIn=int(lasts.total_seconds()),
        )
        return form


class SigningKey(NamedTuple):
    """id: under which CloudFront knows the public half. private: PEM."""

    id: str
    private: str


@cache
def signing_key() -> SigningKey:
    """The key of the media cookies, kept while the function is warm. Raises Unavailable when it is out of
    reach, or has never been made."""
    if not settings.media_key_id:
        raise Unavailable(_NO_KEY, retry_after_s=3600, code="media-key-missing")
    return SigningKey(settings.media_key_id, _parameter(settings.media_signing_key))


def _parameter(name: str) -> str:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer: Any = client("ssm").get_parameter(Name=name, WithDecryption=True)
    except (BotoCoreError, ClientError) as error:
        logger.exception("the key that signs cookies cannot be read", parameter=name)
        raise Unavailable("Pictures cannot be shown right now. Try again.", retry_after_s=5) from error
    value: str = answer["Parameter"]["Value"]
    return value
