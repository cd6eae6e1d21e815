"""RDS, as far as databases are restored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.unit.recovery.facts import DATABASE, DATABASE_TAKES, LATEST, NOW, Pages, refusal


class FakeRds:
    def __init__(self, world: Any) -> None:
        self._world = world
        self.instances: dict[str, dict[str, Any]] = {DATABASE: {"MasterUsername": "m", "available": NOW}}
        self.clusters: dict[str, dict[str, Any]] = {DATABASE: {"MasterUsername": "m", "available": NOW}}
        self.asked: dict[str, Any] = {}
        self.unknown = False

    def describe_db_instance_automated_backups(self, **asked: Any) -> Any:
        self.asked = asked
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
        "DbiResourceId": "db-ABC",
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
