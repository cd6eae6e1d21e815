"""Messages that failed for good: looked at, done again, thrown away."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.failures.aws import ASYNC, DEAD, RELAY, TOPIC, WORK, Aws
from tools.failures import letters, queues
from tools.failures.stack import ASYNC_FAILURES, FailuresError
from tools.failures.tasks import redriven


@pytest.fixture
def aws() -> Aws:
    return Aws()


def failed_call(payload: Any, arn: str = RELAY + ":$LATEST") -> dict[str, Any]:
    """As Lambda keeps it."""
    return {
        "requestContext": {"functionArn": arn, "condition": "RetriesExhausted"},
        "requestPayload": payload,
        "responsePayload": {"errorType": "KeyError", "errorMessage": "'x'"},
    }


def looked_at(aws: Aws, queue: str) -> list[letters.Letter]:
    with queues.held(aws.sqs, aws.stack.queue(queue), 100) as messages:
        return [letters.read(queue, message) for message in messages]


def test_looking_leaves_everything_where_it_is_and_shows_the_oldest_first(aws: Aws) -> None:
    ids = [aws.sqs.keep(DEAD, {"n": number}) for number in range(13)]
    found = looked_at(aws, "notify")
    assert [letter.id for letter in found] == ids
    assert (found[0].at, found[0].target, found[0].payload) == ("2026-05-01T12:00:00Z", "notify", '{"n": 0}')
    assert (aws.sqs.ids(DEAD), aws.sqs.hidden) == (ids, set())


def test_no_more_are_held_than_were_asked_for(aws: Aws) -> None:
    for number in range(5):
        aws.sqs.keep(DEAD, {"n": number})
    with queues.held(aws.sqs, DEAD, 2) as messages:
        assert (len(messages), len(aws.sqs.hidden)) == (2, 2)


def test_a_failed_call_tells_whom_why_and_with_what(aws: Aws) -> None:
    aws.sqs.keep(ASYNC, failed_call({"n": 1}))
    (letter,) = looked_at(aws, ASYNC_FAILURES)
    assert letter[2:] == (RELAY + ":$LATEST", "KeyError: 'x'", '{"n": 1}')


def test_messages_go_back_to_the_queue_they_came_from(aws: Aws) -> None:
    aws.sqs.keep(DEAD, {"n": 1})
    aws.sqs.keep(DEAD, {"n": 2})
    assert redriven(aws.stack, "notify", None, 100) == 2
    assert aws.sqs.ids(DEAD) == []
    assert [message["Body"] for message in aws.sqs.queues[WORK]] == ['{"n": 1}', '{"n": 2}']


NOTIFICATION = {"Type": "Notification", "TopicArn": TOPIC, "Message": "bounced"}


@pytest.mark.parametrize(
    ("body", "attributes", "called_with"),
    [
        (failed_call({"Records": []}), {}, {"Records": []}),
        ({"detail-type": "order.placed"}, {"TARGET_ARN": RELAY + ":live"}, {"detail-type": "order.placed"}),
        (
            NOTIFICATION,
            {},
            {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": NOTIFICATION}]},
        ),
    ],
    ids=["function", "rule or schedule", "topic"],
)
def test_a_call_is_made_again_with_what_it_was_made_with(
    aws: Aws, body: Any, attributes: dict[str, str], called_with: Any
) -> None:
    aws.sqs.keep(ASYNC, body, **attributes)
    assert redriven(aws.stack, ASYNC_FAILURES, None, 100) == 1
    assert aws.functions.calls == [("daybook-test-relay", called_with)]
    assert aws.sqs.ids(ASYNC) == []


@pytest.mark.parametrize(
    "body",
    ["no JSON", {"strange": True}, failed_call({}, arn="arn:aws:lambda:eu-west-2:1:function:somebody-elses")],
)
def test_what_cannot_be_done_again_stays_and_holds_nothing_up(
    aws: Aws, body: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    stays = aws.sqs.keep(ASYNC, body)
    aws.sqs.keep(ASYNC, failed_call({"n": 1}))
    assert redriven(aws.stack, ASYNC_FAILURES, None, 100) == 1
    assert (aws.sqs.ids(ASYNC), aws.sqs.hidden & {"r1"}) == ([stays], set())
    assert f"{stays}  stays: " in capsys.readouterr().out


def test_a_topic_that_several_listen_to_is_not_guessed_at(aws: Aws) -> None:
    aws.sns.endpoints *= 2
    aws.sqs.keep(ASYNC, NOTIFICATION)
    assert redriven(aws.stack, ASYNC_FAILURES, None, 100) == 0
    assert aws.functions.calls == []


def test_one_message_can_be_picked(aws: Aws) -> None:
    first, second = (aws.sqs.keep(DEAD, json.dumps(number)) for number in (1, 2))
    assert redriven(aws.stack, "notify", second, 100) == 1
    assert aws.sqs.ids(DEAD) == [first]
    with pytest.raises(FailuresError, match="no message m9"):
        redriven(aws.stack, "notify", "m9", 100)


def test_a_queue_that_is_not_there_is_answered_with_those_that_are(aws: Aws) -> None:
    with pytest.raises(FailuresError, match="no queue mail, only async-failures, notify"):
        aws.stack.queue("mail")
