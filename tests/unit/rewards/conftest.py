"""A person at the rewards' API, over a table and a ledger in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from functions.rewards.handler import app
from shared import clients
from shared.rewards.items import TOTAL_KEY, partition
from shared.table import Table
from tests.support.events import call, http_event
from tests.support.rewards import MemoryLedger

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)


class Customer:
    """`user_id`, who may have earned something already, at the time `now`."""

    def __init__(self, table: Table, ledger: MemoryLedger, user_id: str = "ada") -> None:
        self.table, self.ledger, self.user_id, self.now = table, ledger, user_id, NOW

    def has_earned(self, points: int) -> None:
        """More, or less."""
        change = {"earned": points, "version": 1}
        self.table.update(partition(self.user_id), TOTAL_KEY, add=change)

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        return call(app, http_event(method, f"/v1{path}", body, user=self.user_id, at=self.now, **options))

    def ok(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        answer = self.send(method, path, body, **options)
        assert answer.status < 300, answer.body
        return answer.body

    def problem(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, str]:
        """The status and the code."""
        answer = self.send(method, path, body, **options)
        return answer.status, answer.body["type"].rpartition(":")[2]

    def order(self, item_id: str = "streak-freeze", **fields: Any) -> Any:
        return self.ok("POST", "/orders", {"item_id": item_id, **fields})

    def points(self) -> int:
        found: int = self.ok("GET", "/rewards/balance")["points"]
        return found


@pytest.fixture
def ledger() -> Iterator[MemoryLedger]:
    made = MemoryLedger()
    with clients.override(ledger=made):
        yield made


@pytest.fixture
def ada(table: Table, ledger: MemoryLedger) -> Customer:
    return Customer(table, ledger)
