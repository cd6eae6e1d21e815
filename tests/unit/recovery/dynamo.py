"""DynamoDB and its streams, as far as tables are restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.unit.recovery.facts import LATEST, NOW, STREAM, TABLE, TABLE_TAKES, Item, Pages, item, refusal


class FakeDynamo:
    """`changes`: (when, item before, item after), in order; `lies`: what a restore makes of its items."""

    def __init__(self, world: Any) -> None:
        self._world = world
        self.tables: dict[str, list[Item]] = {
            TABLE: [item("USER#ada", "PROFILE"), item("USER#ada", "HABIT#1")]
        }
        self.ready_at: dict[str, datetime] = {}
        self.changes: list[tuple[datetime, Item | None, Item | None]] = []
        self.lies: Callable[[list[Item]], list[Item]] = lambda items: items
        self.backed_up = True
        self.asked: dict[str, Any] = {}

    def change(self, at: datetime, before: Item | None, after: Item | None) -> None:
        self.changes.append((at, before, after))
        live = self.tables[TABLE]
        live[:] = [one for one in live if one != before] + ([after] if after else [])

    def describe_continuous_backups(self, **_: Any) -> Any:
        backup: dict[str, Any] = {"PointInTimeRecoveryStatus": "ENABLED" if self.backed_up else "DISABLED"}
        if self.backed_up:
            backup |= {
                "EarliestRestorableDateTime": NOW - timedelta(days=35),
                "LatestRestorableDateTime": LATEST,
            }
        return {"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": backup}}

    def restore_table_to_point_in_time(self, **asked: Any) -> None:
        self.asked = asked
        items = list(self.tables[asked["SourceTableName"]])
        for at, before, after in reversed(self.changes):
            if at > asked["RestoreDateTime"]:
                items = [one for one in items if one != after] + ([before] if before else [])
        self.tables[asked["TargetTableName"]] = self.lies(items)
        self.ready_at[asked["TargetTableName"]] = self._world.clock.now() + TABLE_TAKES

    def describe_table(self, **asked: Any) -> Any:
        if asked["TableName"] not in self.tables:
            raise refusal("ResourceNotFoundException")
        ready = self.ready_at.get(asked["TableName"], NOW) <= self._world.clock.now()
        return {"Table": {"TableStatus": "ACTIVE" if ready else "CREATING", "LatestStreamArn": STREAM}}

    def delete_table(self, **asked: Any) -> None:
        assert self.describe_table(**asked)["Table"]["TableStatus"] == "ACTIVE"
        assert asked["TableName"] != TABLE
        del self.tables[asked["TableName"]]

    def scan(self, **asked: Any) -> Any:
        """A page an item; the segments of two tables are not the same."""
        parts, items = asked.get("TotalSegments", 1), self.tables[asked["TableName"]]
        if parts > 1:
            first = len(asked["TableName"]) % 2
            items = items[first::parts]
        start = asked.get("ExclusiveStartKey", 0)
        more = {"LastEvaluatedKey": start + 1} if start + 1 < len(items) else {}
        return {"Items": items[start : start + 1], **more}

    def get_item(self, **asked: Any) -> Any:
        found = [one for one in self.tables[asked["TableName"]] if asked["Key"].items() <= one.items()]
        return {"Item": found[0]} if found else {}

    def get_paginator(self, _: str) -> Any:
        return Pages([{"TableNames": list(self.tables)}])


class FakeStreams:
    def __init__(self, world: Any) -> None:
        self._world = world

    def describe_stream(self, **_: Any) -> Any:
        return {"StreamDescription": {"Shards": [{"ShardId": "shardId-00000001234567890123-00000000"}]}}

    def get_shard_iterator(self, **_: Any) -> Any:
        return {"ShardIterator": "i"}

    def get_records(self, **_: Any) -> Any:
        return {"Records": [_record(*change) for change in self._world.dynamodb.changes]}


def _record(at: datetime, before: Item | None, after: Item | None) -> Any:
    there = before or after or {}
    images = {name: image for name, image in (("OldImage", before), ("NewImage", after)) if image}
    keys = {name: there[name] for name in ("pk", "sk")}
    return {"dynamodb": {"Keys": keys, "ApproximateCreationDateTime": at, **images}}
