"""The ledger, one object in the bucket of Terraform's state, beside the state: whoever may apply may release.

Each write says which version of the object it replaces (If-Match), so that of two who write one succeeds:
docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from __future__ import annotations

from typing import Any

from tools.release.errors import ReleaseError, TakenOver
from tools.release.model import Ledger, from_json, to_json

KEY = "releases.json"
# A write that came second, or at the same time as another: 412 and 409.
_LOST = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}


class Store:
    """`s3` is boto3's client."""

    def __init__(self, s3: Any, bucket: str, key: str = KEY) -> None:
        self._s3, self._bucket, self._key = s3, bucket, key
        self._tag: str | None = None

    def read(self) -> Ledger:
        """The ledger as it is now; an empty one before the first release. Raises ReleaseError when somebody
        wrote something else there."""
        try:
            found = self._s3.get_object(Bucket=self._bucket, Key=self._key)
        except self._s3.exceptions.NoSuchKey:
            self._tag = None
            return Ledger()
        self._tag = found["ETag"]
        try:
            return from_json(found["Body"].read().decode())
        except (KeyError, TypeError, ValueError) as problem:
            raise ReleaseError(
                f"s3://{self._bucket}/{self._key} is no ledger of releases ({problem!r}). The bucket keeps "
                "its versions: bring an older one back, or remove it, and the next release begins a new one."
            ) from problem

    def write(self, ledger: Ledger) -> None:
        """Replaces what `read` or `write` last saw. Raises TakenOver when somebody else has written since."""
        from botocore.exceptions import ClientError

        condition = {"IfMatch": self._tag} if self._tag else {"IfNoneMatch": "*"}
        try:
            done = self._s3.put_object(
                Bucket=self._bucket,
                Key=self._key,
                Body=to_json(ledger).encode(),
                ContentType="application/json",
                **condition,
            )
        except ClientError as refusal:
            if refusal.response["Error"]["Code"] not in _LOST:
                raise
            raise TakenOver(
                "Somebody else has written to the releases of this environment meanwhile: "
                "`invoke release.list --env …` shows what is live and what is under way."
            ) from refusal
        self._tag = done["ETag"]
