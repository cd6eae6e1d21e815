"""Erases a person from PostgreSQL: {"step": "erase" | "count", "user_id": …}, or after a restore
{"step": "replay", "hashes": […]} (docs/erasure.md)."""

from __future__ import annotations

from functools import cache
from typing import Any

from functions.erase_database.repository import People
from shared.identity.footprint import checked, hashed
from shared.log import logger


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """`rows` that were removed ("erase", "replay") or are there ("count"). Raises Unavailable while the
    database is asleep: the state machine comes again."""
    logger.bind(request_id=context.aws_request_id)
    rows = _run(event)
    logger.info("erasure in PostgreSQL", step=event["step"], rows=rows)
    return {"rows": rows}


def _run(event: dict[str, Any]) -> int:
    if event["step"] == "replay":
        return people().erase_again(event["hashes"])
    user_id = checked(event["user_id"])
    if event["step"] == "count":
        return people().count(user_id)
    return people().erase(user_id, hashed(user_id))


@cache
def people() -> People:
    return People.in_postgresql()
