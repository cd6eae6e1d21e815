"""Orders and what has been earned: the table's side and PostgreSQL's side of them together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from functions.activity.logic import TryAgainError
from shared.errors import Unavailable
from shared.habits.shapes import timestamp
from shared.log import logger
from shared.rewards import settling
from shared.rewards.items import PENDING
from shared.rewards.orders import OrderStore
from shared.rewards.points import PointStore, Settled, Total
from shared.table import Table

if TYPE_CHECKING:
    from shared.rewards.ledger import Ledger

Item = dict[str, Any]


class Accounts:
    """Those of all people in `table` and `ledger`."""

    def __init__(self, table: Table, ledger: Ledger) -> None:
        self._table, self._ledger = table, ledger

    def settle_order(self, user_id: str, order_id: str) -> None:
        """As functions.activity.logic.Accounts. What has been earned is taken before an intent is decided,
        as the request would have."""
        orders, points = _Orders(self._table, user_id), _Points(self._table, user_id)
        order = orders.order(order_id)
        if order is None:
            return  # the person has been erased
        if order["state"] == PENDING:
            settling.take_earned(points, self._ledger)
        settling.bring_in_line(orders, points, self._ledger, order, timestamp(datetime.now(timezone.utc)))

    def take_earned(self, user_id: str) -> None:
        """As functions.activity.logic.Accounts."""
        settling.take_earned(_Points(self._table, user_id), self._ledger)


@contextmanager
def _table_errors() -> Iterator[None]:
    """The table's Unavailable concerns one person; PostgreSQL's concerns all, and means another thing."""
    try:
        yield
    except Unavailable as error:
        logger.warning("the table cannot be worked on", error=str(error))
        raise TryAgainError from error


class _Orders(OrderStore):
    def order(self, order_id: str) -> Item | None:
        with _table_errors():
            return super().order(order_id)

    def decided(self, order_id: str, refused_for: str | None, at: str) -> Item:
        with _table_errors():
            return super().decided(order_id, refused_for, at)


class _Points(PointStore):
    def total(self) -> Total:
        with _table_errors():
            return super().total()

    def remember(self, settled: Settled) -> None:
        with _table_errors():
            super().remember(settled)
