"""Placing, cancelling and refunding orders.

The intent comes first, as an item. From then on the order is carried out, by this request, by its repetition,
or by `activity`, which sees the intent in the stream: whoever comes later finds what has been done.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from functions.rewards.showing import found
from shared.errors import Conflict, FieldError, Invalid, Unavailable
from shared.habits.shapes import timestamp
from shared.log import logger
from shared.rewards.items import CANCELLED, FULFILLED, OWN, PENDING, PLACED, REFUNDED, REFUSED, THEME
from shared.rewards.points import PointStore
from shared.rewards.settling import bring_in_line, take_earned

if TYPE_CHECKING:
    from functions.rewards.repository import RewardStore
    from shared.rewards.ledger import Ledger

Item = dict[str, Any]
_REFUSALS = {
    "not-enough-points": "You do not have enough points for this yet.",
    "already-owned": "You have this already.",
}


class Wish(NamedTuple):
    """order_id: the order's, the same when the request is repeated. price: what the person thinks that one of
    them costs; None when they have not said."""

    order_id: str
    item_id: str
    quantity: int
    price: int | None = None


def order(store: RewardStore, ledger: Ledger, wish: Wish, now: datetime) -> Item:
    """The order's item, placed (or further, when the request is repeated).

    Raises Invalid for what cannot be ordered; Conflict when there are too few points, the person has it
    already or it costs something else; Unavailable while the database is asleep: then nothing has been
    ordered, unless the code is order-pending.
    """
    intent = store.order(wish.order_id) or _new_intent(store, ledger, wish, now)
    if not _is_of(intent, wish):
        raise Conflict("Another order has this id. Make a new id.", code="id-taken")
    placed = intent
    if intent["state"] == PENDING:
        placed = _carried_out(store, ledger, intent, now)
    if placed["state"] == REFUSED:
        _refuse(placed["reason"])
    return placed


def cancel(store: RewardStore, ledger: Ledger, order_id: str, now: datetime) -> Item:
    """The cancelled order. Raises NotFound, and Conflict when it is not placed only."""
    item = found(store, order_id)
    if item["state"] == PENDING:
        _carried_out(store, ledger, item, now)
        item = found(store, order_id)  # refused, it is none
    cancelled = store.cancelled(order_id, timestamp(now)) if item["state"] == PLACED else item
    if cancelled["state"] != CANCELLED:
        detail = "This order cannot be cancelled any more. What was fulfilled can be refunded."
        raise Conflict(detail, code=f"order-{cancelled['state']}")
    return _given_back(store, ledger, cancelled, now)


def refund(store: RewardStore, ledger: Ledger, order_id: str, now: datetime) -> Item:
    """The refunded order. Raises NotFound, and Conflict when it is not fulfilled or what was bought is used
    up."""
    item = found(store, order_id)
    if item["state"] == FULFILLED and not store.refunded(item, timestamp(now)):
        item = found(store, order_id)
        if item["state"] == FULFILLED:
            raise Conflict("What this order bought has been used already.", code="already-used")
    item = found(store, order_id)
    if item["state"] != REFUNDED:
        detail = "Only an order that has been fulfilled can be refunded."
        raise Conflict(detail, code=f"order-{item['state']}")
    return _given_back(store, ledger, item, now)


def _new_intent(store: RewardStore, ledger: Ledger, wish: Wish, now: datetime) -> Item:
    line = _line(store, ledger, wish)
    if line["kind"] == THEME and line["item_id"] in store.themes():
        _refuse("already-owned")
    # Before the intent, so that a database that is asleep is found out while nothing has been said yet.
    take_earned(PointStore(store.table, store.user_id), ledger)
    at = timestamp(now)
    total = line["price"] * line["quantity"]
    made = {"id": wish.order_id, "lines": [line], "total": total, "created_at": at, "updated_at": at}
    return store.intend(made)


def _line(store: RewardStore, ledger: Ledger, wish: Wish) -> Item:
    own = store.reward(wish.item_id)
    everybodys = (item for item in ledger.catalog() if item["id"] == wish.item_id)
    item = {**own, "kind": OWN} if own else next(everybodys, None)
    if item is None:
        message = "is not in the catalogue; it may have been deleted"
        raise Invalid("This cannot be ordered.", [FieldError("/item_id", message)])
    if item["kind"] == THEME and wish.quantity > 1:
        raise Invalid("One of these is enough.", [FieldError("/quantity", "must be 1 for a theme")])
    if wish.price not in (None, item["price"]):
        detail = f"The price has changed: it is {item['price']} points now. Nothing has been ordered."
        raise Conflict(detail, code="price-changed")
    kept = {name: item[name] for name in ("kind", "name", "price", "version")}
    return {"item_id": wish.item_id, **kept, "quantity": wish.quantity}


def _is_of(item: Item, wish: Wish) -> bool:
    return [(line["item_id"], line["quantity"]) for line in item["lines"]] == [(wish.item_id, wish.quantity)]


def _carried_out(store: RewardStore, ledger: Ledger, intent: Item, now: datetime) -> Item:
    try:
        return _in_line(store, ledger, intent, now)
    except Unavailable as error:
        detail = "Your order is on its way: the database is waking up. Look at your orders in a moment."
        raise Unavailable(detail, error.retry_after_s, code="order-pending") from error


def _given_back(store: RewardStore, ledger: Ledger, item: Item, now: datetime) -> Item:
    try:
        return _in_line(store, ledger, item, now)
    except Unavailable:
        # The state has been changed; `activity` sees that, and gives the points back.
        logger.info("points are given back later", order_id=item["id"])
        return item


def _in_line(store: RewardStore, ledger: Ledger, item: Item, now: datetime) -> Item:
    points = PointStore(store.table, store.user_id)
    return bring_in_line(store, points, ledger, item, timestamp(now))


def _refuse(reason: str) -> NoReturn:
    raise Conflict(_REFUSALS.get(reason, "This cannot be ordered."), code=reason)
