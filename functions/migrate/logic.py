"""Hands the master secret on, and makes sure that nothing of it comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


class MigrationFailed(Exception):
    """The migrations did not run to the end; the message says why, without anything secret."""


def migrate(secret: dict[str, Any], call: Callable[[bytes], tuple[bool, bytes]]) -> dict[str, Any]:
    """What migrate_db answered: {"applied": ["0001_users"], "version": 1}. Raises MigrationFailed.

    `secret` is the master user's as RDS keeps it: {"username", "password", …}. `call` calls migrate_db with a
    payload and gives whether it succeeded, and its answer or error (JSON).
    """
    credentials = _credentials(secret)
    succeeded, answer = call(json.dumps(credentials).encode())
    if not succeeded:
        raise MigrationFailed(f"migrate_db failed: {_reason(answer).replace(credentials['password'], '…')}")
    outcome = json.loads(answer)
    return {"applied": outcome["applied"], "version": outcome["version"]}


def _credentials(secret: dict[str, Any]) -> dict[str, str]:
    try:
        return {"username": secret["username"], "password": secret["password"]}
    except KeyError as missing:
        raise MigrationFailed(
            f"the database's master secret has no {missing}: DATABASE_MASTER_SECRET_ARN must name the one "
            "that RDS manages."
        ) from None


def _reason(answer: bytes) -> str:
    # The form of a function's error: https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
    try:
        return str(json.loads(answer)["errorMessage"])
    except (ValueError, KeyError, TypeError):
        return "it ended without saying why; its log group tells"
