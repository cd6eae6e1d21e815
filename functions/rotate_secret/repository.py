"""The secret with its versions, and the public keys in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shared.identity.native_tokens import PARTITION_KEY, SORT_KEY, PublishedKeys
from shared.identity.signing_keys import Key, key_in
from shared.table import Table

CURRENT, PENDING = "AWSCURRENT", "AWSPENDING"

KeySet = list[dict[str, Any]]


class Secret:
    """The signing secret during the rotation `token`, which is also its new version's id."""

    def __init__(self, client: Any, secret_id: str, token: str) -> None:
        self._client, self._id, self._token = client, secret_id, token

    @property
    def region(self) -> str:
        """Where the secret is, as its ARN says."""
        return self._id.split(":")[3] if self._id.startswith("arn:") else ""

    def has_pending(self) -> bool:
        """Whether this rotation has made its key."""
        from botocore.exceptions import ClientError

        try:
            self._client.get_secret_value(SecretId=self._id, VersionId=self._token)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return False
            raise
        return True

    def make_pending(self, content: str) -> None:
        """Keeps the new version. Doing it twice with other content is refused by Secrets Manager."""
        self._client.put_secret_value(
            SecretId=self._id, ClientRequestToken=self._token, SecretString=content, VersionStages=[PENDING]
        )

    def pending(self) -> Key:
        """This rotation's key; also after it has become the current one. Raises ValueError for no key."""
        answer = self._client.get_secret_value(SecretId=self._id, VersionId=self._token)
        return key_in(answer["SecretString"])

    def make_current(self) -> None:
        """Moves AWSCURRENT to this rotation's version; nothing, if it is there."""
        current = next((version for version, labels in self._labels().items() if CURRENT in labels), None)
        if current == self._token:
            return
        move = {"SecretId": self._id, "VersionStage": CURRENT, "MoveToVersionId": self._token}
        if current is not None:
            move["RemoveFromVersionId"] = current
        self._client.update_secret_version_stage(**move)

    def is_under_way(self) -> bool:
        """Whether this rotation's version waits to become current, or has just done so."""
        return not {CURRENT, PENDING}.isdisjoint(self._labels().get(self._token, ()))

    def _labels(self) -> dict[str, list[str]]:
        """Labels by version."""
        found: dict[str, list[str]] = self._client.describe_secret(SecretId=self._id).get(
            "VersionIdsToStages", {}
        )
        return found


class PublishedKeySet:
    """The item from which tokens are verified."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def change(self, edit: Callable[[KeySet], KeySet]) -> None:
        """Writes what `edit` makes of the keys. Raises ConditionFailed when somebody else did so at the same
        time; Secrets Manager repeats the step."""
        item = self._table.get(PARTITION_KEY, SORT_KEY, consistent=True)
        before = item["keys"] if item else []
        after = edit(before)
        if after == before:
            return
        version = item["version"] if item else 0
        new = {"pk": PARTITION_KEY, "sk": SORT_KEY, "keys": after, "version": version + 1}
        if item:
            self._table.put(new, if_version=version)
        else:
            self._table.put(new, only_if_new=True)

    def reader(self) -> PublishedKeys:
        """The keys as the authorizer reads them, afresh."""
        return PublishedKeys(self._table)
