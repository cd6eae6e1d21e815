"""What excludes what among the switches, the environments, and which variables are no switches."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from tools.switches.pairs import Pair
from tools.switches.positions import SWITCHES, WITHOUT_QUESTIONS
from tools.switches.switch import Environment

__all__ = ["ENVIRONMENTS", "EXCLUDED", "NO_SWITCHES", "ON_THE_EMULATOR", "SWITCHES"]


def _never(one: tuple[str, Iterable[str]], other: tuple[str, Iterable[str]]) -> set[Pair]:
    """Positions of two switches that validations do not let stand together."""
    ones, others = ([(name, position) for position in positions] for name, positions in (one, other))
    return {frozenset(pair) for pair in product(ones, others)}


_COGNITO, _NATIVE = ("identity", ["cognito"]), ("identity", ["native"])
_AURORA = ("database", ["aurora", "aurora, asleep"])

EXCLUDED: set[Pair] = {
    *_never(_NATIVE, ("identity_pool", ["own uploads"])),
    *_never(_NATIVE, ("hosted_sign_in", ["google"])),
    *_never(_NATIVE, ("api", ["http, jwt"])),
    *_never(_COGNITO, ("recovery.secrets_abroad", ["copied"])),
    *_never(_AURORA, ("recovery.database_abroad_days", ["a week"])),
    *_never(("database", ["aurora, asleep"]), ("database.proxy", ["proxy"])),
    *_never(("customer_key", ["our own"]), ("table.replica_region", ["a replica"])),
    *_never(("table.capacity", ["provisioned"]), ("table.replica_region", ["a replica"])),
}

# What only whoever runs it can fill in, as an example.
_OPERATORS = {
    "alarm_mail": ["operator@example.com"],
    "domain": {"name": "daybook.example.com", "zone": "create"},
}
ENVIRONMENTS = {
    "dev": Environment(),
    "staging": Environment(),
    "lean": Environment(settings=_OPERATORS),
    "prod": Environment(settings=_OPERATORS),
}

# Whatever an environment's tfvars say, an emulator needs this.
ON_THE_EMULATOR = {
    "allowed_account_ids": ["000000000000"],
    "emulator": True,
    "wait_for_distribution": False,
    **WITHOUT_QUESTIONS,
}

_NAME, _SIZE, _LOCAL = "a name", "a number", "what the local cloud is told"
NO_SWITCHES = {
    "allowed_account_ids": _NAME,
    "api_origin": _LOCAL,
    "app_address": _LOCAL,
    "availability_zones": _NAME,
    "cors_origins": _NAME,
    "database_name": _NAME,
    "database_port": _LOCAL,
    "database_user": _NAME,
    "dist_dir": _LOCAL,
    "emulator": _LOCAL,
    "environment": _NAME,
    "erasure": _SIZE,
    "failure_retention_days": _SIZE,
    "functions_dir": _LOCAL,
    "lambda_architecture": "a name; the build has to be for the same",
    "lambda_runtime": "a name; the build has to be for the same",
    "log_level": "a name; no resource depends on it",
    "log_retention_days": _SIZE,
    "mail_from": "a name; with identity native, and in local.tfvars",
    "media_public_key": _LOCAL,
    "origin_key_hashes": "what `invoke bootstrap` writes",
    "price_class": "a name; no resource depends on it",
    "production": "refuses, and makes nothing: terraform/tests/refusals.tftest.hcl",
    "project": _NAME,
    "recovery_region": _NAME,
    "region": _NAME,
    "reserved_concurrency": _SIZE,
    "text_messages_a_day": _SIZE,
    "upload_address": _LOCAL,
    "upload_origins": _LOCAL,
    "vpc_cidr": _NAME,
    "wait_for_distribution": "whether Terraform waits",
}
