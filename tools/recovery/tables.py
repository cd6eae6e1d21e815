"""A DynamoDB table, restored to a point in time beside the live one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from tools.recovery.made import DrillError, is_drills

Item = dict[str, Any]


class Window(NamedTuple):
    """Between these times a store can be restored to any second."""

    earliest: datetime
    latest: datetime


def window(dynamodb: Any, table: str) -> Window:
    """Raises DrillError when the table has no continuous backup."""
    answer = dynamodb.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    backup = answer.get("PointInTimeRecoveryDescription", {})
    if backup.get("PointInTimeRecoveryStatus") != "ENABLED":
        raise DrillError(f"{table} has no continuous backup: set point_in_time_recovery = true, and apply.")
    if "LatestRestorableDateTime" not in backup:
        raise DrillError(f"{table}'s continuous backup has just begun: try again in a few minutes.")
    return Window(backup["EarliestRestorableDateTime"], backup["LatestRestorableDateTime"])


@dataclass
class RestoredTable:
    """The table `name`, which `restore` makes of `source`. It has neither the live one's stream nor its
    expiry, backups, protection and tags."""

    dynamodb: Any
    source: str
    name: str

    @property
    def command(self) -> str:
        return f"aws dynamodb delete-table --table-name {self.name}"

    def restore(self, at: datetime) -> None:
        """Asks for it; it is there once `ready`."""
        self.dynamodb.restore_table_to_point_in_time(
            SourceTableName=self.source,
            TargetTableName=self.name,
            RestoreDateTime=at,
            # By the request: a drill needs no capacity of its own.
            BillingModeOverride="PAY_PER_REQUEST",
        )

    def ready(self) -> bool:
        return bool(self._status() == "ACTIVE")

    def remove(self) -> bool:
        status = self._status()
        if status in (None, "DELETING"):
            return True
        if status != "ACTIVE":
            return False
        self.dynamodb.delete_table(TableName=self.name)
        return True

    def _status(self) -> str | None:
        try:
            return str(self.dynamodb.describe_table(TableName=self.name)["Table"]["TableStatus"])
        except ClientError as refusal:
            if refusal.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise


def items(dynamodb: Any, table: str, parts: int = 1) -> Iterator[Item]:
    """All items, or one part in `parts` of them. Reads are consistent: 1 unit for 4 kB."""
    asked: dict[str, Any] = {"TableName": table, "ConsistentRead": True}
    if parts > 1:
        asked |= {"TotalSegments": parts, "Segment": 0}
    while True:
        page = dynamodb.scan(**asked)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def item(dynamodb: Any, table: str, pk: str, sk: str) -> Item | None:
    key = {"pk": {"S": pk}, "sk": {"S": sk}}
    answer = dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True)
    found: Item | None = answer.get("Item")
    return found


def stream_arn(dynamodb: Any, table: str) -> str:
    return str(dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"])


def leftovers(dynamodb: Any, beginning: str) -> list[RestoredTable]:
    """Tables of drills that were killed: whose name begins so and goes on as drills' names do."""
    pages = dynamodb.get_paginator("list_tables").paginate()
    names = [name for page in pages for name in page["TableNames"]]
    return [RestoredTable(dynamodb, "", name) for name in names if is_drills(name, beginning)]
