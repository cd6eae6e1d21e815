"""Whatever a person does with orders, whatever dies in between and whenever the database sleeps: once the
stream has caught up, what was spent is what the orders cost, and what was granted is what they bought."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from functions.activity.accounts import Accounts
from functions.activity.logic import bring_in_line
from functions.fulfilment.logic import fulfil
from shared import clients
from shared.errors import Unavailable
from shared.rewards.items import FREEZES_KEY, GRANTS_KEY, ORDER_PREFIX, order_key, partition
from shared.rewards.orders import OrderStore
from shared.stream import changes
from tests.support.memory import memory_table
from tests.support.rewards import MemoryLedger, an_order
from tests.support.stream import record, stream_event
from tests.support.thorough import examples
from tests.unit.rewards.conftest import Customer

ADA = "ada"
THEMES = {"theme-ocean", "theme-forest"}
THINGS = st.sampled_from(
    [("streak-freeze", 1), ("streak-freeze", 2), ("theme-ocean", 1), ("theme-forest", 1)]
)


class Shopping(RuleBasedStateMachine):
    orders = Bundle("orders")

    def __init__(self) -> None:
        super().__init__()
        self.ledger, self._table = MemoryLedger(), memory_table()
        self.table = self._table.__enter__()
        self._override = clients.override(ledger=self.ledger)
        self._override.__enter__()
        self.ada, self.store = Customer(self.table, self.ledger), OrderStore(self.table, ADA)
        self.earned = self.used = 0

    def teardown(self) -> None:
        try:
            self.caught_up()
        finally:
            self._override.__exit__(None, None, None)
            self._table.__exit__(None, None, None)

    @initialize()
    def begins_with_something(self) -> None:
        self.earn(600)

    @rule(points=st.sampled_from([-200, -50, 100, 400]))
    def earn(self, points: int) -> None:
        self.earned += points
        self.ada.has_earned(points)

    @rule(asleep=st.booleans())
    def database(self, asleep: bool) -> None:
        self.ledger.asleep = asleep

    @rule(target=orders, thing=THINGS)
    def order(self, thing: tuple[str, int]) -> Any:
        answer = self.ada.send("POST", "/orders", {"item_id": thing[0], "quantity": thing[1]})
        assert answer.status in (201, 409, 503)
        return answer.body["id"] if answer.status == 201 else multiple()

    @rule(target=orders, thing=THINGS)
    def order_and_have(self, thing: tuple[str, int]) -> Any:
        made = self.order(thing)
        if isinstance(made, str):
            self.fulfil(made)
        return made

    @rule(target=orders, thing=THINGS)
    def order_and_die(self, thing: tuple[str, int]) -> str:
        """Right after the intent."""
        item_id, quantity = thing
        kind, price = ("theme", 300) if item_id in THEMES else ("freeze", 100)
        made = an_order(item_id, kind, price=price, quantity=quantity)
        self.store.intend(made)
        return str(made["id"])

    @rule(order_id=orders, what=st.sampled_from(["cancel", "refund"]))
    def take_back(self, order_id: str, what: str) -> None:
        assert self.ada.send("POST", f"/orders/{order_id}/{what}").status in (200, 404, 409, 503)

    @rule(order_id=orders)
    def fulfil(self, order_id: str) -> None:
        fulfil(self.store, order_id, lambda messages: None)

    @rule(order_id=consumes(orders))
    def stream(self, order_id: str) -> None:
        self.deliver(order_id)

    @rule()
    def use_a_freeze(self) -> None:
        if self.freezes() > 0:
            self.used += 1
            self.table.update(partition(ADA), FREEZES_KEY, add={"left": -1})

    @invariant()
    def nobody_has_less_than_no_freezes(self) -> None:
        assert self.freezes() >= 0

    def freezes(self) -> int:
        return int((self.table.get(partition(ADA), FREEZES_KEY) or {}).get("left", 0))

    def deliver(self, order_id: str) -> None:
        change = next(
            changes(stream_event(record(partition(ADA), order_key(order_id), new={"state": "any"})))
        )
        try:
            bring_in_line([change], Accounts(self.table, self.ledger))
        except Unavailable:
            assert self.ledger.asleep  # it comes again

    def caught_up(self) -> None:
        self.ledger.asleep = False
        items = list(self.table.query_all(partition(ADA), begins_with=ORDER_PREFIX))
        for item in [*items, *items]:
            self.deliver(item["id"])
        orders = [self.store.order(item["id"]) or {} for item in items]
        paid = [order for order in orders if order["state"] in ("placed", "fulfilled")]
        assert "pending" not in {order["state"] for order in orders}
        assert {o["id"]: o["state"] for o in orders} == {
            o["id"]: self.ledger.state(ADA, o["id"]) for o in orders
        }
        assert self.ada.points() == self.earned - sum(order["total"] for order in paid)
        had = [order["lines"][0] for order in orders if order["state"] == "fulfilled"]
        bought = sum(line["quantity"] for line in had if line["kind"] == "freeze")
        assert self.freezes() == bought - self.used
        themes = sorted(line["item_id"] for line in had if line["kind"] == "theme")
        granted = set(self.table.get(partition(ADA), GRANTS_KEY) or {}) & THEMES
        assert themes == sorted(granted)


def test_what_was_bought_is_what_was_paid_for() -> None:
    run_state_machine_as_test(
        Shopping, settings=examples(12, stateful_step_count=20)
    )
