"""Writes the profile of a person who has just confirmed their address, for Cognito."""

from __future__ import annotations

from shared import startup  # isort: skip  # first: it turns the garbage collector off while the rest loads

from datetime import datetime, timezone
from typing import Any

from functions.post_confirmation import logic
from shared.log import logger
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any = None) -> dict[str, Any]:
    """See logic.welcome."""
    logger.bind(request_id=getattr(context, "aws_request_id", ""))
    with startup.first_answer():
        return logic.welcome(event, Table(), datetime.now(timezone.utc))
