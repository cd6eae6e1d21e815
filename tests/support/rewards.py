"""Orders, and a ledger in memory for tests without PostgreSQL. tests/integration/postgres/test_ledger_model
holds the two ledgers to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.errors import Unavailable
from shared.ids import new_ulid
from shared.rewards.ledger import Decision
from shared.rewards.points import Settled, Total
from shared.rewards.refused import RefusedValue

Item = dict[str, Any]
AT = "2026-05-01T12:00:00.000Z"
CATALOG = (
    ("streak-freeze", "freeze", "Streak freeze", 100),
    ("theme-forest", "theme", "Forest", 300),
    ("theme-ocean", "theme", "Ocean", 300),
)


def an_order(
    item_id: str = "streak-freeze",
    kind: str = "freeze",
    *,
    name: str = "Streak freeze",
    price: int = 100,
    quantity: int = 1,
    version: int = 1,
) -> Item:
    """A new order as its item has it."""
    line = {
        "item_id": item_id,
        "kind": kind,
        "name": name,
        "price": price,
        "quantity": quantity,
        "version": version,
    }
    total = price * quantity
    return {"id": new_ulid(), "lines": [line], "total": total, "created_at": AT, "updated_at": AT}


class MemoryLedger:
    """As shared.rewards.ledger.Ledger says. `entries`: (source event, user, amount). `asleep`: every call
    raises Unavailable."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[str, int]] = {}
        self.orders: dict[tuple[str, str], Item] = {}
        self.taken: dict[str, Total] = {}
        self.versions: dict[str, int] = {}
        self.asleep = False

    def catalog(self) -> list[Item]:
        self._wake()
        names = ("id", "kind", "name", "price")
        return [
            dict(zip(names, row, strict=True)) | {"description": None, "icon": None, "version": 1}
            for row in CATALOG
        ]

    def take(self, user_id: str, total: Total) -> Settled:
        self._wake()
        before = self.taken.get(user_id, Total())
        if total.version > before.version:
            self.taken[user_id] = total
            self.versions[user_id] = self.versions.get(user_id, 0) + 1
            self._book(f"earned/{user_id}/{total.version}", user_id, total.earned - before.earned)
        return self.balance(user_id)

    def place(self, user_id: str, order: Mapping[str, Any]) -> Decision:
        self._wake()
        known = self.orders.get((user_id, order["id"]))
        if known is None:
            if order["total"] <= 0:
                raise RefusedValue("no such total")
            known = self._decide(user_id, order)
            self.orders[user_id, order["id"]] = known
        return Decision(known["reason"])

    def fulfil(self, user_id: str, order_id: str, at: str) -> None:
        self._wake()
        self._move(user_id, order_id, "fulfilled", ("placed",))

    def give_back(self, user_id: str, order_id: str, state: str, at: str) -> None:
        self._wake()
        before = ("placed", "fulfilled") if state == "refunded" else ("placed",)
        if self._move(user_id, order_id, state, before):
            total = self.orders[user_id, order_id]["total"]
            self._book(f"{state}/{user_id}/{order_id}", user_id, total)
            self.versions[user_id] = self.versions.get(user_id, 0) + 1

    def balance(self, user_id: str) -> Settled:
        self._wake()
        points = sum(amount for who, amount in self.entries.values() if who == user_id)
        taken = self.taken.get(user_id, Total()).earned
        return Settled(points, taken, self.versions.get(user_id, 0))

    def state(self, user_id: str, order_id: str) -> str:
        return str(self.orders[user_id, order_id]["state"])

    def _decide(self, user_id: str, order: Mapping[str, Any]) -> Item:
        once = next((line["item_id"] for line in order["lines"] if line["kind"] == "theme"), None)
        owned = {one["once"] for (who, _), one in self.orders.items() if who == user_id and _is_had(one)}
        reason = None
        if once is not None and once in owned:
            reason = "already-owned"
        elif self.balance(user_id).points < order["total"]:
            reason = "not-enough-points"
        else:
            self._book(f"order/{user_id}/{order['id']}", user_id, -order["total"])
            self.versions[user_id] = self.versions.get(user_id, 0) + 1
        state = "refused" if reason else "placed"
        return {"state": state, "reason": reason, "total": order["total"], "once": once}

    def _move(self, user_id: str, order_id: str, state: str, before: tuple[str, ...]) -> bool:
        order = self.orders.get((user_id, order_id), {"state": None})
        if order["state"] not in before:
            return False
        order["state"] = state
        return True

    def _book(self, source: str, user_id: str, amount: int) -> None:
        assert source not in self.entries, "booked twice"
        if amount:
            self.entries[source] = user_id, amount

    def _wake(self) -> None:
        if self.asleep:
            raise Unavailable("The database is not available at the moment; it may be waking up.", 5)


def _is_had(order: Item) -> bool:
    return order["state"] in ("placed", "fulfilled")
