"""Hands the secrets on, and makes sure that nothing of them comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


class MigrationFailed(Exception):
    """The migrations did not run to the end; the message says why, without anything secret."""


def migrate(
    master: dict[str, Any], user: dict[str, Any] | None, call: Callable[[bytes], tuple[bool, bytes]]
) -> dict[str, Any]:
    """What migrate_db answered: {"applied": ["0001_users"], "version": 1}. Raises MigrationFailed.

    `master` is the master user's secret as RDS keeps it: {"username", "password", …}; `user` the one that a
    proxy logs in with. `call` calls migrate_db with a payload and gives whether it succeeded, and its answer
    or error (JSON).
    """
    event = _credentials(master, "DATABASE_MASTER_SECRET_ARN must name the one that RDS manages")
    if user is not None:
        event["user_password"] = _credentials(user, "Terraform makes it with the proxy")["password"]
    succeeded, answer = call(json.dumps(event).encode())
    if not succeeded:
        secret = [text for name, text in event.items() if name.endswith("password")]
        raise MigrationFailed(f"migrate_db failed: {_without(secret, _reason(answer))}")
    outcome = json.loads(answer)
    return {"applied": outcome["applied"], "version": outcome["version"]}


def _credentials(secret: dict[str, Any], advice: str) -> dict[str, str]:
    try:
        return {"username": secret["username"], "password": secret["password"]}
    except KeyError as missing:
        raise MigrationFailed(f"a secret of the database has no {missing}: {advice}.") from None


def _without(words: list[str], text: str) -> str:
    for word in words:
        text = text.replace(word, "…")
    return text


def _reason(answer: bytes) -> str:
    # The form of a function's error: https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
    try:
        return str(json.loads(answer)["errorMessage"])
    except (ValueError, KeyError, TypeError):
        return "it ended without saying why; its log group tells"
