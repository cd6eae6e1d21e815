"""Buckets, their copies, and AWS Backup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tools.cost.charges import Charge
from tools.cost.plan import Plan, Resource
from tools.cost.services.data import postgres_gb
from tools.cost.traffic import Traffic

TYPES = frozenset({"aws_s3_bucket", "aws_s3_bucket_replication_configuration", "aws_backup_plan"})

_MB = 1024  # megabytes of a GB
_KB = 1024**2


def charges(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    media = media_gb(traffic)
    names = " ".join(bucket.get("bucket", "") for bucket in plan.of("aws_s3_bucket"))
    yield Charge("s3.storage", traffic.figures["artifacts_gb"], "zips of the functions' versions")
    yield Charge("s3.storage", traffic.figures["site_gb"], "the web app")
    if f"{plan.prefix}-media" in names:
        yield Charge("s3.storage", media, "pictures of a year")
    yield Charge("s3.storage", traffic.a_person("upload_kb") / _KB / 30, "uploads, for a day")
    yield Charge("s3.put", traffic["put"], "pictures, exports, imports")
    viewed = traffic.a_person("picture_views") + traffic.a_person("release_requests")
    yield Charge("s3.get", traffic["get"] + viewed, "pictures and files that CloudFront fetches")
    yield from _copies(plan, traffic, media)
    for backup in plan.of("aws_backup_plan"):
        yield from _backups(backup, plan, traffic, media)


def media_gb(traffic: Traffic) -> float:
    return traffic.a_person("media_mb") / _MB


def _copies(plan: Plan, traffic: Traffic, media: float) -> Iterator[Charge]:
    """Replication copies what is new; the bucket that it goes to is in another region."""
    abroad = next((one.region for one in plan.of("aws_s3_bucket") if one.region != plan.region), None)
    for _ in plan.of("aws_s3_bucket_replication_configuration"):
        yield Charge("s3.storage", media, "copies of pictures", abroad)
        yield Charge("s3.put", traffic["put"], "copies of pictures", abroad)
        yield Charge("transfer.regions", media / 12, "a month's pictures, to the copy")


def _backups(backup: Resource, plan: Plan, traffic: Traffic, media: float) -> Iterator[Charge]:
    """A table's backup is a whole one each day; those of PostgreSQL and of buckets grow by what changed."""
    abroad = next((one.region for one in plan.of("aws_backup_vault") if one.region != plan.region), None)
    for rule in backup.blocks("rule"):
        yield from _points(rule, traffic, media, None)
        for copy in rule.get("copy_action") or []:
            yield from _points(copy, traffic, media, abroad)
            moved = traffic.table_gb * 30 + (postgres_gb(traffic) + media) / 12
            yield Charge("transfer.regions", moved, "backups, to their copies")


def _points(kept: Mapping[str, Any], traffic: Traffic, media: float, region: str | None) -> Iterator[Charge]:
    days = sum(life.get("delete_after") or 0 for life in kept.get("lifecycle") or [])
    where = "" if region is None else ", abroad"
    yield Charge("backup.dynamodb", traffic.table_gb * days, f"the table, each of {days} days{where}", region)
    yield Charge("backup.rds", postgres_gb(traffic), f"PostgreSQL{where}", region)
    yield Charge("backup.s3", media, f"pictures{where}", region)
