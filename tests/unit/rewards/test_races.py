"""Two who do something about one order at a time: what comes between a read and the write after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.fulfilment.logic import fulfil
from functions.rewards import ordering
from functions.rewards.repository import RewardStore
from shared.errors import Conflict
from shared.rewards.items import FREEZES_KEY, partition
from shared.rewards.orders import OrderStore
from shared.table import Table
from tests.support.rewards import MemoryLedger
from tests.unit.rewards.conftest import NOW, Customer

Act = Callable[[Table, MemoryLedger, str], object]


class Interrupted(Table):
    """Lets something happen right before its first write."""

    def __init__(self, table: Table, between: Callable[[], object]) -> None:
        super().__init__(table._client, table.name)
        self._between: Callable[[], object] | None = between

    def _call(self, operation: str, *, on_table: bool = True, **request: Any) -> dict[str, Any]:
        if operation in ("update_item", "transact_write_items"):
            between, self._between = self._between, None
            if between:
                between()
        return super()._call(operation, on_table=on_table, **request)


def cancelled(table: Table, ledger: MemoryLedger, order_id: str) -> object:
    return ordering.cancel(RewardStore(table, "ada"), ledger, order_id, NOW)


def refunded(table: Table, ledger: MemoryLedger, order_id: str) -> object:
    return ordering.refund(RewardStore(table, "ada"), ledger, order_id, NOW)


def fulfilled(table: Table, ledger: MemoryLedger, order_id: str) -> object:
    return fulfil(OrderStore(table, "ada"), order_id, lambda messages: None)


def used(table: Table, ledger: MemoryLedger, order_id: str) -> object:
    return table.update(partition("ada"), FREEZES_KEY, add={"left": -1})


@pytest.mark.parametrize(
    ("before", "slow", "quick", "code", "state", "points", "freezes"),
    [
        ([], cancelled, fulfilled, "order-fulfilled", "fulfilled", 0, 1),
        ([], cancelled, cancelled, None, "cancelled", 100, 0),
        ([], fulfilled, cancelled, None, "cancelled", 100, 0),
        ([], fulfilled, fulfilled, None, "fulfilled", 0, 1),
        ([fulfilled], refunded, refunded, None, "refunded", 100, 0),
        ([fulfilled], refunded, used, "already-used", "fulfilled", 0, 0),
    ],
)
def test_exactly_one_of_them_happens(
    ada: Customer,
    before: list[Act],
    slow: Act,
    quick: Act,
    code: str | None,
    state: str,
    points: int,
    freezes: int,
) -> None:
    ada.has_earned(100)
    order_id = ada.order()["id"]
    for act in before:
        act(ada.table, ada.ledger, order_id)
    table = Interrupted(ada.table, lambda: quick(ada.table, ada.ledger, order_id))
    if code is None:
        slow(table, ada.ledger, order_id)
    else:
        with pytest.raises(Conflict) as refusal:
            slow(table, ada.ledger, order_id)
        assert refusal.value.code == code
    assert ada.ok("GET", f"/orders/{order_id}")["state"] == state
    assert (ada.points(), ada.ok("GET", "/rewards/freezes")["left"]) == (points, freezes)
