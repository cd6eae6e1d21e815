"""Points, orders and the catalogue in PostgreSQL (migration 0003), exactly once in effect.

Each method is a statement that does everything or nothing, and does nothing more when it comes again:
`shared.database` repeats one whose answer was lost, and two functions may work on one order at a time. What
tells them apart: the version of what was earned, and the order's id. Nothing is written for who was erased.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from pg8000.exceptions import DatabaseError

from shared.database import Database
from shared.postgres import message, state
from shared.rewards import statements
from shared.rewards.items import THEME
from shared.rewards.points import Settled, Total
from shared.rewards.refused import RefusedValue

Item = dict[str, Any]
T = TypeVar("T")

# Two statements met on the same order: of one that is repeated, the other's work is seen.
_MET = ("23505", "40001", "40P01")
# Data exceptions and violated constraints, which lie in the values and not in the moment.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_REFUSED = ("22", "23")
_ATTEMPTS = 3


class Decision(NamedTuple):
    """What has become of an order once and for all. refused_for: None when it was placed, else the API's
    code: `not-enough-points` or `already-owned`."""

    refused_for: str | None


class Ledger(Protocol):
    """All methods raise Unavailable while the database is asleep or out of reach, and RefusedValue."""

    def catalog(self) -> list[Item]:
        """What everybody can order, in the catalogue's order."""

    def take(self, user_id: str, total: Total) -> Settled:
        """Books what has been earned and is not booked yet (less than nothing, when it has become less). An
        older total than one before changes nothing. The balance after that."""

    def place(self, user_id: str, order: Mapping[str, Any]) -> Decision:
        """Pays for an order (the fields of an ORDER# item), or refuses it; what was decided before stays."""

    def fulfil(self, user_id: str, order_id: str, at: str) -> None:
        """Notes that a paid order is fulfilled; later states stay."""

    def give_back(self, user_id: str, order_id: str, state: str, at: str) -> None:
        """Cancels or refunds (`state`) a paid order: the points are back."""

    def balance(self, user_id: str) -> Settled: ...


class PostgresLedger:
    """The ledger in `database`."""

    def __init__(self, database: Database | Any) -> None:
        self._database = database

    def catalog(self) -> list[Item]:
        return self._run(statements.CATALOG)

    def take(self, user_id: str, total: Total) -> Settled:
        self._run(statements.TAKE, user=user_id, earned=total.earned, version=total.version)
        return self.balance(user_id)

    def place(self, user_id: str, order: Mapping[str, Any]) -> Decision:
        self._run(
            statements.PLACE,
            user=user_id,
            id=order["id"],
            total=order["total"],
            once=next((line["item_id"] for line in order["lines"] if line["kind"] == THEME), None),
            lines=json.dumps([{"line": number, **line} for number, line in enumerate(order["lines"], 1)]),
            at=order["created_at"],
        )
        rows = self._run(statements.DECISION, user=user_id, id=order["id"])
        # No row: the person has been erased, and nothing will be done for them.
        return Decision(rows[0]["reason"] if rows else "erased")

    def fulfil(self, user_id: str, order_id: str, at: str) -> None:
        self._run(statements.FULFIL, user=user_id, id=order_id, at=at)

    def give_back(self, user_id: str, order_id: str, state: str, at: str) -> None:
        self._run(statements.GIVE_BACK, user=user_id, id=order_id, state=state, at=at)

    def balance(self, user_id: str) -> Settled:
        rows = self._run(statements.BALANCE, user=user_id)
        return Settled(**rows[0]) if rows else Settled()

    def _run(self, statement: str, **parameters: Any) -> list[Item]:
        return _insist(lambda: self._database.run(statement, **parameters))


def _insist(work: Callable[[], list[Item]]) -> list[Item]:
    for _ in range(_ATTEMPTS - 1):
        try:
            return _checked(work)
        except DatabaseError as error:
            if state(error) not in _MET:
                raise
    return _checked(work)


def _checked(work: Callable[[], list[Item]]) -> list[Item]:
    try:
        return work()
    except DatabaseError as error:
        if state(error).startswith(_REFUSED) and state(error) not in _MET:
            raise RefusedValue(message(error)) from None  # the server's error quotes the row, logs must not
        raise
