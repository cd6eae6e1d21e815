"""A person's orders in the table: intents first, then what became of them. Methods raise Unavailable when it
cannot be reached.

PostgreSQL decides whether an order is paid, the item whether a paid one is fulfilled, cancelled or refunded:
each of these happens by one conditional write, so exactly one of them does.
"""

from __future__ import annotations

import time
from typing import Any

from shared.rewards.items import (
    CANCELLED,
    FREEZE,
    FREEZES_KEY,
    FULFILLED,
    GRANTS_KEY,
    PENDING,
    PLACED,
    REFUNDED,
    REFUSED,
    THEME,
    order_key,
    partition,
)
from shared.table import ConditionFailed, Table

Item = dict[str, Any]
Operation = dict[str, Any]
# A refusal is kept as long as the request may be repeated with the same key.
_REFUSAL_KEPT_S = 24 * 60 * 60


class OrderStore:
    """Those of `user_id` in `table`."""

    def __init__(self, table: Table, user_id: str) -> None:
        self.table, self.user_id, self.pk = table, user_id, partition(user_id)

    def order(self, order_id: str) -> Item | None:
        """The order as it is now."""
        return self.table.get(self.pk, order_key(order_id), consistent=True)

    def intend(self, order: Item) -> Item:
        """Keeps the intent to order, in state `pending`; the order that has the id already, if there is
        one."""
        item = {"pk": self.pk, "sk": order_key(order["id"]), **order, "state": PENDING}
        try:
            self.table.put(item, only_if_new=True)
        except ConditionFailed as failure:
            return failure.item or item
        return item

    def decided(self, order_id: str, refused_for: str | None, at: str) -> Item:
        """Notes what PostgreSQL has made of the intent: placed, or refused for a reason. What is noted
        already stays."""
        change: Item = {"state": REFUSED if refused_for else PLACED, "updated_at": at}
        if refused_for:
            change |= {"reason": refused_for, "ttl": int(time.time()) + _REFUSAL_KEPT_S}
        return self._move(order_id, PENDING, change)

    def cancelled(self, order_id: str, at: str) -> Item:
        """The order, cancelled if it was placed and no more than that."""
        return self._move(order_id, PLACED, {"state": CANCELLED, "updated_at": at})

    def fulfilled(self, order: Item, at: str) -> bool:
        """Grants what a placed order bought, with the change of its state; False when that is another
        already."""
        lines = [line for line in order["lines"] if line["kind"] in (FREEZE, THEME)]
        grants = [self._grant(order["id"], line) for line in lines]
        try:
            self.table.transact(self._state_operation(order["id"], PLACED, FULFILLED, at), *grants)
        except ConditionFailed:
            return False
        return True

    def refunded(self, order: Item, at: str) -> bool:
        """Takes back what a fulfilled order bought, with the change of its state; False when it is used up,
        or the state is another."""
        takes = [self._take(line) for line in order["lines"] if line["kind"] in (FREEZE, THEME)]
        try:
            self.table.transact(self._state_operation(order["id"], FULFILLED, REFUNDED, at), *takes)
        except ConditionFailed:
            return False
        return True

    def _move(self, order_id: str, before: str, change: Item) -> Item:
        try:
            return self.table.update(
                self.pk,
                order_key(order_id),
                set=change,
                condition="#state = :before",
                values={"before": before},
            )
        except ConditionFailed as failure:
            return failure.item or {}

    def _state_operation(self, order_id: str, before: str, after: str, at: str) -> Operation:
        return self.table.update_operation(
            self.pk,
            order_key(order_id),
            set={"state": after, "updated_at": at},
            condition="#state = :before",
            values={"before": before},
        )

    def _grant(self, order_id: str, line: Item) -> Operation:
        if line["kind"] == THEME:
            return self.table.update_operation(self.pk, GRANTS_KEY, set={line["item_id"]: order_id})
        return self.table.update_operation(self.pk, FREEZES_KEY, add={"left": line["quantity"]})

    def _take(self, line: Item) -> Operation:
        if line["kind"] == THEME:
            return self.table.update_operation(self.pk, GRANTS_KEY, remove=[line["item_id"]])
        return self.table.update_operation(
            self.pk,
            FREEZES_KEY,
            add={"left": -line["quantity"]},
            condition="#left >= :quantity",
            values={"quantity": line["quantity"]},
        )
