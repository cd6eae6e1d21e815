"""Writes the profile of a person who has just confirmed their address, for Cognito."""

from __future__ import annotations

from shared import startup  # isort: skip  # first: it turns the garbage collector off while the rest loads

from datetime import datetime, timezone
from typing import Any

from functions.post_confirmation import logic
from shared.clients import client
from shared.log import logger
from shared.table import Table

# Cognito waits 5 s for the whole invocation, a cold start included, and gives up on the person's confirmation
# otherwise. One attempt that fails in time is better than three that do not: the next login makes up for it.
PATIENCE_S = 1.5


def lambda_handler(event: dict[str, Any], context: Any = None) -> dict[str, Any]:
    """See logic.welcome."""
    logger.bind(request_id=getattr(context, "aws_request_id", ""))
    with startup.first_answer():
        table = Table(client("dynamodb", wait_s=PATIENCE_S))
        return logic.welcome(event, table, datetime.now(timezone.utc))
