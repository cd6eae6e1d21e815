"""Brings profiles from the table's stream into PostgreSQL's `users`."""

from __future__ import annotations

from functools import cache
from typing import Any

from functions.activity.logic import bring_in
from functions.activity.repository import Users
from shared.log import logger
from shared.stream import changes


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """An error (Unavailable while the database sleeps) has Lambda deliver the whole batch again, until it is
    in."""
    logger.bind(request_id=context.aws_request_id)
    taken = bring_in(changes(event), users())
    logger.info("profiles brought into PostgreSQL", profiles=taken)
    return {"batchItemFailures": []}


@cache
def users() -> Users:
    return Users.in_postgresql()
