"""What an order bought is granted once, however often and by however many it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from functions.fulfilment import handler
from functions.fulfilment.logic import fulfil
from shared import clients
from shared.errors import Unavailable
from shared.notify_message import Message
from shared.notify_queue import NotQueued
from shared.rewards.items import FREEZES_KEY, GRANTS_KEY, partition
from shared.rewards.orders import OrderStore
from shared.settings import settings
from shared.table import Table
from tests.support.rewards import AT, an_order

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"


@pytest.fixture
def orders(table: Table) -> OrderStore:
    return OrderStore(table, ADA)


def placed(orders: OrderStore, *args: Any, **fields: Any) -> str:
    order = an_order(*args, **fields)
    orders.intend(order)
    orders.decided(order["id"], None, AT)
    order_id: str = order["id"]
    return order_id


def state(orders: OrderStore, order_id: str) -> str:
    return str((orders.order(order_id) or {})["state"])


def freezes(table: Table) -> int:
    found: int = (table.get(partition(ADA), FREEZES_KEY) or {}).get("left", 0)
    return found


def test_a_freeze_is_granted_once_and_told(orders: OrderStore, table: Table) -> None:
    told: list[Message] = []
    order_id = placed(orders, quantity=3)
    assert [fulfil(orders, order_id, told.extend) for _ in range(3)] == [True] * 3
    assert (freezes(table), state(orders, order_id)) == (3, "fulfilled")
    line = {"name": "Streak freeze", "item_id": "streak-freeze", "quantity": 3}
    ref = {"order_id": order_id, "state": "fulfilled", **line}
    assert set(map(repr, told)) == {repr(Message(f"order#{order_id}#fulfilled", "order", ADA, ref))}


def test_a_theme_is_granted(orders: OrderStore, table: Table) -> None:
    order_id = placed(orders, "theme-ocean", "theme", price=300)
    fulfil(orders, order_id, lambda messages: None)
    assert (table.get(partition(ADA), GRANTS_KEY) or {})["theme-ocean"] == order_id


def test_an_own_reward_is_had_at_once_and_no_news(orders: OrderStore) -> None:
    told: list[Message] = []
    order_id = placed(orders, "01HZZZZZZZZZZZZZZZZZZZZZZZ", "own", name="Tea", price=5)
    assert fulfil(orders, order_id, told.extend)
    assert (state(orders, order_id), told) == ("fulfilled", [])


def test_what_is_not_placed_is_not_fulfilled(orders: OrderStore, table: Table) -> None:
    pending, refused = an_order(), an_order()
    for order in (pending, refused):
        orders.intend(order)
    orders.decided(refused["id"], "not-enough-points", AT)
    cancelled = placed(orders)
    orders.cancelled(cancelled, AT)
    for order_id in (pending["id"], refused["id"], cancelled, "01HZZZZZZZZZZZZZZZZZZZZZZZ"):
        assert not fulfil(orders, order_id, lambda messages: None)
    assert freezes(table) == 0


def test_what_could_not_be_told_is_told_when_it_comes_again(orders: OrderStore, table: Table) -> None:
    def refuse(messages: Sequence[Message]) -> None:
        raise NotQueued(messages)

    order_id, told = placed(orders), list[Message]()
    with pytest.raises(NotQueued):
        fulfil(orders, order_id, refuse)
    fulfil(orders, order_id, told.extend)
    assert (len(told), freezes(table)) == (1, 1)


@pytest.mark.parametrize("calls", range(4))
def test_cut_off_anywhere_and_called_again(table: Table, calls: int) -> None:
    class CutOff(Table):
        left = calls

        def _call(self, operation: str, **request: Any) -> dict[str, Any]:
            self.left -= 1
            if self.left < 0:
                raise Unavailable("cut off", 1)
            return super()._call(operation, **request)

    order_id = placed(OrderStore(table, ADA))
    told: list[Message] = []
    cut = CutOff(table._client, table.name)
    if calls < 3:
        with pytest.raises(Unavailable):
            fulfil(OrderStore(cut, ADA), order_id, told.extend)
    fulfil(OrderStore(table, ADA), order_id, told.extend)
    assert (freezes(table), len(told)) == (1, 1)


def test_many_at_a_time(orders: OrderStore, table: Table) -> None:
    order_id = placed(orders)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(partial(fulfil, orders, order_id), [lambda messages: None] * 8))
    assert freezes(table) == 1


class Sqs:
    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def send_message_batch(self, **request: Any) -> dict[str, Any]:
        self.sent += request["Entries"]
        return {"Successful": request["Entries"]}


def test_the_bus_calls_the_handler(orders: OrderStore, table: Table) -> None:
    order_id, sqs = placed(orders), Sqs()
    event = {"detail-type": "order.placed", "detail": {"user_id": ADA, "order_id": order_id}}
    with clients.override(sqs=sqs), settings.override(notify_queue_url="https://queue.test/notify"):
        handler.lambda_handler(event, SimpleNamespace(aws_request_id="request-1"))
    assert (freezes(table), len(sqs.sent)) == (1, 1)
