"""The function is cut off at each of its calls, and what it reaches has enough of it: the order is fulfilled
once, and told of."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from functions.fulfilment.handler import lambda_handler
from shared import clients
from shared.errors import Unavailable
from shared.notify_queue import NotQueued
from shared.rewards.items import FREEZES_KEY, GRANTS_KEY, order_key, partition
from shared.rewards.orders import OrderStore
from shared.settings import settings
from tests.support.faults import Fuse, Fused, Killed, throttled, until_done
from tests.support.memory import memory_table
from tests.support.rewards import AT, an_order

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
FREEZE: dict[str, Any] = {"quantity": 2}
THEME = {"item_id": "theme-ocean", "kind": "theme", "price": 300}
CASES = {"freeze": FREEZE, "theme": THEME}


class Queue:
    def __init__(self) -> None:
        self.told: set[str] = set()

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> dict[str, Any]:  # noqa: N803
        self.told |= {json.loads(entry["MessageBody"])["id"] for entry in Entries}
        return {"Successful": [{"Id": entry["Id"]} for entry in Entries]}


def attempted(call: Callable[[], None], fails: bool) -> None:
    """With Lambda's two further attempts. fails: all of them may, and the call goes to the queue of
    failures."""
    try:
        until_done(call)
    except (Killed, Unavailable, NotQueued):
        if not fails:
            raise


def fulfilled(case: str, fuse: Fuse, times: int = 1, fails: bool = False) -> tuple[Any, ...]:
    """State, what was granted, and what was told, when the event has come so many times."""
    queue = Queue()
    with memory_table() as table, settings.override(notify_queue_url="queue"):
        orders, order = OrderStore(table, ADA), an_order(**CASES[case])
        orders.intend(order)
        orders.decided(order["id"], None, AT)
        event = {"detail": {"user_id": ADA, "order_id": order["id"]}}
        fused = {"sqs": Fused(queue, fuse), "dynamodb": Fused(clients.client("dynamodb"), fuse)}
        with clients.override(**fused):
            for _ in range(times):
                attempted(lambda: lambda_handler(event, SimpleNamespace(aws_request_id="1")), fails)
        granted = [
            {
                name: value
                for name, value in (table.get(partition(ADA), key) or {}).items()
                if name != "version"
            }
            for key in (FREEZES_KEY, GRANTS_KEY)
        ]
        state = (orders.order(order["id"]) or {})["state"]
        return (
            state,
            str(granted).replace(order["id"], "ID"),
            {one.replace(order["id"], "ID") for one in queue.told},
        )


@cache
def undisturbed(case: str) -> tuple[tuple[Any, ...], int]:
    fuse = Fuse()
    return fulfilled(case, fuse), fuse.calls


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_cut_off_at_each_of_its_calls(case: str, late: bool) -> None:
    left, calls = undisturbed(case)
    assert left[0] == "fulfilled" and calls >= 3
    for first in range(calls):
        assert fulfilled(case, Fuse(first, late=late)) == left, f"cut off at call {first} of {calls}"


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_what_it_reaches_says_no_once(case: str) -> None:
    left, calls = undisturbed(case)
    for first in range(calls):
        assert fulfilled(case, Fuse(first, error=throttled)) == left, f"refused at call {first} of {calls}"


@pytest.mark.parametrize("case", CASES)
def test_the_event_comes_twice(case: str) -> None:
    assert fulfilled(case, Fuse(), times=2) == undisturbed(case)[0]


def called(order_id: str, user_id: str = ADA) -> None:
    event = {"detail": {"user_id": user_id, "order_id": order_id}}
    until_done(lambda: lambda_handler(event, SimpleNamespace(aws_request_id="1")))


def placed(orders: OrderStore, **fields: Any) -> str:
    order = an_order(**fields)
    orders.intend(order)
    orders.decided(order["id"], None, AT)
    return str(order["id"])


@pytest.mark.parametrize("comes", list(permutations(range(3))))
def test_events_come_in_any_order_and_after_what_came_later(comes: tuple[int, ...]) -> None:
    """One of the orders has been cancelled before its event comes."""
    with memory_table() as table, settings.override(notify_queue_url="queue"), clients.override(sqs=Queue()):
        orders = OrderStore(table, ADA)
        ids = [placed(orders, quantity=number) for number in (1, 2, 4)]
        orders.cancelled(ids[1], AT)
        for number in (*comes, *comes):
            called(ids[number])
        states = [(orders.order(one) or {})["state"] for one in ids]
        assert states == ["fulfilled", "cancelled", "fulfilled"]
        assert (table.get(partition(ADA), FREEZES_KEY) or {})["left"] == 5


@pytest.mark.parametrize("poison", [{"lines": None}, {"lines": [{}]}])
def test_an_order_that_makes_no_sense_fails_alone_and_is_fulfilled_once_it_does(
    poison: dict[str, Any],
) -> None:
    """It waits in the queue of failures, and is done from there."""
    with memory_table() as table, settings.override(notify_queue_url="queue"), clients.override(sqs=Queue()):
        orders = OrderStore(table, ADA)
        bad, fine = placed(orders), placed(orders)
        sense = orders.order(bad) or {}
        table.update(partition(ADA), order_key(bad), set=poison)
        with pytest.raises((TypeError, KeyError)):
            called(bad)
        called(fine)
        assert (orders.order(fine) or {})["state"] == "fulfilled"
        assert (table.get(partition(ADA), FREEZES_KEY) or {})["left"] == 1
        table.update(partition(ADA), order_key(bad), set={name: sense[name] for name in poison})
        called(bad)
        assert (table.get(partition(ADA), FREEZES_KEY) or {})["left"] == 2


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("error", [Killed, throttled])
def test_after_an_outage_the_queue_of_failures_is_worked_off(case: str, error: Any) -> None:
    left, calls = undisturbed(case)
    for first in range(calls):
        assert fulfilled(case, Fuse(first, 3, error=error), 2, fails=True) == left, (
            f"down from call {first} on"
        )
