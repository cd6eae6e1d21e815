"""What an environment can have beside `lean`, and what each costs while nobody is there (docs/cost.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.cost.errors import CostError
from tools.cost.prices import Prices
from tools.cost.traffic import HOURS
from tools.terraform.workspace import REPOSITORY

PAGE = REPOSITORY / "docs" / "cost.md"
REGION = "eu-west-2"
_BLOCK = re.compile(r"(<!-- extras -->\n).*?(<!-- /extras -->)", re.DOTALL)


@dataclass(frozen=True)
class Extra:
    """A setting of tfvars, the prices it adds with how much of each, and what use adds to that."""

    setting: str
    what: str
    adds: Sequence[tuple[str, float]]
    with_use: str = ""


EXTRAS = (
    Extra(
        "firewall",
        "WAF: a web ACL and five rules",
        [("waf.acl", 1), ("waf.rule", 5)],
        "0.60 a million requests",
    ),
    Extra("firewall.log_days", "the log of what it refuses", [], "0.60 a GB"),
    Extra("customer_key", "a KMS key, in each region with copies", [("kms.key", 1)], "0.03 for 10,000 uses"),
    Extra(
        'database = { engine = "instance" }',
        "RDS, db.t4g.micro with 20 GB",
        [("rds.hours.db.t4g.micro", HOURS), ("rds.storage", 20)],
    ),
    Extra(
        "database.multi_az",
        "a second instance, in another zone",
        [("rds.hours.db.t4g.micro", HOURS), ("rds.storage", 20)],
    ),
    Extra("database.min_capacity = 0.5", "Aurora that never pauses", [("aurora.acu", HOURS / 2)]),
    Extra("database.proxy, before an instance", "RDS Proxy, two vCPUs at least", [("rds.proxy", 2 * HOURS)]),
    Extra("database.proxy, before Aurora", "RDS Proxy, eight ACUs at least", [("rds.proxy_acu", 8 * HOURS)]),
    Extra("database.backup_days = 7", "Aurora's backups beyond a day, a GB", [("aurora.backup", 1)]),
    Extra(
        "table.replica_region",
        "a replica of the table; the clock of reminders is written there as well",
        [("dynamodb.replica_write", 43_800)],
        "each write and each GB again",
    ),
    Extra(
        "table.capacity",
        "provisioned units, five of each kind at least, and the alarms that scale them",
        [("dynamodb.write_hours", 5 * HOURS), ("dynamodb.read_hours", 5 * HOURS), ("cloudwatch.alarms", 8)],
        "no price a request",
    ),
    Extra("point_in_time_recovery", "the table's continuous backups", [], "0.2376 a GB"),
    Extra("recovery.backups", "AWS Backup", [], "the table's bytes for each day that is kept: 0.119 a GB"),
    Extra("recovery.files.abroad", "copies of pictures", [], "each GB again, and 0.02 a GB on the way"),
    Extra("recovery.files.versions_days", "what is replaced or deleted", [], "each GB for so many days"),
    Extra(
        "recovery.database_abroad_days",
        "PostgreSQL's backups abroad: the KMS key that AWS wants for them",
        [("kms.key", 1)],
        "0.10 a GB, and 0.02 a GB on the way",
    ),
    Extra("recovery.secrets_abroad", "a copy of a secret", [("secrets.secret", 1)]),
    Extra('identity = "native"', "the signing key's secret", [("secrets.secret", 1)], "nothing a person"),
    Extra(
        "hosted_sign_in",
        "a provider's client secret",
        [("secrets.secret", 1)],
        "Google's and Apple's people as all others; OpenID Connect's 0.015 each beyond 50",
    ),
    Extra("identity_pool", "AWS credentials for one's own uploads", []),
    Extra("text_messages", "text messages", [], "each by country, aws.amazon.com/sns/sms-pricing"),
    Extra("domain", "the zone, in Route 53 (`lean` has it)", [("route53.zone", 1)]),
    Extra(
        'observability.alarms = "full"',
        "further metrics that alarms look at, with `mail_from`, the signing key and `recovery.backups`",
        [("cloudwatch.alarms", 20)],
    ),
    Extra("observability.people_affected", "a composite alarm", [("cloudwatch.composite", 1)]),
    Extra("an alarm more", "for each metric that it looks at", [("cloudwatch.alarms", 1)]),
    Extra(
        "observability.dashboard",
        "the environment's page, beyond the account's three",
        [("cloudwatch.dashboards", 1)],
    ),
    Extra("observability.queries", "saved questions to the logs", [], "0.0059 a GB that one reads"),
    Extra("observability.cost_tags", "tags of the bill", []),
    Extra(
        'observability.metrics = "route"', "four metrics a route, in hours with requests", [], "0.30 a metric"
    ),
    Extra(
        "network.flow_log_days",
        "flow logs that say that nothing flows",
        [("logs.ingest", 0.002)],
        "0.60 a GB",
    ),
    Extra("network.acls", "rules of the network", []),
    Extra("permissions_boundary", "a policy", []),
    Extra(
        "account_owner",
        "CloudTrail's first trail; a further one of an account is paid for",
        [],
        "2.00 for 100,000 events of a further one; what its files take of S3",
    ),
    Extra("budget", "mail when the bill grows", []),
    Extra('api.flavour = "rest"', "a REST API", [], "3.50 a million requests, not 1.16"),
    Extra("api.access_logs", "a line a request", [], "0.60 a GB"),
    Extra("edge_logs", "CloudFront's access log", [], "0.50 a GB"),
    Extra("tracing", "X-Ray, of the clock of reminders", [("xray.traces", 43_800)], "5.00 a million traces"),
    Extra("api.cache", "a stage cache of 0.5 GB", [("api.cache.0.5", HOURS)]),
    Extra("a queue more", "its pollers", [("sqs.requests", 657_000)]),
)


def table(prices: Prices) -> str:
    """In London, nothing taken off."""
    rows = ["| setting | what | USD a month while idle | with use |", "|---|---|---:|---|"]
    for extra in EXTRAS:
        usd = sum(prices[key].of(quantity, REGION) for key, quantity in extra.adds)
        rows.append(f"| {_ticked(extra.setting)} | {extra.what} | {usd:.2f} | {extra.with_use} |")
    return "\n".join(rows) + "\n"


def _ticked(setting: str) -> str:
    """Settings as code, words as words."""
    name, comma, rest = setting.partition(", ")
    return f"`{name}`{comma}{rest}" if is_code(setting) else setting


def is_code(setting: str) -> bool:
    return not setting.startswith(("a ", "an ", "the "))


def replaced(text: str, block: str) -> str:
    """The page with the table in its place. Raises CostError when it has no place for one."""
    if not _BLOCK.search(text):
        raise CostError("docs/cost.md has no place for the table: <!-- extras --> and <!-- /extras -->.")
    return _BLOCK.sub(lambda found: found[1] + block + found[2], text)


def write(prices: Prices, file: Path = PAGE) -> None:
    file.write_text(replaced(file.read_text(), table(prices)))
