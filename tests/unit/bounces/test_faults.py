"""What SES says of mails comes twice and out of order, and the function is cut off or refused at each of its
calls: the list of addresses is the one of a run without faults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, partial
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from functions.bounces.handler import lambda_handler
from shared import clients
from shared.errors import Unavailable
from shared.notifications import suppression
from tests.support.faults import Fuse, Fused, throttled, until_done
from tests.support.memory import memory_table

ADDRESSES = ("ann@example.com", "bob@example.com", "cat@example.com")
Event = dict[str, Any]


def bounce(day: int, *emails: str) -> Event:
    recipients = [{"emailAddress": email} for email in emails]
    at = f"2099-05-{day:02}T12:00:00.000Z"
    said = {"bounceType": "Permanent", "bouncedRecipients": recipients, "timestamp": at}
    return {"eventType": "Bounce", "bounce": said}


def complaint(day: int, email: str) -> Event:
    at = f"2099-05-{day:02}T12:00:00.000Z"
    said = {"complainedRecipients": [{"emailAddress": email}], "timestamp": at}
    return {"eventType": "Complaint", "complaint": said}


EVENTS = (
    bounce(1, *ADDRESSES),
    complaint(2, "bob@example.com"),
    bounce(3, "ann@example.com", "bob@example.com"),
)


def tell(event: Event) -> None:
    told = {"Records": [{"Sns": {"Message": json.dumps(event)}}]}
    lambda_handler(told, SimpleNamespace(aws_request_id="1"))


def listed(events: Sequence[Event], fuse: Fuse) -> list[Any]:
    """What is known of each address once all events have been worked off, each by calls of its own."""
    with memory_table() as table:
        with clients.override(dynamodb=Fused(clients.client("dynamodb"), fuse)):
            for event in events:
                until_done(partial(tell, event))
        return [table.get(*suppression.key(email)) for email in ADDRESSES]


@cache
def undisturbed() -> tuple[list[Any], int]:
    fuse = Fuse()
    return listed(EVENTS, fuse), fuse.calls


def test_the_undisturbed_run_knows_why_of_each() -> None:
    found, calls = undisturbed()
    assert [item["why"] for item in found] == ["bounce", "complaint", "bounce"]
    assert calls == 6


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_cut_off_at_each_of_its_calls(late: bool) -> None:
    left, calls = undisturbed()
    for first in range(calls):
        assert listed(EVENTS, Fuse(first, late=late)) == left, f"cut off at call {first} of {calls}"


def test_the_table_has_enough_of_it_once() -> None:
    left, calls = undisturbed()
    for first in range(calls):
        assert listed(EVENTS, Fuse(first, error=throttled)) == left, f"refused at call {first} of {calls}"


@pytest.mark.parametrize("events", [*permutations(EVENTS)])
def test_all_of_it_comes_twice_and_in_any_order(events: Sequence[Event]) -> None:
    assert listed([*events, *events[::-1]], Fuse()) == undisturbed()[0]


def test_after_an_outage_the_queue_of_failures_is_worked_off() -> None:
    with memory_table() as table:
        for event in EVENTS:
            down = Fused(clients.client("dynamodb"), Fuse(0, 1 << 30, error=throttled))
            with clients.override(dynamodb=down), pytest.raises(Unavailable):
                until_done(partial(tell, event))
        for event in EVENTS[::-1]:
            tell(event)
        assert [table.get(*suppression.key(email)) for email in ADDRESSES] == undisturbed()[0]


def test_what_makes_no_sense_fails_alone() -> None:
    """Each event has a call of its own, and this one is in the queue of failures then."""
    with memory_table() as table:
        tell(EVENTS[0])
        with pytest.raises(KeyError):
            until_done(partial(tell, {"eventType": "Bounce"}))
        tell(EVENTS[1])
        tell(EVENTS[2])
        assert [table.get(*suppression.key(email)) for email in ADDRESSES] == undisturbed()[0]
