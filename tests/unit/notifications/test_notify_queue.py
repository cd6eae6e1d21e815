"""Messages to the function `notify`."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared import clients
from shared.notify_message import Message, from_body, to_body
from shared.notify_queue import NotQueued, send_many
from shared.settings import settings

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def message(number: int = 0, **changed: Any) -> Message:
    return Message(f"m{number}", "milestone", "ada", {"habit_id": "H", "streak": 7, "points": 50})._replace(
        **changed
    )


class Sqs:
    """Refuses the messages of `refused` as often as it says; fails as a whole `failures` times."""

    def __init__(self, refused: dict[str, int] | None = None, failures: int = 0) -> None:
        self.taken: list[str] = []
        self.calls: list[int] = []
        self._refused, self._failures = dict(refused or {}), failures

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> dict[str, Any]:  # noqa: N803
        assert QueueUrl == "https://queue"
        self.calls.append(len(Entries))
        if self._failures:
            self._failures -= 1
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow"}}, "Send")
        failed = []
        for entry in Entries:
            name = json.loads(entry["MessageBody"])["id"]
            if self._refused.get(name):
                self._refused[name] -= 1
                failed.append({"Id": entry["Id"], "Code": "InternalError"})
            else:
                self.taken.append(name)
        return {"Failed": failed} if failed else {}


def send(sqs: Sqs, messages: list[Message]) -> None:
    with settings.override(notify_queue_url="https://queue"), clients.override(sqs=sqs):
        send_many(messages, sleep=lambda _: None)


def test_ten_go_in_a_request() -> None:
    sqs = Sqs()
    send(sqs, [message(number) for number in range(23)])
    assert sqs.calls == [10, 10, 3]
    assert sqs.taken == [f"m{number}" for number in range(23)]


def test_nothing_to_send_asks_nobody() -> None:
    sqs = Sqs()
    send(sqs, [])
    assert sqs.calls == []


def test_what_was_refused_is_sent_again_and_nothing_else() -> None:
    sqs = Sqs(refused={"m1": 1, "m2": 2})
    send(sqs, [message(number) for number in range(4)])
    assert (sqs.taken, sqs.calls) == (["m0", "m3", "m1", "m2"], [4, 2, 1])


def test_a_failed_request_is_made_again() -> None:
    sqs = Sqs(failures=2)
    send(sqs, [message()])
    assert sqs.taken == ["m0"]


def test_what_is_left_in_the_end_is_named_and_the_others_are_sent() -> None:
    sqs = Sqs(refused={"m3": 9, "m11": 9})
    with pytest.raises(NotQueued) as caught:
        send(sqs, [message(number) for number in range(12)])
    assert [one.id for one in caught.value.messages] == ["m3", "m11"]
    assert len(sqs.taken) == 10


def test_a_message_survives_the_way() -> None:
    for one in (message(), message(due=NOON), message(due=NOON.astimezone(timezone(timedelta(hours=5))))):
        assert from_body(json.loads(json.dumps(to_body(one, NOON)))) == one
    body = to_body(message(due=NOON.astimezone(timezone(timedelta(hours=5)))), NOON)
    assert (body["due"], body["sent_at"]) == ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "gossip"},
        {"id": ""},
        {"id": None},
        {"user_id": 5},
        {"ref": None},
        {"due": "noon"},
        {"due": "2026-03-01T12:00:00"},
        {"due": 5},
    ],
)
def test_what_is_no_message_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_body({**to_body(message(), NOON), **change})
