"""Bringing PostgreSQL in line with the table, for the function that answers a person and for `activity`,
which carries on where that was cut off. Everything here can be repeated, and done by both at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.rewards.items import CANCELLED, FULFILLED, PENDING, REFUNDED

if TYPE_CHECKING:
    from shared.rewards.ledger import Ledger
    from shared.rewards.orders import OrderStore
    from shared.rewards.points import PointStore, Settled

Item = dict[str, Any]


def take_earned(points: PointStore, ledger: Ledger) -> Settled:
    """Books all that has been earned; the balance after that. Raises Unavailable."""
    settled = ledger.take(points.user_id, points.total())
    points.remember(settled)
    return settled


def bring_in_line(orders: OrderStore, points: PointStore, ledger: Ledger, order: Item, at: str) -> Item:
    """Has the ledger do what the order's state asks for; the order after that. at: RFC 3339. Raises
    Unavailable, RefusedValue."""
    user_id, order_id = orders.user_id, order["id"]
    if order["state"] == PENDING:
        decision = ledger.place(user_id, order)
        order = orders.decided(order_id, decision.refused_for, at)
    elif order["state"] == FULFILLED:
        ledger.fulfil(user_id, order_id, at)
    elif order["state"] in (CANCELLED, REFUNDED):
        ledger.give_back(user_id, order_id, order["state"], at)
    points.remember(ledger.balance(user_id))
    return order
