"""Messages of an SQS queue, looked at without taking them away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Message = dict[str, Any]

# ReceiveMessage gives ten at most: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/
_AT_ONCE = 10
# For so long nobody else sees them; they are given back as soon as they have been looked at.
_HIDDEN_S = 120


def waiting(sqs: Any, url: str) -> int:
    """About how many messages there are, with those that somebody looks at."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(found.get(name, 0)) for name in names)


@contextmanager
def held(sqs: Any, url: str, limit: int) -> Iterator[list[Message]]:
    """Up to `limit` messages, oldest first, which nobody else gets meanwhile. Those that have not been
    removed with `remove` are there again afterwards."""
    messages: dict[str, Message] = {}
    try:
        while len(messages) < limit:
            some = _receive(sqs, url, min(_AT_ONCE, limit - len(messages)))
            if not some:
                break
            messages |= {message["MessageId"]: message for message in some}
        yield sorted(messages.values(), key=lambda message: int(message["Attributes"]["SentTimestamp"]))
    finally:
        for message in messages.values():
            if not message.get("removed"):
                _give_back(sqs, url, message)


def remove(sqs: Any, url: str, message: Message) -> None:
    """`message` is one of those that are held."""
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    message["removed"] = True


def _receive(sqs: Any, url: str, number: int) -> list[Message]:
    answer = sqs.receive_message(
        QueueUrl=url,
        MaxNumberOfMessages=number,
        VisibilityTimeout=_HIDDEN_S,
        WaitTimeSeconds=1,
        AttributeNames=["All"],
        MessageAttributeNames=["All"],
    )
    return list(answer.get("Messages", []))


def _give_back(sqs: Any, url: str, message: Message) -> None:
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
