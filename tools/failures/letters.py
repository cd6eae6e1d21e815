"""What a message in a queue of failures is: whose work it was, why it failed, and what does it after all.

The forms, by who put it there:
- Lambda, for a call that failed: docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
- EventBridge and Scheduler, for one that Lambda did not take, with message attributes:
  docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html,
  docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
- SNS, likewise, the notification itself: docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
- SQS, for a message that was tried too often: the message itself
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tools.failures.queues import Message
from tools.failures.stack import ASYNC_FAILURES, FailuresError, Stack


class Letter(NamedTuple):
    """at: RFC 3339. target: the ARN of the function that was to be called, or the name of the queue from
    which the message came. payload: JSON text."""

    id: str
    at: str
    target: str
    why: str
    payload: str


def read(queue: str, message: Message) -> Letter:
    """The message as a letter; whatever it is, it can be shown."""
    at = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    when = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    target, why, payload = _contents(queue, message)
    return Letter(message["MessageId"], when, target, why, payload)


def _contents(queue: str, message: Message) -> tuple[str, str, str]:
    body = message["Body"]
    if queue != ASYNC_FAILURES:
        return queue, "tried too often", body
    attributes = {name: value["StringValue"] for name, value in message.get("MessageAttributes", {}).items()}
    if "TARGET_ARN" in attributes:
        return attributes["TARGET_ARN"], attributes.get("ERROR_MESSAGE", "Lambda did not take the call"), body
    try:
        record = json.loads(body)
    except ValueError:
        return "", "not in a form that is known", body
    if "requestPayload" in record:
        context = record.get("requestContext", {})
        return context.get("functionArn", ""), _error(record), json.dumps(record["requestPayload"])
    if record.get("Type") == "Notification":
        return record["TopicArn"], "Lambda did not take the call", body
    return "", "not in a form that is known", body


def _error(record: dict[str, Any]) -> str:
    answer = record.get("responsePayload") or {}
    said = ": ".join(str(answer[name]) for name in ("errorType", "errorMessage") if answer.get(name))
    return said or str(record.get("requestContext", {}).get("condition", "it failed"))


def do_again(stack: Stack, letter: Letter) -> str:
    """Puts the work where it came from; returns where. Raises FailuresError when it cannot be told.

    It may be done twice when this is cut off before the letter is removed, which every consumer bears.
    """
    if letter.target in stack.outputs["queue_urls"]:
        stack.client("sqs").send_message(
            QueueUrl=stack.outputs["queue_urls"][letter.target], MessageBody=letter.payload
        )
        return f"the queue {letter.target}"
    arn, payload = letter.target, letter.payload
    if ":sns:" in arn:
        arn, payload = _subscriber(stack, arn), json.dumps({"Records": [_record(json.loads(payload))]})
    name = stack.function_of(arn)
    stack.client("lambda").invoke(
        FunctionName=name, Qualifier="live", InvocationType="Event", Payload=payload.encode()
    )
    return name


def _record(notification: dict[str, Any]) -> dict[str, Any]:
    return {"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": notification}


def _subscriber(stack: Stack, topic: str) -> str:
    found = stack.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    functions = [str(one["Endpoint"]) for one in found if one["Protocol"] == "lambda"]
    if len(functions) != 1:
        raise FailuresError(
            f"{topic} has {len(functions)} functions that listen: it cannot be told for which."
        )
    return functions[0]
