"""PostgreSQL at RDS, an instance or an Aurora cluster, restored to a point in time beside the live one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from botocore.exceptions import ClientError

from tools.recovery.made import DrillError
from tools.recovery.tables import Window

_GONE = {"DBInstanceNotFound", "DBInstanceNotFoundFault", "DBClusterNotFoundFault"}
# While it is being made or changed AWS does not delete it.
_BUSY = {"InvalidDBInstanceState", "InvalidDBInstanceStateFault", "InvalidDBClusterStateFault"}
_PASSWORD_BYTES = 24
_SERVERLESS = "db.serverless"


class Login(NamedTuple):
    """Where a database is, and the master user's way in."""

    host: str
    port: int
    username: str
    password: str


class Restored(Protocol):
    """A database that is restored. A drill calls restore(), ready() until it is, open(), opened() until it
    is, and then login(); remove() at any time."""

    @property
    def name(self) -> str: ...
    @property
    def command(self) -> str: ...
    def restore(self, at: datetime) -> None: ...
    def ready(self) -> bool: ...
    def open(self) -> None: ...
    def opened(self) -> bool: ...
    def login(self) -> Login: ...
    def remove(self) -> bool: ...


class Live(Protocol):
    """The live database. `window` raises DrillError when it has no backups."""

    @property
    def source(self) -> str: ...
    def window(self) -> Window: ...
    def login(self, secret: dict[str, Any]) -> Login: ...
    def beside(self, name: str) -> Restored: ...


def live(rds: Any, arn: str) -> Live:
    """The database with this ARN."""
    kind, name = arn.split(":")[5:7]
    return LiveCluster(rds, name) if kind == "cluster" else LiveInstance(rds, name)


@dataclass
class LiveInstance:
    rds: Any
    source: str

    def window(self) -> Window:
        backups = self.rds.describe_db_instance_automated_backups(DBInstanceIdentifier=self.source)
        spans = [one.get("RestoreWindow", {}) for one in backups["DBInstanceAutomatedBackups"]]
        latest = self._facts().get("LatestRestorableTime")
        if not latest or not spans or "EarliestTime" not in spans[0]:
            raise DrillError(
                f"{self.source} has no automatic backups yet: set database_backup_days, or wait."
            )
        return Window(spans[0]["EarliestTime"], latest)

    def login(self, secret: dict[str, Any]) -> Login:
        return _login(self._facts()["Endpoint"], secret["username"], secret["password"])

    def beside(self, name: str) -> RestoredInstance:
        return RestoredInstance(self.rds, self._facts(), name)

    def _facts(self) -> dict[str, Any]:
        return _instance(self.rds, self.source)


@dataclass
class RestoredInstance:
    """As the live one, but in one zone and without protection, and with a password of its own."""

    rds: Any
    live: dict[str, Any]
    name: str
    password: str = ""

    @property
    def command(self) -> str:
        return (
            f"aws rds delete-db-instance --db-instance-identifier {self.name} "
            "--skip-final-snapshot --delete-automated-backups"
        )

    def restore(self, at: datetime) -> None:
        self.rds.restore_db_instance_to_point_in_time(
            SourceDBInstanceIdentifier=self.live["DBInstanceIdentifier"],
            TargetDBInstanceIdentifier=self.name,
            RestoreTime=at,
            DBInstanceClass=self.live["DBInstanceClass"],
            # So that the functions' security group reaches it, as it does the live one.
            DBSubnetGroupName=self.live["DBSubnetGroup"]["DBSubnetGroupName"],
            VpcSecurityGroupIds=[group["VpcSecurityGroupId"] for group in self.live["VpcSecurityGroups"]],
            DBParameterGroupName=self.live["DBParameterGroups"][0]["DBParameterGroupName"],
            MultiAZ=False,
            PubliclyAccessible=False,
            DeletionProtection=False,
        )

    def ready(self) -> bool:
        return _is_available(_instance(self.rds, self.name))

    def open(self) -> None:
        """Gives the master user a password that nobody keeps: the live one's may have changed since."""
        self.password = secrets.token_urlsafe(_PASSWORD_BYTES)
        self.rds.modify_db_instance(
            DBInstanceIdentifier=self.name, MasterUserPassword=self.password, ApplyImmediately=True
        )

    def opened(self) -> bool:
        facts = _instance(self.rds, self.name)
        return _is_available(facts) and "MasterUserPassword" not in facts.get("PendingModifiedValues", {})

    def login(self) -> Login:
        facts = _instance(self.rds, self.name)
        return _login(facts["Endpoint"], facts["MasterUsername"], self.password)

    def remove(self) -> bool:
        return _removed(
            self.rds.delete_db_instance,
            DBInstanceIdentifier=self.name,
            SkipFinalSnapshot=True,
            DeleteAutomatedBackups=True,
        )


@dataclass
class LiveCluster:
    rds: Any
    source: str

    def window(self) -> Window:
        facts = self._facts()
        if "LatestRestorableTime" not in facts:
            raise DrillError(f"{self.source} has no backups yet: wait until the first is done.")
        return Window(facts["EarliestRestorableTime"], facts["LatestRestorableTime"])

    def login(self, secret: dict[str, Any]) -> Login:
        facts = self._facts()
        where = {"Address": facts["Endpoint"], "Port": facts["Port"]}
        return _login(where, secret["username"], secret["password"])

    def beside(self, name: str) -> RestoredCluster:
        return RestoredCluster(self.rds, self._facts(), name)

    def _facts(self) -> dict[str, Any]:
        return _cluster(self.rds, self.source)


@dataclass
class RestoredCluster:
    """A cluster, and its one instance of the same name: without one nobody answers."""

    rds: Any
    live: dict[str, Any]
    name: str
    password: str = ""

    @property
    def command(self) -> str:
        return (
            f"aws rds delete-db-instance --db-instance-identifier {self.name}; "
            f"aws rds delete-db-cluster --db-cluster-identifier {self.name} --skip-final-snapshot"
        )

    def restore(self, at: datetime) -> None:
        capacity = self.live.get("ServerlessV2ScalingConfiguration", {})
        self.rds.restore_db_cluster_to_point_in_time(
            SourceDBClusterIdentifier=self.live["DBClusterIdentifier"],
            DBClusterIdentifier=self.name,
            RestoreToTime=at,
            DBSubnetGroupName=self.live["DBSubnetGroup"],
            VpcSecurityGroupIds=[group["VpcSecurityGroupId"] for group in self.live["VpcSecurityGroups"]],
            DBClusterParameterGroupName=self.live["DBClusterParameterGroup"],
            DeletionProtection=False,
            ServerlessV2ScalingConfiguration={
                name: capacity[name] for name in ("MinCapacity", "MaxCapacity") if name in capacity
            },
        )
        self.rds.create_db_instance(
            DBInstanceIdentifier=self.name,
            DBClusterIdentifier=self.name,
            DBInstanceClass=_SERVERLESS,
            Engine=self.live["Engine"],
            PubliclyAccessible=False,
        )

    def ready(self) -> bool:
        return all(map(_is_available, (_cluster(self.rds, self.name), _instance(self.rds, self.name))))

    def open(self) -> None:
        self.password = secrets.token_urlsafe(_PASSWORD_BYTES)
        self.rds.modify_db_cluster(
            DBClusterIdentifier=self.name, MasterUserPassword=self.password, ApplyImmediately=True
        )

    def opened(self) -> bool:
        facts = _cluster(self.rds, self.name)
        return _is_available(facts) and "MasterUserPassword" not in facts.get("PendingModifiedValues", {})

    def login(self) -> Login:
        facts = _cluster(self.rds, self.name)
        where = {"Address": facts["Endpoint"], "Port": facts["Port"]}
        return _login(where, facts["MasterUsername"], self.password)

    def remove(self) -> bool:
        instance = _removed(self.rds.delete_db_instance, DBInstanceIdentifier=self.name)
        return instance and _removed(
            self.rds.delete_db_cluster, DBClusterIdentifier=self.name, SkipFinalSnapshot=True
        )


def leftovers(rds: Any, beginning: str) -> list[Restored]:
    """Databases of drills that were killed: whose name begins so."""
    clusters = _names(rds, "describe_db_clusters", "DBClusters", "DBClusterIdentifier")
    instances = _names(rds, "describe_db_instances", "DBInstances", "DBInstanceIdentifier")
    found: list[Restored] = [
        RestoredCluster(rds, {}, name) for name in clusters if name.startswith(beginning)
    ]
    alone = sorted(set(instances) - set(clusters))
    return found + [RestoredInstance(rds, {}, name) for name in alone if name.startswith(beginning)]


def _names(rds: Any, operation: str, listed: str, name: str) -> list[str]:
    pages = rds.get_paginator(operation).paginate()
    return [one[name] for page in pages for one in page[listed]]


def _instance(rds: Any, name: str) -> dict[str, Any]:
    facts: dict[str, Any] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]
    return facts


def _cluster(rds: Any, name: str) -> dict[str, Any]:
    facts: dict[str, Any] = rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"][0]
    return facts


def _is_available(facts: dict[str, Any]) -> bool:
    """Raises DrillError for a state that no waiting cures."""
    status = str(facts.get("DBInstanceStatus") or facts.get("Status"))
    if status.startswith(("failed", "incompatible", "inaccessible", "restore-error")):
        raise DrillError(f"{facts.get('DBInstanceIdentifier') or facts['DBClusterIdentifier']} is {status}.")
    return status == "available"


def _login(endpoint: dict[str, Any], username: str, password: str) -> Login:
    return Login(endpoint["Address"], int(endpoint["Port"]), username, password)


def _removed(delete: Any, **asked: Any) -> bool:
    try:
        delete(**asked)
    except ClientError as refusal:
        code = refusal.response["Error"]["Code"]
        if code in _BUSY and "deleted" not in refusal.response["Error"].get("Message", ""):
            return False
        if code not in _GONE | _BUSY:
            raise
    return True
