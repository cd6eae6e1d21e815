"""The function is cut off at each of its calls, and what it reaches has enough of it: the order is fulfilled
once, and told of."""

from __future__ import annotations

import json
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from functions.fulfilment.handler import lambda_handler
from shared import clients
from shared.rewards.items import FREEZES_KEY, GRANTS_KEY, partition
from shared.rewards.orders import OrderStore
from shared.settings import settings
from tests.support.faults import Fuse, Fused, throttled, until_done
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


def fulfilled(case: str, fuse: Fuse, times: int = 1) -> tuple[Any, ...]:
    """State, what was granted, and what was told."""
    queue = Queue()
    with memory_table() as table, settings.override(notify_queue_url="queue"):
        orders, order = OrderStore(table, ADA), an_order(**CASES[case])
        orders.intend(order)
        orders.decided(order["id"], None, AT)
        event = {"detail": {"user_id": ADA, "order_id": order["id"]}}
        fused = {"sqs": Fused(queue, fuse), "dynamodb": Fused(clients.client("dynamodb"), fuse)}
        with clients.override(**fused):
            for _ in range(times):
                until_done(lambda: lambda_handler(event, SimpleNamespace(aws_request_id="1")))
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


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_cut_off_at_each_of_its_calls(case: str, late: bool) -> None:
    left, calls = undisturbed(case)
    assert left[0] == "fulfilled" and calls >= 3
    for first in range(calls):
        assert fulfilled(case, Fuse(first, late=late)) == left, f"cut off at call {first} of {calls}"


@pytest.mark.parametrize("case", CASES)
def test_what_it_reaches_says_no_once(case: str) -> None:
    left, calls = undisturbed(case)
    for first in range(calls):
        assert fulfilled(case, Fuse(first, error=throttled)) == left, f"refused at call {first} of {calls}"


@pytest.mark.parametrize("case", CASES)
def test_the_event_comes_twice(case: str) -> None:
    assert fulfilled(case, Fuse(), times=2) == undisturbed(case)[0]
