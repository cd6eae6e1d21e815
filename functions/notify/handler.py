"""Works off the queue of what people are to be told."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from functools import cache
from typing import Any

from functions.notify.logic import Notifier
from functions.notify.repository import Digests, People
from functions.notify.senders import senders
from functions.notify.subjects import Subjects
from shared.log import logger
from shared.notifications.outbox import Busy
from shared.notify_message import from_body
from shared.reminders.due import Index
from shared.table import Table

Record = dict[str, Any]

# What a message may take when SES and the table are slow. With less left, the rest of a batch is for later: a
# function that is cut off may have sent what it could not mark any more.
ENOUGH_MS = 12_000


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers which messages have to come again (ReportBatchItemFailures); none waits for another's trouble.
    One that fails as often as the queue allows goes to its dead-letter queue."""
    logger.bind(request_id=context.aws_request_id)
    failed = work_off(event["Records"], notifier(), context.get_remaining_time_in_millis)
    logger.info("messages worked off", messages=len(event["Records"]), failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def work_off(
    records: Sequence[Record],
    told: Notifier,
    left_ms: Callable[[], int],
    now: Callable[[], datetime] = utc_now,
) -> list[str]:
    """The ids of the messages that could not be worked off. left_ms: what is left of the invocation."""
    return [
        record["messageId"]
        for record in records
        if left_ms() < ENOUGH_MS or not _is_told(record, told, now())
    ]


def _is_told(record: Record, told: Notifier, now: datetime) -> bool:
    message_id = record["messageId"]
    try:
        told.tell(from_body(json.loads(record["body"])), now)
    except Busy:
        logger.info("somebody else is at this message", message_id=message_id)
        return False
    except Exception:  # noqa: BLE001  # whatever it is, it lies in this message, and the others must not wait
        logger.exception("a message could not be worked off", message_id=message_id)
        return False
    return True


@cache
def notifier() -> Notifier:
    """Kept while the function is warm."""
    table = Table()
    return Notifier(People(table), Subjects(table), Index(table), senders(table), Digests())
