"""Whatever is earned, lost, ordered, cancelled and refunded, in whatever order it comes and however often:
the balance is the sum of the ledger, what is taken is what was earned last, and no order makes the balance
negative. The ledger in memory, which other tests use, agrees with PostgreSQL at each step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from functions.migrate_db.handler import lambda_handler as migrate_db
from shared.database import Database
from shared.rewards.ledger import PostgresLedger
from shared.rewards.points import Total
from tests.integration.postgres.test_ledger import AT, connection
from tests.integration.postgres.test_migrate_db import MASTER_CREDENTIALS
from tests.support.postgres import Line
from tests.support.rewards import MemoryLedger, an_order

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
THINGS = (("streak-freeze", "freeze", 100), ("theme-ocean", "theme", 300), ("theme-forest", "theme", 300))


class Ledgers(RuleBasedStateMachine):
    """One person, at both ledgers. Totals and orders may come again at any time."""

    database: ClassVar[Database]
    runs: ClassVar[int] = 0
    totals = Bundle("totals")
    orders = Bundle("orders")

    def __init__(self) -> None:
        super().__init__()
        # A person a run, so that runs do not meet in the one database.
        type(self).runs += 1
        self.user_id = f"{ADA[:-6]}{self.runs:06}"
        self.postgres, self.memory = PostgresLedger(self.database), MemoryLedger()
        self.total = Total()

    def both(self, method: str, *arguments: Any) -> Any:
        answers = [getattr(one, method)(self.user_id, *arguments) for one in (self.postgres, self.memory)]
        assert answers[0] == answers[1]
        return answers[0]

    @rule(target=totals, more=st.sampled_from([-200, -100, 50, 100, 300, 600]))
    def earn_later(self, more: int) -> Total:
        return self.earn(more)

    def earn(self, more: int) -> Total:
        self.total = Total(self.total.earned + more, self.total.version + 1)
        return self.total

    @rule(more=st.sampled_from([-100, 100, 200, 300]))
    def earn_and_take(self, more: int) -> None:
        self.both("take", self.earn(more))

    @rule(target=orders, thing=st.sampled_from(THINGS))
    def order(self, thing: tuple[str, str, int]) -> dict[str, Any]:
        order = self.want(thing, 1)
        self.place(order)
        return order

    @rule(total=totals)
    def take(self, total: Total) -> None:
        self.both("take", total)

    @rule(target=orders, thing=st.sampled_from(THINGS), quantity=st.integers(1, 3))
    def want_later(self, thing: tuple[str, str, int], quantity: int) -> dict[str, Any]:
        return self.want(thing, quantity)

    def want(self, thing: tuple[str, str, int], quantity: int) -> dict[str, Any]:
        item_id, kind, price = thing
        return an_order(item_id, kind, price=price, quantity=quantity if kind == "freeze" else 1)

    @rule(order=orders)
    def place_later(self, order: dict[str, Any]) -> None:
        self.place(order)

    def place(self, order: dict[str, Any]) -> None:
        before = self.memory.balance(self.user_id).points
        self.both("place", order)
        after = self.postgres.balance(self.user_id).points
        assert after == before or after >= 0

    @rule(order=orders, word=st.sampled_from(["fulfilled", "cancelled", "refunded"]))
    def hear(self, order: dict[str, Any], word: str) -> None:
        if word == "fulfilled":
            self.both("fulfil", order["id"], AT)
        else:
            self.both("give_back", order["id"], word, AT)

    @invariant()
    def the_balance_is_the_sum_of_the_ledger(self) -> None:
        settled = self.both("balance")
        entries = self.rows("select sum(amount) as points, count(*) as entries from points_ledger")
        assert settled.points == (entries["points"] or 0)
        assert entries["entries"] == len(self.memory.entries)

    @invariant()
    def what_is_paid_is_what_the_orders_cost(self) -> None:
        paid = self.rows("select sum(amount) as points from points_ledger where kind <> 'earned'")
        cost = self.rows("select sum(total) as points from orders where state in ('placed', 'fulfilled')")
        assert (paid["points"] or 0) == -(cost["points"] or 0)

    def rows(self, query: str) -> dict[str, Any]:
        joined = "and" if " where " in query else "where"
        return self.database.run(f"{query} {joined} user_id = :user", user=self.user_id)[0]


@pytest.fixture
def database(line: Line, context: Any) -> Iterator[Database]:
    migrate_db(MASTER_CREDENTIALS, context)
    made = connection()
    yield made
    made.close()


def test_the_balance_is_the_sum_of_the_ledger(database: Database) -> None:
    Ledgers.database = database
    unhurried = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Ledgers, settings=unhurried)
