"""Secrets Manager in memory, as far as the versions of one secret go, and a key that signs."""

# ruff: noqa: N803  # the arguments are botocore's
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError

from shared import clients
from shared.identity import native_tokens, signing_keys
from shared.settings import settings
from shared.table import Table

ARN = "arn:aws:secretsmanager:eu-west-2:000000000000:secret:daybook-test-signing-AbCdEf"
ISSUER = "https://daybook/test"


class FakeSecrets:
    """Methods are botocore's. `versions`: text by version id; `stages`: version id by label."""

    def __init__(self, arn: str = ARN) -> None:
        self.arn = arn
        self.versions: dict[str, str] = {}
        self.stages: dict[str, str] = {}
        self.reads = 0
        self.failure: Exception | None = None

    def get_secret_value(
        self, *, SecretId: str, VersionId: str = "", VersionStage: str = "AWSCURRENT"
    ) -> dict[str, Any]:
        assert SecretId == self.arn
        self.reads += 1
        if self.failure:
            raise self.failure
        version = VersionId or self.stages.get(VersionStage, "")
        if version not in self.versions:
            raise error("ResourceNotFoundException")
        return {"SecretString": self.versions[version], "VersionId": version}

    def put_secret_value(
        self, *, SecretId: str, ClientRequestToken: str, SecretString: str, VersionStages: list[str]
    ) -> None:
        assert SecretId == self.arn
        if self.versions.setdefault(ClientRequestToken, SecretString) != SecretString:
            raise error("ResourceExistsException")
        self.stages |= dict.fromkeys(VersionStages, ClientRequestToken)

    def describe_secret(self, *, SecretId: str) -> dict[str, Any]:
        assert SecretId == self.arn
        labels: dict[str, list[str]] = {}
        for label, version in self.stages.items():
            labels.setdefault(version, []).append(label)
        return {"ARN": self.arn, **({"VersionIdsToStages": labels} if labels else {})}

    def update_secret_version_stage(
        self, *, SecretId: str, VersionStage: str, MoveToVersionId: str, RemoveFromVersionId: str = ""
    ) -> None:
        assert SecretId == self.arn
        holder = self.stages.get(VersionStage, "")
        if holder != RemoveFromVersionId:
            raise error("InvalidParameterException")
        if holder and VersionStage == "AWSCURRENT":
            self.stages["AWSPREVIOUS"] = holder
        self.stages[VersionStage] = MoveToVersionId


def error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": code}}, "Operation")


@contextmanager
def fake_signing(table: Table) -> Iterator[FakeSecrets]:
    """A secret with a key that is published in `table`; clients and settings lead to both."""
    secrets, key = FakeSecrets(), signing_keys.new_key()
    secrets.put_secret_value(
        SecretId=ARN,
        ClientRequestToken="first",
        SecretString=signing_keys.secret_of(key),
        VersionStages=["AWSCURRENT"],
    )
    publish(table, key)
    with clients.override(secretsmanager=secrets), settings.override(signing_secret_arn=ARN, issuer=ISSUER):
        yield secrets


def publish(table: Table, *keys: signing_keys.Key) -> None:
    """Makes these the keys that verify."""
    table.put(
        {
            "pk": native_tokens.PARTITION_KEY,
            "sk": native_tokens.SORT_KEY,
            "keys": [signing_keys.published(key) for key in keys],
            "version": 1,
        }
    )


def current_key(secrets: FakeSecrets) -> signing_keys.Key:
    """The key with which tokens are signed."""
    return signing_keys.key_in(secrets.versions[secrets.stages["AWSCURRENT"]])
