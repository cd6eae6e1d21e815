"""Work that fails for good in the running stack: it waits where an operator finds it, alone, and is done
after all once its cause is cured."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.notify_message import Message, to_body
from tests.support.stack import Account, Stack, eventually
from tools.failures import batches, letters, queues
from tools.failures.stack import ASYNC_FAILURES
from tools.failures.stack import Stack as Failures
from tools.failures.tasks import redriven, replayed

OUTAGE = "outage"


@pytest.fixture
def failures(stack: Stack) -> Failures:
    return Failures(stack.endpoints, stack.aws)


@pytest.fixture
def impatient(stack: Stack, failures: Failures) -> Iterator[None]:
    """A message that failed comes again after a second, and not after minutes."""
    sqs, url = stack.aws("sqs"), failures.outputs["queue_urls"]["notify"]
    names = ["VisibilityTimeout"]
    usual = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "1"})
    yield
    sqs.set_queue_attributes(QueueUrl=url, Attributes=usual)


@contextmanager
def without_table(stack: Stack, function: str) -> Iterator[None]:
    """DynamoDB refuses everything that the function asks for meanwhile."""
    iam, role = stack.aws("iam"), stack.endpoints["function_names"][function]
    deny = {"Effect": "Deny", "Action": "dynamodb:*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    iam.put_role_policy(RoleName=role, PolicyName=OUTAGE, PolicyDocument=document)
    try:
        yield
    finally:
        iam.delete_role_policy(RoleName=role, PolicyName=OUTAGE)


def send(stack: Stack, failures: Failures, *texts: str) -> None:
    for text in texts:
        stack.aws("sqs").send_message(QueueUrl=failures.outputs["queue_urls"]["notify"], MessageBody=text)


def told(account: Account, number: int) -> str:
    """A message that tells of an order; number: which one."""
    ref = {"order_id": str(number), "state": "fulfilled", "name": f"Theme {number}"}
    message = Message(f"fault#{uuid.uuid4()}", "order", account.id, ref)
    return json.dumps(to_body(message, datetime.now(UTC)))


def waiting(failures: Failures, queue: str, containing: str) -> list[letters.Letter]:
    """Of the queue of failures what has to do with this test."""
    with queues.held(failures.client("sqs"), failures.queue(queue), 100) as messages:
        found = [letters.read(queue, message) for message in messages]
    return [letter for letter in found if containing in letter.payload]


def all_of(number: int, found: list[Any]) -> list[Any] | None:
    return found if len(found) == number else None


def in_inbox(account: Account) -> list[str]:
    items = account.api.get("/notifications").expect(200)["items"]
    return sorted(item["ref"]["order_id"] for item in items if item["kind"] == "order")


@pytest.mark.usefixtures("impatient")
def test_poison_alone_is_put_aside(
    stack: Stack, failures: Failures, new_account: Callable[..., Account]
) -> None:
    paula, poison = new_account(name="Paula"), f"poison {uuid.uuid4()}"
    send(stack, failures, told(paula, 1), poison, told(paula, 2))
    (dead,) = eventually(lambda: waiting(failures, "notify", poison), "the poison in the dead-letter queue")
    assert eventually(lambda: all_of(2, in_inbox(paula)), "both messages") == ["1", "2"]
    assert waiting(failures, "notify", paula.id) == []

    sqs, url = failures.client("sqs"), failures.queue("notify")
    with queues.held(sqs, url, 100) as messages:
        queues.remove(sqs, url, next(m for m in messages if m["MessageId"] == dead.id))


@pytest.mark.usefixtures("impatient")
def test_messages_of_an_outage_are_told_once_afterwards(
    stack: Stack, failures: Failures, new_account: Callable[..., Account]
) -> None:
    olga = new_account(name="Olga")
    with without_table(stack, "notify"):
        send(stack, failures, *[told(olga, number) for number in (1, 2, 3)])
        dead = eventually(lambda: all_of(3, waiting(failures, "notify", olga.id)), "the messages", 60)
    assert in_inbox(olga) == []
    for letter in dead:
        assert redriven(failures, "notify", letter.id, 100) == 1
    eventually(lambda: in_inbox(olga) == ["1", "2", "3"], "each message, once")
    assert waiting(failures, "notify", olga.id) == []


def test_a_call_of_an_outage_is_made_again(stack: Stack, failures: Failures) -> None:
    """SES says of an address that its mail comes back while nobody can write that down."""
    address = f"bounce+{uuid.uuid4().hex}@simulator.amazonses.com"
    with without_table(stack, "bounces"):
        stack.aws("sesv2").send_email(
            FromEmailAddress="daybook@example.com",
            Destination={"ToAddresses": [address]},
            Content={"Simple": {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}},
        )
        (failed,) = eventually(lambda: waiting(failures, ASYNC_FAILURES, address), "the failed call", 60)
    assert failures.function_of(failed.target) == stack.endpoints["function_names"]["bounces"]
    before = suppressed(stack)
    assert redriven(failures, ASYNC_FAILURES, failed.id, 100) == 1
    eventually(lambda: len(suppressed(stack)) == len(before) + 1, "the address on the list")


def suppressed(stack: Stack) -> list[Any]:
    values = {":list": {"S": "SUPPRESSED#"}}
    pages = (
        stack.aws("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=stack.endpoints["table_name"],
            FilterExpression="begins_with(pk, :list)",
            ExpressionAttributeValues=values,
        )
    )
    return [item for page in pages for item in page["Items"]]


def test_an_order_of_an_outage_is_fulfilled_once_afterwards(
    stack: Stack, failures: Failures, new_account: Callable[..., Account]
) -> None:
    """The bus calls, and nobody can write down what was bought."""
    otto = new_account(name="Otto", timezone="UTC")
    do_a_habit(otto)
    tea = otto.api.post("/rewards/items", {"name": "Tea", "price": 4}).expect(201)
    with without_table(stack, "fulfilment"):
        placed = eventually(lambda: ordered(otto, tea["id"]), "a database that is awake", 60)
        (failed,) = eventually(lambda: waiting(failures, ASYNC_FAILURES, placed["id"]), "the failed call", 60)
        assert state_of(otto, placed["id"]) == "placed"
    letters.do_again(failures, failed)  # an operator who was cut off before it was removed
    assert redriven(failures, ASYNC_FAILURES, failed.id, 100) == 1
    eventually(lambda: state_of(otto, placed["id"]) == "fulfilled", "the fulfilled order")
    assert waiting(failures, ASYNC_FAILURES, placed["id"]) == []
    assert otto.api.get("/rewards/balance").expect(200)["points"] == 6


def do_a_habit(account: Account) -> str:
    habit_id: str = account.api.post("/habits", {"name": "Read"}).expect(201)["id"]
    mark(account, habit_id)
    eventually(lambda: points_of(account) == 10, "the points of a day")
    return habit_id


def mark(account: Account, habit_id: str) -> None:
    today = datetime.now(UTC).date().isoformat()
    account.api.put(f"/habits/{habit_id}/checkins/{today}", {"status": "done"}).expect(200)


def points_of(account: Account) -> int:
    earned: int = account.api.get("/rewards/points").expect(200)["earned"]
    return earned


def ordered(account: Account, item_id: str) -> dict[str, Any] | None:
    reply = account.api.post("/orders", {"item_id": item_id})
    made: dict[str, Any] | None = None if reply.status == 503 else reply.expect(201)
    return made


def state_of(account: Account, order_id: str) -> str:
    state: str = account.api.get(f"/orders/{order_id}").expect(200)["state"]
    return state


def test_a_batch_that_was_given_up_is_replayed_and_what_came_later_stays(
    stack: Stack, failures: Failures, new_account: Callable[..., Account]
) -> None:
    nora, since = new_account(name="Nora", timezone="UTC"), datetime.now(UTC)
    first = do_a_habit(nora)
    second = nora.api.post("/habits", {"name": "Run"}).expect(201)["id"]
    eventually(lambda: all_of(1, lines(stack, nora, second)), "the second habit's history")
    with without_table(stack, "relay"):
        mark(nora, second)
        (key,) = eventually(lambda: batches_of(failures, nora, since), "the batch in the bucket", 120)
    third = nora.api.post("/habits", {"name": "Swim"}).expect(201)["id"]
    eventually(lambda: all_of(1, lines(stack, nora, third)), "what came later")
    assert (points_of(nora), len(lines(stack, nora, second))) == (10, 1)

    replayed(failures, since, datetime.now(UTC))
    assert key not in batches.kept(failures)
    assert (points_of(nora), len(lines(stack, nora, second))) == (20, 2)
    assert (len(lines(stack, nora, first)), len(lines(stack, nora, third))) == (2, 1)


def batches_of(failures: Failures, account: Account, since: datetime) -> list[str]:
    """Keys of those that were given up with something of this person."""
    kept = batches.kept(failures, since)
    return [key for key in kept if account.id in json.dumps(batches.opened(failures, key).records)]


def test_a_range_of_the_stream_is_replayed(
    stack: Stack, failures: Failures, new_account: Callable[..., Account]
) -> None:
    """What relay has made of a mark is lost; the stream brings it back, and changes nothing else."""
    since = datetime.now(UTC) - timedelta(seconds=5)
    rita = new_account(name="Rita")
    habit = rita.api.post("/habits", {"name": "Read"}).expect(201)
    today = datetime.now(UTC).date().isoformat()
    rita.api.put(f"/habits/{habit['id']}/checkins/{today}", {"status": "done"}).expect(200)
    lost = eventually(lambda: all_of(2, lines(stack, rita, habit["id"])), "the history of edits")
    eventually(lambda: stack.item(f"USER#{rita.id}", "POINTS#SETTLED"), "the points in the ledger")
    for item in lost:
        key = {name: item[name] for name in ("pk", "sk")}
        stack.aws("dynamodb").delete_item(TableName=stack.endpoints["table_name"], Key=key)
    before = everything(stack, rita)

    for batch in batches.still_there(failures, "relay", since, datetime.now(UTC)):
        assert batches.replay(failures, batch) == len(batch.records) > 0
    assert lines(stack, rita, habit["id"]) == lost
    after = everything(stack, rita)
    assert [item for item in after if item not in lost] == before


def lines(stack: Stack, account: Account, habit_id: str) -> list[Any]:
    return [item for item in everything(stack, account) if item["sk"]["S"].startswith(f"EDITS#{habit_id}#")]


def everything(stack: Stack, account: Account) -> list[Any]:
    """The person's items, in the order of their keys."""
    answer = stack.aws("dynamodb").query(
        TableName=stack.endpoints["table_name"],
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"USER#{account.id}"}},
    )
    return list(answer["Items"])
