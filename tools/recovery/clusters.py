"""An Aurora cluster, restored to a point in time beside the live one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tools.recovery.made import DrillError
from tools.recovery.rds import PASSWORD_BYTES, Login, cluster, instance, is_available, login_at, removed
from tools.recovery.tables import Window

_SERVERLESS = "db.serverless"


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
        return login_at(where, secret["username"], secret["password"])

    def beside(self, name: str) -> RestoredCluster:
        return RestoredCluster(self.rds, self._facts(), name)

    def _facts(self) -> dict[str, Any]:
        return cluster(self.rds, self.source)


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
        return all(map(is_available, (cluster(self.rds, self.name), instance(self.rds, self.name))))

    def open(self) -> None:
        self.password = secrets.token_urlsafe(PASSWORD_BYTES)
        self.rds.modify_db_cluster(
            DBClusterIdentifier=self.name, MasterUserPassword=self.password, ApplyImmediately=True
        )

    def opened(self) -> bool:
        facts = cluster(self.rds, self.name)
        return is_available(facts) and "MasterUserPassword" not in facts.get("PendingModifiedValues", {})

    def login(self) -> Login:
        facts = cluster(self.rds, self.name)
        where = {"Address": facts["Endpoint"], "Port": facts["Port"]}
        return login_at(where, facts["MasterUsername"], self.password)

    def remove(self) -> bool:
        instance = removed(self.rds.delete_db_instance, DBInstanceIdentifier=self.name)
        return instance and removed(
            self.rds.delete_db_cluster, DBClusterIdentifier=self.name, SkipFinalSnapshot=True
        )
