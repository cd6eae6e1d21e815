"""Every switch of terraform/variables*.tf with its positions, the first what holds without a word."""

from __future__ import annotations

from typing import Any

from tools.switches.switch import Switch

_ABROAD = "MiniStack has one region: what is copied abroad cannot be told from what it was copied from."
_MAIL = ["operator@example.com"]
# What local.tfvars says of it is replaced as a whole by whoever says more.
WITHOUT_QUESTIONS = {"observability": {"queries": False}}
_DOMAIN = "daybook.example.com"
_GOOGLE = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google-AbCdEf"


def _on(name: str, not_local: str | None = None, **settings: Any) -> Switch:
    return Switch(name, {"off": {}, "on": settings}, not_local)


ACCOUNTS = [
    Switch("identity", {"cognito": {}, "native": {"identity": "native", "mail_from": "daybook@example.com"}}),
    Switch("identity_pool", {"none": {}, "own uploads": {"identity_pool": True}}),
    Switch(
        "hosted_sign_in",
        {
            "none": {},
            "google": {
                "hosted_sign_in": {
                    "app_address": f"https://{_DOMAIN}",
                    "providers": {
                        "google": {
                            "kind": "google",
                            "client_id": "daybook",
                            "secret_arn": _GOOGLE,
                        },
                    },
                },
            },
        },
        not_local="Terraform reads a secret that a person has to put into Secrets Manager first.",
    ),
    _on("text_messages", text_messages=True),
]

SECURITY = [
    Switch(
        "customer_key",
        {"AWS's keys": {}, "our own": {"customer_key": ["table", "buckets", "queues", "secrets", "logs"]}},
    ),
    Switch(
        "permissions_boundary",
        {"none": {}, "bounded": {"permissions_boundary": "arn:aws:iam::aws:policy/PowerUserAccess"}},
    ),
    _on(
        "network.acls", network={"acls": True},
        not_local="MiniStack does not put a subnet under an ACL (subnet_ids).",
    ),
    Switch("network.flow_log_days", {"none": {}, "two weeks": {"network": {"flow_log_days": 14}}}),
    Switch("account_owner", {"another one": {}, "this one": {"account_owner": True}}),
    Switch("deletion_protection", {"on": {}, "off": {"deletion_protection": False}}),
]

DATA = [
    Switch(
        "database",
        {
            "instance": {},
            "aurora": {"database": {"engine": "aurora", "min_capacity": 0.5}},
            "aurora, asleep": {"database": {"engine": "aurora", "min_capacity": 0}},
        },
        alone=frozenset({"aurora"}),
    ),
    _on("database.multi_az", database={"multi_az": True}),
    Switch("database.proxy", {"none": {}, "proxy": {"database": {"proxy": {}}}}),
    Switch(
        "table.capacity",
        {
            "by request": {},
            "provisioned": {
                "table": {"capacity": {"read": {"min": 5, "max": 50}, "write": {"min": 5, "max": 50}}},
            },
        },
        not_local="MiniStack has no Application Auto Scaling targets.",
    ),
    Switch(
        "table.replica_region",
        {"none": {}, "a replica": {"table": {"replica_region": "eu-west-1"}}},
        not_local=_ABROAD,
    ),
    Switch("point_in_time_recovery", {"on": {}, "off": {"point_in_time_recovery": False}}),
]

RECOVERY = [
    Switch(
        "recovery.backups",
        {
            "none": {},
            "here": {"recovery": {"backups": {}}},
            "abroad": {"recovery": {"backups": {"abroad_days": 7}}},
        },
        alone=frozenset({"here"}),
    ),
    Switch(
        "recovery.files",
        {
            "one version": {},
            "versions": {"recovery": {"files": {}}},
            "abroad": {"recovery": {"files": {"abroad": True}}},
        },
        alone=frozenset({"versions"}),
    ),
    Switch(
        "recovery.secrets_abroad",
        {"here": {}, "copied": {"recovery": {"secrets_abroad": True}}},
        not_local=_ABROAD,
    ),
    Switch(
        "recovery.database_abroad_days",
        {"none": {}, "a week": {"recovery": {"database_abroad_days": 7}}},
        not_local=_ABROAD,
    ),
]

API = [
    Switch(
        "api",
        {
            "http": {},
            "http, jwt": {"api": {"authorizer": "jwt"}},
            "rest": {
                "api": {
                    "flavour": "rest",
                    "validate_requests": True,
                    "cache": {"catalogue_seconds": 60},
                    "usage_plans": {
                        "partners": {
                            "throttle": {"rate": 5, "burst": 10},
                            "quota": {"requests": 10000, "per": "DAY"},
                            "keys": ["acme"],
                        },
                    },
                },
            },
        },
    ),
    _on("api.access_logs", api={"access_logs": True}),
]

EDGE = [
    Switch(
        "domain",
        {
            "CloudFront's": {},
            "a zone of ours": {"domain": {"name": _DOMAIN, "zone": "create"}},
            "kept elsewhere": {"domain": {"name": _DOMAIN}},
        },
        alone=frozenset({"kept elsewhere"}),
    ),
    Switch("firewall", {"none": {}, "blocks": {"firewall": {}, "origin_key_hashes": ["0" * 64]}}),
    Switch(
        "firewall.log_days",
        {"none": {}, "a week": {"firewall": {"log_days": 7}, "origin_key_hashes": ["0" * 64]}},
        not_local="MiniStack keeps no log of a web ACL.",
    ),
    Switch("edge_logs", {"none": {}, "a week": {"edge_logs": {"days": 7}}}),
]

WATCHING = [
    _on("tracing", tracing=True),
    Switch(
        "observability.alarms",
        {
            "nobody hears": {},
            "lean": {"alarm_mail": _MAIL},
            "full": {"alarm_mail": _MAIL, "observability": {"alarms": "full", "people_affected": True}},
        },
        local=WITHOUT_QUESTIONS,
        alone=frozenset({"lean"}),
    ),
    Switch(
        "observability.metrics",
        {"lean": {}, "route": {"observability": {"metrics": "route"}}},
        local=WITHOUT_QUESTIONS,
    ),
    Switch(
        "observability.dashboard",
        {"a page": {}, "none": {"observability": {"dashboard": False}}},
        local=WITHOUT_QUESTIONS,
    ),
    Switch(
        "observability.queries",
        {"saved": {}, "none": {"observability": {"queries": False}}},
        not_local="MiniStack has no saved questions to the logs; they are off in local.tfvars.",
    ),
    Switch(
        "observability.cost_tags",
        {"none": {}, "told apart": {"account_owner": True, "observability": {"cost_tags": True}}},
        not_local="MiniStack has no Cost Explorer, which keeps these tags.",
    ),
    Switch("budget", {"none": {}, "watched": {"budget": {"monthly_usd": 20}, "alarm_mail": _MAIL}}),
]

SWITCHES = [*ACCOUNTS, *SECURITY, *DATA, *RECOVERY, *API, *EDGE, *WATCHING]
