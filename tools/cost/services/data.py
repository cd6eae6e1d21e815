"""The table and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tools.cost.charges import Charge
from tools.cost.plan import Plan, Resource
from tools.cost.traffic import GB, HOURS, Traffic

TYPES = frozenset(
    {
        "aws_dynamodb_table",
        "aws_dynamodb_table_replica",
        "aws_db_instance",
        "aws_rds_cluster",
        "aws_rds_cluster_instance",
        "aws_db_proxy",
        "aws_db_instance_automated_backups_replication",
    }
)
# https://aws.amazon.com/rds/proxy/pricing/: at least two vCPUs, or eight ACUs, are paid for.
_PROXY_VCPU, _PROXY_ACU = 2, 8
_SERVERLESS = "db.serverless"
# Of what is provisioned so much is used: the target of the scaling, and less at night.
_PROVISIONED_USED = 0.4


def charges(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    for table in plan.of("aws_dynamodb_table"):
        yield from _table(table, traffic)
    for replica in plan.of("aws_dynamodb_table_replica"):
        yield from _replica(replica.region, traffic)
    for instance in plan.of("aws_db_instance"):
        yield from _instance(instance, postgres_gb(traffic))
    for cluster in plan.of("aws_rds_cluster"):
        yield from _cluster(cluster, plan, traffic)
    for _ in plan.of("aws_db_proxy"):
        yield _proxy(plan)
    yield from _backups_abroad(plan, traffic)


def _table(table: Resource, traffic: Traffic) -> Iterator[Charge]:
    if table.get("billing_mode", "PROVISIONED") == "PAY_PER_REQUEST":
        yield Charge("dynamodb.write", traffic["write"], "what people and schedules write")
        yield Charge("dynamodb.read", traffic["read"], "what they read")
    else:
        for kind in ("write", "read"):
            hours = max(table.get(f"{kind}_capacity", 0) * HOURS, traffic[kind] / 3600 / _PROVISIONED_USED)
            yield Charge(f"dynamodb.{kind}_hours", hours, "units provisioned: the least, or what is used")
    yield Charge("dynamodb.storage", traffic.table_gb, "what is stored after a year")
    if any(block.get("enabled") for block in table.blocks("point_in_time_recovery")):
        yield Charge("dynamodb.pitr", traffic.table_gb, "continuous backups")
    for replica in table.blocks("replica"):
        yield from _replica(replica["region_name"], traffic)


def _replica(region: str, traffic: Traffic) -> Iterator[Charge]:
    yield Charge("dynamodb.replica_write", traffic["write"], "each write, again", region)
    yield Charge("dynamodb.storage", traffic.table_gb, "the replica", region)
    yield Charge("transfer.regions", traffic["write"] * 1024 / GB, "a kilobyte a write, to the replica")


def _instance(instance: Resource, stored: float) -> Iterator[Charge]:
    zones = 2 if instance.get("multi_az") else 1
    size = instance.get("instance_class", "")
    twice = "" if zones == 1 else ", in two zones"
    yield Charge(f"rds.hours.{size}", HOURS * zones, f"{size}, day and night{twice}")
    yield Charge("rds.storage", max(instance.get("allocated_storage", 0), stored) * zones, f"its disk{twice}")


def _cluster(cluster: Resource, plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    stored = postgres_gb(traffic)
    visits, figures = traffic["database"], traffic.figures
    for instance in plan.of("aws_rds_cluster_instance"):
        size = instance.get("instance_class", "")
        if size != _SERVERLESS:
            yield Charge(f"aurora.hours.{size}", HOURS, f"{size}, day and night")
            continue
        for scaling in cluster.blocks("serverlessv2_scaling_configuration"):
            busy = visits * figures["acu_seconds"] / 3600
            hours = _awake_hours(scaling, traffic) + busy
            yield Charge("aurora.acu", hours, "hours in which somebody was there lately, and visits")
    yield Charge("aurora.storage", stored, "what is stored")
    yield Charge("aurora.io", visits * figures["postgres_io"], "visits")
    further_days = max(0, cluster.get("backup_retention_period", 1) - 1)
    if further_days:
        yield Charge("aurora.backup", stored, "backups of more than a day")


def _awake_hours(scaling: Mapping[str, Any], traffic: Traffic) -> float:
    """ACU-hours: the least size where it never pauses, else half an ACU while somebody was there lately."""
    least = scaling.get("min_capacity") or 0.0
    if least:
        return float(least * HOURS)
    visits, minutes = traffic["database"], traffic.figures["awake_minutes"]
    return 0.5 * HOURS * traffic.share_of_hours(visits * minutes / 60)


def postgres_gb(traffic: Traffic) -> float:
    return traffic.figures["postgres_base_gb"] + traffic.a_person("postgres_kb") / 1024**2


def _proxy(plan: Plan) -> Charge:
    if plan.has("aws_rds_cluster"):
        return Charge("rds.proxy_acu", _PROXY_ACU * HOURS, f"the proxy: {_PROXY_ACU} ACUs at least")
    return Charge("rds.proxy", _PROXY_VCPU * HOURS, f"the proxy: {_PROXY_VCPU} vCPUs at least")


def _backups_abroad(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    for copy in plan.of("aws_db_instance_automated_backups_replication"):
        stored = postgres_gb(traffic)
        yield Charge("rds.backup", stored, "PostgreSQL's backups abroad", copy.region)
        yield Charge("transfer.regions", stored, "the way there")
