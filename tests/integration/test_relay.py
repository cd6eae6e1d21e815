"""What follows a change of the table without a request: events, statistics of past months, purges."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.stack import Account, Stack, eventually


@pytest.fixture
def events(stack: Stack) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Listens to the bus through a queue of its own; gives what has come so far, {type, **detail}."""
    name = f"listener-{uuid.uuid4().hex[:8]}"
    bus, sqs, rules = stack.endpoints["event_bus_name"], stack.aws("sqs"), stack.aws("events")
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rules.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps({"source": ["daybook"]}))
    rules.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
    heard: list[dict[str, Any]] = []

    def so_far() -> list[dict[str, Any]]:
        for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
            event = json.loads(message["Body"])
            heard.append({"type": event["detail-type"], **event["detail"]})
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return heard

    yield so_far
    rules.remove_targets(Rule=name, EventBusName=bus, Ids=["queue"])
    rules.delete_rule(Name=name, EventBusName=bus)
    sqs.delete_queue(QueueUrl=queue)


def of(heard: list[dict[str, Any]], name: str, **detail: Any) -> list[dict[str, Any]]:
    return [event for event in heard if {"type": name, **detail}.items() <= event.items()]


def test_a_mark_is_told_on_the_bus_without_what_was_written(
    ada: Account, habit: dict[str, Any], events: Any
) -> None:
    today = datetime.now(UTC).date().isoformat()
    ada.api.put(f"/habits/{habit['id']}/checkins/{today}", {"status": "done", "note": "private"}).expect(200)

    [told] = eventually(
        lambda: of(events(), "checkin.recorded", habit_id=habit["id"]), "the event of the mark"
    )
    assert (told["user_id"], told["date"], told["status"]) == (ada.id, today, "done")
    assert "private" not in json.dumps(events())


def test_an_edit_of_a_past_month_is_in_the_statistics_and_the_habit_is_not_told_changed(
    stack: Stack, ada: Account, habit: dict[str, Any], events: Any
) -> None:
    long_ago = (datetime.now(UTC).date().replace(day=1) - timedelta(days=40)).isoformat()
    ada.api.put(f"/habits/{habit['id']}/checkins/{long_ago}", {"status": "done"}).expect(200)

    def renewed() -> dict[str, Any] | None:
        item = stack.item(f"USER#{ada.id}", f"HABIT#{habit['id']}") or {}
        return item if "checkpoint" in item and "dirty_from" not in item else None

    assert eventually(renewed, "the checkpoint")["version"]["N"] == str(habit["version"])
    eventually(lambda: of(events(), "checkin.recorded", date=long_ago), "the event of the mark")
    assert of(events(), "habit.updated", habit_id=habit["id"]) == []


def test_what_is_left_of_a_habit_goes_when_its_tombstone_expires(stack: Stack, ada: Account) -> None:
    habit = ada.api.post("/habits", {"name": "Short-lived"}).expect(201)
    today = datetime.now(UTC).date().isoformat()
    ada.api.put(f"/habits/{habit['id']}/checkins/{today}", {"status": "done", "note": "x"}).expect(200)
    ada.api.delete(f"/habits/{habit['id']}").expect(204)
    pk = f"USER#{ada.id}"
    left = [f"CHECKINS#{today[:7]}#{habit['id']}", f"DAYNOTE#{habit['id']}#{today}"]
    assert all(stack.item(pk, sk) for sk in left)

    key = {"pk": {"S": pk}, "sk": {"S": f"HABIT#{habit['id']}"}}  # as DynamoDB does after 30 days
    stack.aws("dynamodb").delete_item(TableName=stack.endpoints["table_name"], Key=key)
    eventually(lambda: not any(stack.item(pk, sk) for sk in left), "the purge")
