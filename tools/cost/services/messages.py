"""Queues, topics, mail."""

from __future__ import annotations

from collections.abc import Iterator

from tools.cost.charges import Charge
from tools.cost.plan import Plan, Resource
from tools.cost.traffic import MINUTES, Traffic

TYPES = frozenset({"aws_sqs_queue", "aws_lambda_event_source_mapping", "aws_sns_topic"})

# Lambda's pollers of a queue, each of which waits 20 seconds for a message:
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
POLLERS, POLLS_A_MINUTE = 5, 3
IDLE_POLLS = POLLERS * POLLS_A_MINUTE * MINUTES
# Of a hundred mails one or two come back, each of which SES tells the topic of.
_RETURNED = 0.02


def charges(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    mappings = [one for one in plan.of("aws_lambda_event_source_mapping") if reads_queue(one)]
    polls = len(mappings) * IDLE_POLLS
    yield Charge("sqs.requests", polls, f"{POLLERS} pollers of each queue that is read, day and night")
    yield Charge("sqs.requests", traffic["queue"], "messages sent, received, deleted")
    yield Charge("ses.mails", traffic["mails"], "mails")
    if plan.has("aws_sns_topic"):
        yield Charge("sns.requests", traffic["mails"] * _RETURNED, "mails that come back")


def reads_queue(mapping: Resource) -> bool:
    """Of a stream it says from where to read; reading that is free to Lambda."""
    return mapping.get("starting_position") is None and mapping.get("enabled", True)
