"""Orders: paid once, carried on where they were cut off, and given back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from functions.fulfilment.logic import fulfil
from functions.rewards.handler import app
from shared import clients
from shared.ids import new_ulid
from shared.rewards.items import FREEZES_KEY, order_key, partition
from shared.rewards.ledger import Decision
from shared.rewards.orders import OrderStore
from shared.table import Table
from tests.support.events import call, http_event
from tests.support.rewards import MemoryLedger
from tests.unit.rewards.conftest import NOW, Customer

FREEZE = {"item_id": "streak-freeze", "quantity": 1}


def fulfilled(ada: Customer, order_id: str) -> bool:
    return fulfil(OrderStore(ada.table, ada.user_id), order_id, lambda messages: None)


def test_an_order_is_placed_and_paid(ada: Customer) -> None:
    ada.has_earned(250)
    placed = ada.order(quantity=2)
    line = {
        "item_id": "streak-freeze",
        "kind": "freeze",
        "name": "Streak freeze",
        "price": 100,
        "quantity": 2,
    }
    assert (placed["state"], placed["total"], placed["lines"]) == ("placed", 200, [line])
    assert ada.points() == 50
    assert ada.ok("GET", f"/orders/{placed['id']}") == placed


def test_too_few_points(ada: Customer) -> None:
    ada.has_earned(99)
    assert ada.problem("POST", "/orders", FREEZE) == (409, "not-enough-points")
    assert (ada.points(), ada.ok("GET", "/orders")["items"]) == (99, [])


def test_what_was_refused_is_refused_again_and_is_no_order(ada: Customer) -> None:
    body = {**FREEZE, "id": new_ulid()}
    assert ada.problem("POST", "/orders", body) == (409, "not-enough-points")
    ada.has_earned(500)
    assert ada.problem("POST", "/orders", body) == (409, "not-enough-points")
    assert ada.problem("GET", f"/orders/{body['id']}")[0] == 404


def test_points_that_were_given_back_with_their_days_may_be_missing(ada: Customer) -> None:
    """Earned, spent, undone: the balance is below nothing, and nothing can be bought."""
    ada.has_earned(100)
    ada.order()
    ada.has_earned(-30)
    assert ada.points() == -30
    assert ada.ok("GET", "/rewards/points")["points"] == -30
    assert ada.problem("POST", "/orders", FREEZE) == (409, "not-enough-points")


@pytest.mark.parametrize(
    "repeated",
    [
        {"body": {**FREEZE, "id": "01HZZZZZZZZZZZZZZZZZZZZZZZ"}},
        {"body": FREEZE, "headers": {"idempotency-key": "k1"}},
    ],
)
def test_repeating_orders_once(ada: Customer, repeated: dict[str, Any]) -> None:
    ada.has_earned(500)
    first, second = (ada.ok("POST", "/orders", **repeated) for _ in range(2))
    assert first == second
    assert ada.points() == 400


def test_the_same_id_for_something_else(ada: Customer) -> None:
    ada.has_earned(500)
    placed = ada.order(id=new_ulid())
    other = {"item_id": "theme-ocean", "id": placed["id"]}
    assert ada.problem("POST", "/orders", other) == (409, "id-taken")


@pytest.mark.parametrize(
    "other",
    [{"item_id": "theme-ocean"}, {**FREEZE, "quantity": 2}, {**FREEZE, "id": "01HZZZZZZZZZZZZZZZZZZZZZZZ"}],
)
def test_a_key_that_comes_back_with_another_body(ada: Customer, other: dict[str, Any]) -> None:
    """Also when nothing came of the first: the database was asleep."""
    ada.has_earned(900)
    key = {"headers": {"idempotency-key": "k1"}}
    ada.ledger.asleep = True
    assert ada.problem("POST", "/orders", FREEZE, **key)[0] == 503
    ada.ledger.asleep = False
    assert ada.problem("POST", "/orders", other, **key) == (409, "idempotency-key-reused")
    placed = ada.ok("POST", "/orders", FREEZE, **key)
    assert ada.problem("POST", "/orders", other, **key) == (409, "idempotency-key-reused")
    assert (ada.points(), ada.ok("GET", "/orders")["items"]) == (800, [placed])


def test_a_key_is_forgotten_after_a_day(ada: Customer) -> None:
    """Its item may still be there: the table takes its time with what has expired."""
    ada.has_earned(900)
    key = {"headers": {"idempotency-key": "k1"}}
    first = ada.ok("POST", "/orders", FREEZE, **key)
    ada.now += timedelta(hours=25)
    assert ada.ok("POST", "/orders", {**FREEZE, "quantity": 2}, **key)["id"] != first["id"]


def test_a_key_that_is_too_long(ada: Customer) -> None:
    ada.has_earned(100)
    assert ada.problem("POST", "/orders", FREEZE, headers={"idempotency-key": "k" * 2000}) == (422, "invalid")


def test_nobody_pays_another_price_than_they_have_seen(ada: Customer) -> None:
    own = ada.ok("POST", "/rewards/items", {"name": "Tea", "price": 40})
    ada.has_earned(500)
    ada.ok("PATCH", f"/rewards/items/{own['id']}", {"price": 400})
    for item_id, seen in ((own["id"], 40), ("streak-freeze", 99)):
        body = {"item_id": item_id, "price": seen, "id": new_ulid()}
        assert ada.problem("POST", "/orders", body) == (409, "price-changed")
        assert ada.send("GET", f"/orders/{body['id']}").status == 404
    assert ada.points() == 500
    placed = ada.order(own["id"], price=400, id=new_ulid())
    ada.ok("PATCH", f"/rewards/items/{own['id']}", {"price": 40})
    assert ada.order(own["id"], price=400, id=placed["id"]) == placed  # repeated, it stays what it was


def test_a_theme_is_bought_once(ada: Customer) -> None:
    ada.has_earned(900)
    first = ada.order("theme-ocean")
    assert ada.problem("POST", "/orders", {"item_id": "theme-ocean"}) == (409, "already-owned")
    fulfilled(ada, first["id"])
    assert ada.ok("GET", "/rewards/points")["themes"] == ["theme-ocean"]
    assert ada.problem("POST", "/orders", {"item_id": "theme-ocean"}) == (409, "already-owned")
    assert ada.send("POST", "/orders", {"item_id": "theme-forest", "quantity": 2}).status == 422
    assert ada.points() == 600


@pytest.mark.parametrize("item_id", ["nothing", "01HZZZZZZZZZZZZZZZZZZZZZZZ"])
def test_what_is_not_in_the_catalogue(ada: Customer, item_id: str) -> None:
    answer = ada.send("POST", "/orders", {"item_id": item_id})
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/item_id")


def test_while_the_database_sleeps_nothing_is_ordered(ada: Customer, ledger: MemoryLedger) -> None:
    ada.has_earned(500)
    ledger.asleep = True
    answer = ada.send("POST", "/orders", FREEZE)
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert ada.ok("GET", "/orders")["items"] == []
    assert ada.problem("GET", "/rewards/balance") == (503, "unavailable")
    assert ada.ok("GET", "/rewards/points")["points"] == 500


class FallsAsleep(MemoryLedger):
    """When an order is to be placed, as long as it is `tired`."""

    tired = True

    def place(self, user_id: str, order: Mapping[str, Any]) -> Decision:
        self.asleep = self.tired
        return super().place(user_id, order)


def test_an_intent_that_was_kept_is_said_to_be_on_its_way(table: Table) -> None:
    ledger, headers = FallsAsleep(), {"idempotency-key": "k1"}
    ada = Customer(table, ledger)
    ada.has_earned(500)
    with clients.override(ledger=ledger):
        assert ada.problem("POST", "/orders", FREEZE, headers=headers) == (503, "order-pending")
        (pending,) = ada.ok("GET", "/orders")["items"]
        assert pending["state"] == "pending"
        ledger.tired = ledger.asleep = False
        placed = ada.ok("POST", "/orders", FREEZE, headers=headers)
        assert (placed["id"], placed["state"], ada.points()) == (pending["id"], "placed", 400)


def test_cancelling_an_intent_that_turns_out_to_be_refused(table: Table) -> None:
    """It was never an order."""
    ledger = FallsAsleep()
    ada = Customer(table, ledger)
    with clients.override(ledger=ledger):
        assert ada.problem("POST", "/orders", FREEZE) == (503, "order-pending")
        (pending,) = ada.ok("GET", "/orders")["items"]
        ledger.tired = ledger.asleep = False
        assert ada.problem("POST", f"/orders/{pending['id']}/cancel") == (404, "not-found")
        assert ada.ok("GET", "/orders")["items"] == []


def test_cancelled_before_it_is_fulfilled(ada: Customer) -> None:
    ada.has_earned(100)
    order_id = ada.order()["id"]
    for _ in range(2):
        assert ada.ok("POST", f"/orders/{order_id}/cancel")["state"] == "cancelled"
    assert ada.points() == 100
    assert not fulfilled(ada, order_id)
    assert ada.ok("GET", "/rewards/freezes") == {"left": 0}
    assert ada.problem("POST", f"/orders/{order_id}/refund") == (409, "order-cancelled")


def test_refunded_after_it_is_fulfilled(ada: Customer) -> None:
    ada.has_earned(200)
    order_id = ada.order(quantity=2)["id"]
    assert ada.problem("POST", f"/orders/{order_id}/refund") == (409, "order-placed")
    assert fulfilled(ada, order_id)
    assert ada.ok("GET", "/rewards/freezes") == {"left": 2}
    assert ada.problem("POST", f"/orders/{order_id}/cancel") == (409, "order-fulfilled")
    for _ in range(2):
        assert ada.ok("POST", f"/orders/{order_id}/refund")["state"] == "refunded"
    assert (ada.points(), ada.ok("GET", "/rewards/freezes")) == (200, {"left": 0})


def test_what_was_used_is_not_refunded(ada: Customer) -> None:
    ada.has_earned(200)
    order_id = ada.order(quantity=2)["id"]
    fulfilled(ada, order_id)
    ada.table.update(partition("ada"), FREEZES_KEY, add={"left": -1})
    assert ada.problem("POST", f"/orders/{order_id}/refund") == (409, "already-used")
    assert (ada.points(), ada.ok("GET", f"/orders/{order_id}")["state"]) == (0, "fulfilled")


def test_giving_back_does_not_wait_for_the_database(ada: Customer, ledger: MemoryLedger) -> None:
    ada.has_earned(100)
    order_id = ada.order()["id"]
    ledger.asleep = True
    assert ada.ok("POST", f"/orders/{order_id}/cancel")["state"] == "cancelled"
    ledger.asleep = False
    assert ledger.state("ada", order_id) == "placed"  # `activity` gives back, by the stream


def test_another_persons_order(ada: Customer, table: Table, ledger: MemoryLedger) -> None:
    ada.has_earned(100)
    order_id = ada.order()["id"]
    eve = Customer(table, ledger, "eve")
    for method, path in (("GET", ""), ("POST", "/cancel"), ("POST", "/refund")):
        assert eve.problem(method, f"/orders/{order_id}{path}")[0] == 404


def test_orders_are_listed_newest_first_in_pages(ada: Customer) -> None:
    ada.has_earned(1000)
    made = [ada.order(id=f"01M7YNHGNG0J9CE4RAQBW2RF{n:02}")["id"] for n in range(5)]
    page = ada.ok("GET", "/orders", query={"limit": 3})
    rest = ada.ok("GET", "/orders", query={"limit": 3, "cursor": page["next_cursor"]})
    assert [one["id"] for one in page["items"] + rest["items"]] == made[::-1]
    assert rest["next_cursor"] is None


def test_refused_ones_leave_no_hole_in_a_page(ada: Customer) -> None:
    for number in range(6):
        if number % 2:
            ada.has_earned(100)
        ada.send("POST", "/orders", {**FREEZE, "id": f"01M7YNHGNG0J9CE4RAQBW2RF{number:02}"})
    page = ada.ok("GET", "/orders", query={"limit": 2})
    assert [one["id"][-2:] for one in page["items"]] == ["05", "03"]
    rest = ada.ok("GET", "/orders", query={"limit": 2, "cursor": page["next_cursor"]})
    assert ([one["id"][-2:] for one in rest["items"]], rest["next_cursor"]) == (["01"], None)


def test_scopes_are_the_rewards_own(ada: Customer) -> None:
    event = http_event("POST", "/v1/orders", FREEZE, user="ada", scopes="rewards:read habits:write", at=NOW)
    assert call(app, event).status == 403


def test_the_item_says_how_it_stands(ada: Customer) -> None:
    ada.has_earned(100)
    order_id = ada.order()["id"]
    item = ada.table.get(partition("ada"), order_key(order_id)) or {}
    assert (item["state"], "ttl" in item) == ("placed", False)
