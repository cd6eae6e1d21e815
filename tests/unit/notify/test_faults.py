"""The queue as it is: messages come twice, late, in another order, with poison between them; the function is
killed, and what it reaches says no. In the end people have been told what they would have been without."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st

from functions.notify.handler import ENOUGH_MS, lambda_handler, notifier, work_off
from shared import clients
from shared.notify_message import to_body
from tests.support.faults import Fuse, Killed
from tests.support.thorough import examples
from tests.unit.notify.world import (
    ADA,
    BOB,
    RUN,
    World,
    a_world,
    milestone,
    order,
    reminder,
)

ALL = {"in_app": True, "mail": True, "sms": True}
MESSAGES = (
    reminder(),
    reminder(BOB),
    milestone(),
    reminder(habit_id=RUN),
    order(),
    order(state="refunded"),
    milestone(BOB, streak=30),
)
# Of each kind, as few as show it: these are worked off anew for each call of theirs that fails.
FEW = (reminder(), milestone(BOB, streak=30), order())
POISON = ["", "no JSON", "{}", '{"kind": "gossip"}', "[]", '{"id": "x", "kind": "reminder", "user_id": "y"}']
BATCH = 2
SENDING = {"send_email", "publish"}


def prepared(world: World) -> World:
    world.wants(ADA, reminder=ALL, milestone=ALL, order=ALL)
    world.wants(BOB, milestone={"in_app": True, "mail": True})
    return world


Told = Counter[tuple[str, str]]


@cache
def undisturbed(few: bool = False) -> tuple[Told, tuple[str, ...]]:
    """What a run without faults tells, and the calls that it makes."""
    with a_world() as world:
        assert prepared(world).run_queue(FEW if few else MESSAGES, BATCH) == []
        return world.told(), tuple(world.fuse.names)


def test_the_undisturbed_run_tells_all_of_it_once() -> None:
    told, calls = undisturbed()
    assert len(told) == 19 and set(told.values()) == {1}
    assert {"put_item", "update_item", "batch_get_item", "send_email", "publish"} <= set(calls)


@examples(20)
@given(st.permutations(MESSAGES), st.lists(st.sampled_from(MESSAGES), max_size=8), st.integers(1, 10))
def test_duplicates_and_any_order_change_nothing(messages: list[Any], again: list[Any], batch: int) -> None:
    with a_world() as world:
        assert prepared(world).run_queue([*messages, *again], batch) == []
        assert world.told() == undisturbed()[0]


@pytest.mark.exhaustive
@pytest.mark.parametrize("after", [False, True])
def test_killed_anywhere_it_is_finished_by_the_next_delivery(after: bool) -> None:
    """Only who is cut off between SES's (or SNS's) yes and noting it tells somebody twice: docs/decisions."""
    told, calls = undisturbed(few=True)
    for at, name in enumerate(calls):
        with a_world() as world:
            prepared(world).fuse = Fuse(at, late=after)
            assert world.run_queue(FEW, BATCH) == []
            assert set(world.told()) == set(told), (at, name)
            unnoted = name in SENDING if after else at > 0 and calls[at - 1] in SENDING
            assert (world.told() - told).total() == (1 if unnoted else 0), (at, name)


@pytest.mark.exhaustive
@pytest.mark.parametrize("reason", ["throttled", "unreachable"])
def test_a_service_that_says_no_costs_time_and_nothing_else(reason: str) -> None:
    throttled = ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow down"}}, "Any")
    failure = throttled if reason == "throttled" else EndpointConnectionError(endpoint_url="https://aws")
    told, calls = undisturbed(few=True)
    for at, name in enumerate(calls):
        with a_world() as world:
            prepared(world).fuse = Fuse(at, error=lambda: failure)
            assert world.run_queue(FEW, BATCH) == []
            assert world.told() == told, (at, name)


@pytest.mark.parametrize("poison", POISON)
def test_only_the_poison_is_left_in_the_end(poison: str) -> None:
    with a_world() as world:
        assert prepared(world).run_queue([*MESSAGES[:3], poison, *MESSAGES[3:]], batch=10) == [poison]
        assert world.told() == undisturbed()[0]


def test_what_died_is_finished_once_the_cause_is_cured(world: World) -> None:
    prepared(world).ses.refuse("AccountSuspendedException")
    dead = world.run_queue(MESSAGES)
    assert len(dead) == len(MESSAGES) and world.ses.mails == []
    # One way does not wait for another.
    assert world.told() == {key: 1 for key in undisturbed()[0] if "@" not in key[0]}
    world.ses.failure = None
    assert world.run_queue(dead) == []
    assert world.told() == undisturbed()[0]


def test_two_that_have_the_same_message_at_once_send_it_once(world: World) -> None:
    prepared(world)
    others: list[list[int]] = []

    class Slow(type(world.ses)):  # type: ignore[misc]
        def send_email(self, **request: Any) -> dict[str, str]:
            if not others:
                others.append([])
                others[0] = world.deliver(reminder())
            return super().send_email(**request)  # type: ignore[no-any-return]

    slow = Slow()
    world.ses = slow
    assert world.deliver(reminder()) == []
    assert others == [[0]], "the other may have been killed: this message must come again"
    assert len(slow.mails) == 1
    assert world.deliver(reminder()) == []
    assert len(slow.mails) == 1


def test_a_batch_is_left_before_the_time_is_up(world: World) -> None:
    left = iter([ENOUGH_MS, ENOUGH_MS - 1, 0])
    texts = [json.dumps(to_body(one, world.now)) for one in MESSAGES[:3]]
    records = [{"messageId": str(number), "body": text} for number, text in enumerate(texts)]
    assert work_off(records, world.notifier(), lambda: next(left), lambda: world.now) == ["1", "2"]
    assert len(world.inbox()) == 1


def test_a_kill_is_no_exception_that_is_caught(world: World) -> None:
    """So that the tests above do what they say."""
    world.fuse = Fuse(0)
    with pytest.raises(Killed):
        world.deliver(reminder())


def test_the_answer_names_what_has_to_come_again(world: World) -> None:
    context = SimpleNamespace(aws_request_id="request-1", get_remaining_time_in_millis=lambda: 30_000)
    bodies = [json.dumps(to_body(order(), world.now)), "no message"]
    event = {"Records": [{"messageId": f"m{number}", "body": body} for number, body in enumerate(bodies)]}
    notifier.cache_clear()
    with clients.override(dynamodb=world.memory):
        assert lambda_handler(event, context) == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    notifier.cache_clear()
    assert [item["kind"] for item in world.inbox()] == ["order"]
