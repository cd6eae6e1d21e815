"""The catalogue, rewards of one's own, and what a person has."""

from __future__ import annotations

import pytest

from shared.ids import new_ulid
from shared.rewards.limits import MAX_REWARDS
from shared.table import Table
from tests.support.rewards import MemoryLedger
from tests.unit.rewards.conftest import Customer

TEA = {"name": "A pot of tea", "icon": "🍵", "price": 40}


def test_everybodys_things_come_first(ada: Customer) -> None:
    own = ada.ok("POST", "/rewards/items", TEA)
    items = ada.ok("GET", "/rewards/catalog")["items"]
    assert [item["kind"] for item in items] == ["freeze", "theme", "theme", "own"]
    assert items[-1] == own
    assert (own["price"], own["owned"], own["version"]) == (40, False, 1)


def test_the_catalogue_says_what_a_person_has(ada: Customer) -> None:
    ada.table.put({"pk": "USER#ada", "sk": "GRANTS", "theme-ocean": new_ulid()})
    owned = {item["id"] for item in ada.ok("GET", "/rewards/catalog")["items"] if item["owned"]}
    assert owned == {"theme-ocean"}


def test_a_reward_is_changed_and_deleted(ada: Customer) -> None:
    made = ada.ok("POST", "/rewards/items", {**TEA, "description": "Darjeeling"})
    path = f"/rewards/items/{made['id']}"
    changed = ada.ok("PATCH", path, {"price": 50, "description": None}, headers={"if-match": '"1"'})
    assert (changed["price"], changed["description"], changed["version"]) == (50, None, 2)
    assert ada.send("PATCH", path, {"price": 60}, headers={"if-match": '"1"'}).status == 412
    assert ada.send("PATCH", path, {}).status == 422
    ada.ok("DELETE", path)
    assert ada.send("DELETE", path).status == 404
    assert ada.ok("GET", "/rewards/catalog")["items"][-1]["kind"] == "theme"


@pytest.mark.parametrize(
    ("field", "value"), [("price", 0), ("price", 100_001), ("price", 1.5), ("name", " "), ("icon", "abc")]
)
def test_what_makes_no_reward(ada: Customer, field: str, value: object) -> None:
    answer = ada.send("POST", "/rewards/items", {**TEA, field: value})
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, f"/{field}")


def test_making_one_can_be_repeated(ada: Customer) -> None:
    body = {**TEA, "id": new_ulid()}
    first, second = (ada.ok("POST", "/rewards/items", body) for _ in range(2))
    assert first == second
    assert ada.problem("POST", "/rewards/items", {**body, "price": 1}) == (409, "id-taken")


def test_there_are_so_many_at_most(ada: Customer) -> None:
    for number in range(MAX_REWARDS):
        ada.table.put({"pk": "USER#ada", "sk": f"REWARD#{number}", "id": str(number), **TEA, "version": 1})
    assert ada.problem("POST", "/rewards/items", TEA) == (409, "too-many-rewards")


def test_making_the_last_one_can_be_repeated_too(ada: Customer) -> None:
    for number in range(MAX_REWARDS - 1):
        ada.table.put({"pk": "USER#ada", "sk": f"REWARD#{number}", "id": str(number), **TEA, "version": 1})
    body = {**TEA, "id": new_ulid()}
    first, second = (ada.ok("POST", "/rewards/items", body) for _ in range(2))
    assert first == second


def test_an_own_reward_is_ordered_with_its_price(ada: Customer) -> None:
    own = ada.ok("POST", "/rewards/items", TEA)
    ada.has_earned(100)
    order = ada.order(own["id"], quantity=2)
    ada.ok("PATCH", f"/rewards/items/{own['id']}", {"price": 99})
    assert (order["total"], ada.points()) == (80, 20)
    assert ada.ok("GET", f"/orders/{order['id']}")["lines"][0]["price"] == 40


def test_another_persons_reward_cannot_be_ordered(ada: Customer, table: Table, ledger: MemoryLedger) -> None:
    own = ada.ok("POST", "/rewards/items", TEA)
    eve = Customer(table, ledger, "eve")
    eve.has_earned(100)
    assert eve.send("POST", "/orders", {"item_id": own["id"]}).status == 422
    assert eve.send("PATCH", f"/rewards/items/{own['id']}", {"price": 1}).status == 404


def test_points_are_shown_without_the_ledger(ada: Customer, ledger: MemoryLedger) -> None:
    nothing = {"points": 0, "earned": 0, "freezes": 0, "themes": []}
    ledger.asleep = True
    assert ada.ok("GET", "/rewards/points") == nothing
    ledger.asleep = False
    ada.has_earned(130)
    ada.order()
    ada.has_earned(20)
    ledger.asleep = True
    assert ada.ok("GET", "/rewards/points") == {**nothing, "points": 50, "earned": 150}


def test_the_balance_books_what_was_earned(ada: Customer, ledger: MemoryLedger) -> None:
    ada.has_earned(30)
    assert ada.ok("GET", "/rewards/balance") == {"points": 30, "pending": 0}
    assert ada.ok("GET", "/rewards/balance") == {"points": 30, "pending": 0}
    assert list(ledger.entries.values()) == [("ada", 30)]
