"""An import's files (S3) and its job (the table). The keys are an agreement with the function `transfer`,
which hands out the addresses and writes the orders."""

from __future__ import annotations

from typing import Any

from shared.clients import client
from shared.errors import Unavailable
from shared.habits.items import partition
from shared.settings import settings
from shared.table import ConditionFailed, Table

Item = dict[str, Any]
# S3 says so when the object is not there, the second one to those who may not list.
_MISSING = frozenset({"NoSuchKey", "404", "AccessDenied"})


class Files:
    """The bucket TRANSFERS_BUCKET."""

    def __init__(self, s3: Any = None, bucket: str | None = None) -> None:
        self._s3, self._bucket = s3, bucket

    def get(self, key: str) -> bytes | None:
        """The object, None when there is none (any more)."""
        from botocore.exceptions import ClientError

        try:
            answer = self._client.get_object(**self._at(key))
        except ClientError as error:
            if error.response["Error"]["Code"] in _MISSING:
                return None
            raise
        data: bytes = answer["Body"].read()
        return data

    def put(self, key: str, data: bytes) -> None:
        self._client.put_object(**self._at(key), Body=data)

    def delete(self, key: str) -> None:
        self._client.delete_object(**self._at(key))

    @property
    def _client(self) -> Any:
        return self._s3 or client("s3")

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self._bucket or settings.transfers_bucket, "Key": key}


class Job:
    """The import `import_id` of `user_id`, its item in `table` and the keys of its files."""

    def __init__(self, table: Table, user_id: str, import_id: str) -> None:
        self._table, self.user_id, self.id = table, user_id, import_id
        self._pk, self._sk = partition(user_id), f"IMPORT#{import_id}"

    @property
    def upload_key(self) -> str:
        return f"uploads/{self.user_id}/{self.id}"

    @property
    def archive_key(self) -> str:
        return f"archives/{self.user_id}/{self.id}.json.gz"

    @property
    def table_key(self) -> str:
        """A CSV's text, kept until its columns are mapped."""
        return f"archives/{self.user_id}/{self.id}.csv"

    def read(self) -> Item | None:
        """The item as it is now, None when the person has deleted it."""
        return self._table.get(self._pk, self._sk, consistent=True)

    def set(self, **attributes: Any) -> bool:
        """Sets attributes, takes away those that are None; False when the job is not there any more."""
        gone = [name for name, value in attributes.items() if value is None]
        new = {name: value for name, value in attributes.items() if value is not None}
        try:
            self._table.update(
                self._pk,
                self._sk,
                set=new,
                remove=gone,
                condition="attribute_exists(#pk)",
                names={"pk": "pk"},
                return_new=False,
            )
        except ConditionFailed:
            return False
        return True

    def count_attempt(self, by: int = 1) -> int:
        """How often this work has been begun, this time included; -1 takes one back."""
        item = self._table.update(self._pk, self._sk, add={"attempts": by})
        attempts: int = item["attempts"]
        return attempts


def is_of_aws(error: Exception) -> bool:
    """Whether it is the table or the bucket that failed."""
    from botocore.exceptions import BotoCoreError, ClientError

    return isinstance(error, Unavailable | BotoCoreError | ClientError)
