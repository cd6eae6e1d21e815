"""What people are to be told, on its way to the function `notify`: messages of the queue NOTIFY_QUEUE_URL.

    send_many([Message("milestone#…", "milestone", user_id, {"habit_id": …, "streak": 30, "points": 200})])

Not from the VPC, which reaches no SQS. The queue may deliver a message more than once and in any order.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timezone
from typing import Any

from shared.log import logger
from shared.notify_message import Message, to_body
from shared.settings import settings

# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
MESSAGES_A_CALL = 10
ATTEMPTS = 3
FIRST_PAUSE_S = 0.1


class NotQueued(Exception):
    """SQS has not taken `messages`, after a few attempts; all others it has. Sending all of them again does
    no harm."""

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__(f"{len(messages)} messages were not taken")
        self.messages = list(messages)


def send_many(
    messages: Iterable[Message], sqs: Any = None, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Queues the messages, ten a request. Raises NotQueued when all has been tried."""
    left = [message for few in _portions(list(messages)) for message in _insist(few, sqs, sleep)]
    if left:
        raise NotQueued(left)


def _portions(messages: list[Message]) -> Iterator[list[Message]]:
    for start in range(0, len(messages), MESSAGES_A_CALL):
        yield messages[start : start + MESSAGES_A_CALL]


def _insist(messages: list[Message], sqs: Any, sleep: Callable[[float], None]) -> list[Message]:
    """Those that were not taken in the end."""
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(FIRST_PAUSE_S * 2**attempt)
        messages = _send(messages, sqs)
        if not messages:
            break
    return messages


def _send(messages: list[Message], sqs: Any) -> list[Message]:
    from botocore.exceptions import BotoCoreError, ClientError

    from shared.clients import client

    now = datetime.now(timezone.utc)
    entries = [
        {"Id": str(number), "MessageBody": json.dumps(to_body(message, now), separators=(",", ":"))}
        for number, message in enumerate(messages)
    ]
    try:
        answer = (sqs or client("sqs")).send_message_batch(
            QueueUrl=settings.notify_queue_url, Entries=entries
        )
    except (BotoCoreError, ClientError) as error:
        logger.warning("messages could not be queued", messages=len(messages), error=str(error))
        return messages
    failed = {entry["Id"] for entry in answer.get("Failed", [])}
    if failed:
        codes = sorted({entry.get("Code", "") for entry in answer["Failed"]})
        logger.warning("some messages were not taken", messages=len(failed), codes=codes)
    return [message for number, message in enumerate(messages) if str(number) in failed]
