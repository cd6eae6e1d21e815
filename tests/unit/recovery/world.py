"""An account with a table and a database that can be restored, whose calls can be made to fail."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.session import get_session
from botocore.validate import ParamValidator

from tools.failures.stack import Stack
from tools.recovery.made import Clock

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
LATEST = NOW - timedelta(minutes=5)
TABLE_TAKES, DATABASE_TAKES = timedelta(minutes=1), timedelta(minutes=2)
TABLE, DATABASE = "daybook-test-data", "daybook-test-database"
ARN = f"arn:aws:rds:eu-west-2:111122223333:db:{DATABASE}"
STREAM = f"arn:aws:dynamodb:eu-west-2:111122223333:table/{TABLE}/stream/2026-01-01T00:00:00.000"
CLUSTER_ARN = f"arn:aws:rds:eu-west-2:111122223333:cluster:{DATABASE}"
Item = dict[str, Any]


def item(pk: str, sk: str, value: str = "1") -> Item:
    return {"pk": {"S": pk}, "sk": {"S": sk}, "value": {"S": value}}


def refusal(code: str, operation: str = "Operation", message: str = "") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


class FakeClock(Clock):
    def __init__(self) -> None:
        self.time = NOW
        self.naps: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.time += timedelta(seconds=seconds)


class World:
    """`fails_at`: the number of the call that fails, with `error`. A call may have worked although it
    failed (`late`)."""

    def __init__(self, arn: str = ARN) -> None:
        self.clock = FakeClock()
        self.said: list[str] = []
        self.dynamodb, self.rds = FakeDynamo(self), FakeRds(self)
        self.functions = FakeFunctions(self)
        self.calls: list[str] = []
        self.fails_at: int | None = None
        self.error: BaseException = KeyboardInterrupt()
        self.late = False
        clients = {
            "dynamodb": self.dynamodb,
            "dynamodbstreams": FakeStreams(self),
            "rds": self.rds,
            "lambda": self.functions,
            "secretsmanager": FakeSecrets(),
        }
        outputs = {
            "table_name": TABLE,
            "database_arn": arn,
            "database_master_secret_arn": "arn:secret",
            "function_names": {"measure_database": "daybook-test-measure-database"},
        }
        self.stack = Stack(outputs, lambda name: Calls(self, name, clients[name]))

    @property
    def left(self) -> set[str]:
        """What a drill has made and not removed."""
        return {*self.dynamodb.tables, *self.rds.instances, *self.rds.clusters} - {TABLE, DATABASE}

    def count(self, operation: str) -> bool:
        """Whether this call is the one that fails."""
        self.calls.append(operation)
        return self.fails_at == len(self.calls)


@cache
def input_of(service: str, operation: str) -> Any:
    """botocore's model of what the operation, named as clients name it, takes."""
    model = _model(service)
    return next(
        model.operation_model(one).input_shape
        for one in model.operation_names
        if xform_name(one) == operation
    )


@cache
def _model(service: str) -> Any:
    return get_session().get_service_model(service)


class Calls:
    """A client that counts its calls, takes only what the real one would, and fails when it is told to."""

    def __init__(self, world: World, service: str, client: Any) -> None:
        self._world, self._service, self._client = world, service, client

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        work = getattr(self._client, operation)

        def call(**asked: Any) -> Any:
            if operation != "scan":  # the fake's own marks of a page
                shape = input_of(self._service, operation)
                assert not ParamValidator().validate(asked, shape).has_errors(), (operation, asked)
            fails = self._world.count(operation)
            if fails and not self._world.late:
                raise self._world.error
            answer = work(**asked)
            if fails:
                raise self._world.error
            return answer

        return work if operation == "get_paginator" else call


class FakeDynamo:
    """`changes`: (when, item before, item after), in order; `lies`: what a restore makes of its items."""

    def __init__(self, world: World) -> None:
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


class Pages:
    def __init__(self, pages: list[Any]) -> None:
        self._pages = pages

    def paginate(self) -> list[Any]:
        return self._pages


class FakeStreams:
    def __init__(self, world: World) -> None:
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


class FakeRds:
    def __init__(self, world: World) -> None:
        self._world = world
        self.instances: dict[str, dict[str, Any]] = {DATABASE: {"MasterUsername": "m", "available": NOW}}
        self.clusters: dict[str, dict[str, Any]] = {DATABASE: {"MasterUsername": "m", "available": NOW}}
        self.asked: dict[str, Any] = {}
        self.unknown = False

    def describe_db_instance_automated_backups(self, **_: Any) -> Any:
        return {"DBInstanceAutomatedBackups": [{"RestoreWindow": {"EarliestTime": NOW - timedelta(days=7)}}]}

    def describe_db_instances(self, **asked: Any) -> Any:
        name = asked["DBInstanceIdentifier"]
        facts = self._facts(self.instances, name, "DBInstanceNotFound")
        return {"DBInstances": [_instance(name, facts, self._is_there(facts))]}

    def describe_db_clusters(self, **asked: Any) -> Any:
        name = asked["DBClusterIdentifier"]
        facts = self._facts(self.clusters, name, "DBClusterNotFoundFault")
        return {"DBClusters": [_cluster(name, facts, self._is_there(facts))]}

    def restore_db_instance_to_point_in_time(self, **asked: Any) -> None:
        if self.unknown:
            raise refusal("InvalidAction", "RestoreDBInstanceToPointInTime")
        self.asked = asked
        self.instances[asked["TargetDBInstanceIdentifier"]] = self._soon()

    def restore_db_cluster_to_point_in_time(self, **asked: Any) -> None:
        self.asked = asked
        self.clusters[asked["DBClusterIdentifier"]] = self._soon()

    def create_db_instance(self, **asked: Any) -> None:
        self.instances[asked["DBInstanceIdentifier"]] = self._soon()

    def modify_db_instance(self, **asked: Any) -> None:
        self.instances[asked["DBInstanceIdentifier"]] |= {
            "password": asked["MasterUserPassword"],
            "pending": 2,
        }

    def modify_db_cluster(self, **asked: Any) -> None:
        self.clusters[asked["DBClusterIdentifier"]] |= {"password": asked["MasterUserPassword"], "pending": 2}

    def delete_db_instance(self, **asked: Any) -> None:
        self._delete(
            self.instances, asked["DBInstanceIdentifier"], "DBInstanceNotFound", "InvalidDBInstanceState"
        )

    def delete_db_cluster(self, **asked: Any) -> None:
        assert asked["SkipFinalSnapshot"]
        assert asked["DBClusterIdentifier"] not in self.instances
        self._delete(
            self.clusters,
            asked["DBClusterIdentifier"],
            "DBClusterNotFoundFault",
            "InvalidDBClusterStateFault",
        )

    def get_paginator(self, operation: str) -> Any:
        if operation == "describe_db_clusters":
            return Pages([{"DBClusters": [{"DBClusterIdentifier": name} for name in self.clusters]}])
        return Pages([{"DBInstances": [{"DBInstanceIdentifier": name} for name in self.instances]}])

    def _soon(self) -> dict[str, Any]:
        return {"MasterUsername": "m", "available": self._world.clock.now() + DATABASE_TAKES}

    def _is_there(self, facts: dict[str, Any]) -> bool:
        return bool(facts["available"] <= self._world.clock.now())

    def _facts(self, known: dict[str, dict[str, Any]], name: str, missing: str) -> dict[str, Any]:
        if name not in known:
            raise refusal(missing)
        facts = known[name]
        facts["pending"] = max(0, facts.get("pending", 0) - 1)
        return facts

    def _delete(self, known: dict[str, dict[str, Any]], name: str, missing: str, busy: str) -> None:
        assert name != DATABASE
        if name not in known:
            raise refusal(missing)
        if not self._is_there(known[name]):
            raise refusal(busy)
        del known[name]


def _instance(name: str, facts: dict[str, Any], there: bool) -> dict[str, Any]:
    return {
        "DBInstanceIdentifier": name,
        "DBInstanceStatus": "available" if there else "creating",
        "DBInstanceClass": "db.t4g.micro",
        "MasterUsername": facts["MasterUsername"],
        "Endpoint": {"Address": f"{name}.abc.eu-west-2.rds.amazonaws.com", "Port": 5432},
        "LatestRestorableTime": LATEST,
        "DBSubnetGroup": {"DBSubnetGroupName": DATABASE},
        "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1"}],
        "DBParameterGroups": [{"DBParameterGroupName": "daybook-17"}],
        "PendingModifiedValues": {"MasterUserPassword": "****"} if facts["pending"] else {},
    }


def _cluster(name: str, facts: dict[str, Any], there: bool) -> dict[str, Any]:
    return {
        "DBClusterIdentifier": name,
        "Status": "available" if there else "creating",
        "MasterUsername": facts["MasterUsername"],
        "Endpoint": f"{name}.cluster-abc.eu-west-2.rds.amazonaws.com",
        "Port": 5432,
        "Engine": "aurora-postgresql",
        "EarliestRestorableTime": NOW - timedelta(days=7),
        "LatestRestorableTime": LATEST,
        "DBSubnetGroup": DATABASE,
        "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1"}],
        "DBClusterParameterGroup": "daybook-17",
        "ServerlessV2ScalingConfiguration": {
            "MinCapacity": 0.0,
            "MaxCapacity": 2.0,
            "SecondsUntilAutoPause": 300,
        },
        "PendingModifiedValues": {"MasterUserPassword": "****"} if facts["pending"] else {},
    }


class FakeFunctions:
    """measure_database: `live` and `restored` are the tables that it finds."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.live = {"users": table(3, "30")}
        self.restored = {"users": table(3, "30")}
        self.logins: list[dict[str, Any]] = []
        self.fails = False

    def invoke(self, **asked: Any) -> Any:
        told = json.loads(asked["Payload"])
        self.logins.append(told)
        if self.fails:
            said = {"errorMessage": f"refused {told['password']}"}
            return {"FunctionError": "Unhandled", "Payload": io.BytesIO(json.dumps(said).encode())}
        found = self.live if told["host"].startswith(DATABASE + ".") else self.restored
        return {"Payload": io.BytesIO(json.dumps({"tables": found}).encode())}


def table(
    rows: int, checksum: str, *, dated: bool = True, settled: tuple[int, str] | None = None
) -> dict[str, Any]:
    settled_rows, settled_checksum = settled or (rows, checksum)
    return {
        "rows": rows, "checksum": checksum, "dated": dated, "settled_rows": settled_rows,
        "settled_checksum": settled_checksum, "later": rows - settled_rows,
    }  # fmt: skip


class FakeSecrets:
    def get_secret_value(self, **_: Any) -> Any:
        return {"SecretString": json.dumps({"username": "m", "password": "of the live one"})}
