"""What an order bought is granted with the change of its state, so exactly once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from shared.habits.shapes import timestamp
from shared.notify_message import Message
from shared.rewards.items import FULFILLED, OWN, PLACED

if TYPE_CHECKING:
    from shared.rewards.orders import OrderStore

Item = dict[str, Any]


def fulfil(orders: OrderStore, order_id: str, send: Callable[[Sequence[Message]], None]) -> bool:
    """Fulfils the order if it is placed, and tells the person; whether it is fulfilled now.

    `send` queues messages (shared/notify_queue.py). Raises what it and the store raise, to be repeated.
    """
    order = orders.order(order_id)
    if order is None:
        return False  # of a person who has been erased
    if order["state"] == PLACED:
        orders.fulfilled(order, timestamp(datetime.now(timezone.utc)))
        order = orders.order(order_id) or order
    if order["state"] != FULFILLED:
        return False  # cancelled, or refunded meanwhile
    # Also when it was fulfilled before: that call may have ended before the message was out.
    send([message(orders.user_id, order)] if _is_news(order) else [])
    return True


def message(user_id: str, order: Item) -> Message:
    """That the order is fulfilled; the same one for the same order."""
    line = {name: order["lines"][0][name] for name in ("name", "item_id", "quantity")}
    ref = {"order_id": order["id"], "state": FULFILLED, **line}
    return Message(f"order#{order['id']}#{FULFILLED}", "order", user_id, ref)


def _is_news(order: Item) -> bool:
    """Who has bought a reward of their own has it already."""
    return any(line["kind"] != OWN for line in order["lines"])
