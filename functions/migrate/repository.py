"""Secrets Manager and Lambda, as `migrate` needs them."""

from __future__ import annotations

import json
from typing import Any

from shared.clients import client
from shared.settings import settings

# Longer than migrate_db's own timeout, so that its answer is not missed; one attempt, so that it is not
# called twice.
ANSWER_S = 110


def master_secret() -> dict[str, Any]:
    """The database's master secret as RDS manages it: {"username", "password", …}."""
    return _secret(settings.database_master_secret_arn)


def user_secret() -> dict[str, Any] | None:
    """What an RDS Proxy logs in with: {"username", "password"}. None where there is no proxy."""
    arn = settings.database_user_secret_arn
    return _secret(arn) if arn else None


def call_migrate_db(payload: bytes) -> tuple[bool, bytes]:
    """Calls the function and waits; (whether it succeeded, its answer or error as JSON)."""
    answer = client("lambda", wait_s=ANSWER_S).invoke(
        FunctionName=settings.migrate_db_function, Payload=payload
    )
    return "FunctionError" not in answer, answer["Payload"].read()


def _secret(arn: str) -> dict[str, Any]:
    answer = client("secretsmanager").get_secret_value(SecretId=arn)
    secret: dict[str, Any] = json.loads(answer["SecretString"])
    return secret
