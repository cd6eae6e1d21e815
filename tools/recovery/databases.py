"""PostgreSQL at RDS: the live one by its ARN, and what drills left."""

from __future__ import annotations

from typing import Any

from tools.recovery.clusters import LiveCluster, RestoredCluster
from tools.recovery.instances import LiveInstance, RestoredInstance
from tools.recovery.made import is_drills
from tools.recovery.rds import Live, Restored


def live(rds: Any, arn: str) -> Live:
    """The database with this ARN."""
    kind, name = arn.split(":")[5:7]
    return LiveCluster(rds, name) if kind == "cluster" else LiveInstance(rds, name)


def leftovers(rds: Any, beginning: str) -> list[Restored]:
    """Databases of drills that were killed: whose name begins so and goes on as drills' names do."""
    clusters = _names(rds, "describe_db_clusters", "DBClusters", "DBClusterIdentifier")
    instances = _names(rds, "describe_db_instances", "DBInstances", "DBInstanceIdentifier")
    found: list[Restored] = [
        RestoredCluster(rds, {}, name) for name in clusters if is_drills(name, beginning)
    ]
    alone = sorted(set(instances) - set(clusters))
    return found + [RestoredInstance(rds, {}, name) for name in alone if is_drills(name, beginning)]


def _names(rds: Any, operation: str, listed: str, name: str) -> list[str]:
    pages = rds.get_paginator(operation).paginate()
    return [one[name] for page in pages for one in page[listed]]
