"""Secrets, keys and accounts."""

from __future__ import annotations

from collections.abc import Iterator

from tools.cost.charges import Charge
from tools.cost.plan import Plan, Resource
from tools.cost.traffic import Traffic

TYPES = frozenset(
    {
        "aws_secretsmanager_secret",
        "aws_kms_key",
        "aws_kms_replica_key",
        "aws_ssm_parameter",
        "aws_cognito_user_pool",
    }
)


def charges(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    for secret in plan.of("aws_secretsmanager_secret"):
        yield Charge("secrets.secret", 1, _last(secret), secret.region)
        for replica in secret.blocks("replica"):
            yield Charge("secrets.secret", 1, "its copy", replica.get("region"))
    for database in plan.of("aws_db_instance", "aws_rds_cluster"):
        if database.get("manage_master_user_password"):
            yield Charge("secrets.secret", 1, "the database's master password", database.region)
    if plan.has("aws_secretsmanager_secret"):
        fetched = traffic.calls["login"] * traffic.figures["cold_share"]
        yield Charge("secrets.calls", fetched, "the signing key, fetched in cold starts")
    yield from _kms(plan, traffic)
    for parameter in plan.of("aws_ssm_parameter"):
        if parameter.get("tier", "Standard") == "Advanced":
            yield Charge("ssm.advanced", 1, _last(parameter), parameter.region)
    for pool in plan.of("aws_cognito_user_pool"):
        tier = pool.get("user_pool_tier", "ESSENTIALS").lower()
        yield Charge(f"cognito.{tier}", traffic.users, "people who sign in or refresh")


def _kms(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    keys = plan.of("aws_kms_key", "aws_kms_replica_key")
    for key in keys:
        yield Charge("kms.key", 1, _last(key), key.region)
    if keys:
        used = sum(traffic.calls.values()) * traffic.figures["kms_share"]
        yield Charge("kms.requests", used, "calls that need the key anew")


def _last(resource: Resource) -> str:
    """What it is called in the state, which is short and says enough."""
    return resource.address.removeprefix("module.")
