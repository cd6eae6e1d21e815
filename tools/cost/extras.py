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
    Extra("customer_key", "a KMS key, in each region with copies", [("kms.key", 1)], "0.03 for 10,000 uses"),
    Extra(
        'database = { engine = "instance" }',
        "RDS, db.t4g.micro with 20 GB",
        [("rds.hours.db.t4g.micro", HOURS), ("rds.storage", 20)],
    ),
    Extra(
        "the same, multi_az = true",
        "a second one in another zone",
        [("rds.hours.db.t4g.micro", 2 * HOURS), ("rds.storage", 40)],
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
    Extra("recovery.backups", "AWS Backup", [], "the table's bytes for each day that is kept: 0.119 a GB"),
    Extra("recovery.files.abroad", "copies of pictures", [], "each GB again, and 0.02 a GB on the way"),
    Extra("recovery.secrets_abroad", "a copy of a secret", [("secrets.secret", 1)]),
    Extra('identity = "native"', "the signing key's secret", [("secrets.secret", 1)], "nothing a person"),
    Extra("observability.people_affected", "a composite alarm", [("cloudwatch.composite", 1)]),
    Extra("an alarm more", "for each metric that it looks at", [("cloudwatch.alarms", 1)]),
    Extra("a dashboard more", "beyond the account's three", [("cloudwatch.dashboards", 1)]),
    Extra(
        'observability.metrics = "route"', "four metrics a route, in hours with requests", [], "0.30 a metric"
    ),
    Extra(
        "network.flow_log_days",
        "flow logs that say that nothing flows",
        [("logs.ingest", 0.002)],
        "0.60 a GB",
    ),
    Extra("api.access_logs", "a line a request", [], "0.60 a GB"),
    Extra("edge_logs", "CloudFront's access log", [], "0.60 a GB"),
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
