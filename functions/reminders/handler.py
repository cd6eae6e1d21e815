"""What is due, each minute: called by a schedule, and by itself for a shard that holds much."""

from __future__ import annotations

from shared import startup  # first: it holds garbage collection off while the others load  # isort: skip

from datetime import datetime, timezone
from functools import cache
from typing import Any

from functions.reminders.logic import Reminders
from functions.reminders.repository import Calls, DueEntries, send
from shared.log import logger
from shared.reminders.due import Index
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Works off the minutes up to now, or the one shard that the event names."""
    with startup.first_answer():
        logger.bind(request_id=context.aws_request_id)
        reminders, now = _reminders(), datetime.now(timezone.utc)
        if "shard" in event:
            reminders.work(event["minute"], event["shard"], now)
        else:
            reminders.tick(now, lambda: float(context.get_remaining_time_in_millis()) / 1000)


@cache
def _reminders() -> Reminders:
    table = Table()
    return Reminders(Index(table), DueEntries(table), send, Calls())
