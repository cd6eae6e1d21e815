"""The ledger against PostgreSQL: every movement is booked once, however often and by however many it is
asked for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from functions.migrate_db.handler import lambda_handler as migrate_db
from shared import postgres
from shared.database import Database
from shared.errors import Unavailable
from shared.rewards.ledger import Decision, PostgresLedger
from shared.rewards.points import Total
from shared.rewards.refused import RefusedValue
from tests.integration.postgres.test_migrate_db import MASTER_CREDENTIALS
from tests.support.postgres import Line, Server
from tests.support.rewards import an_order

ADA, EVE = "0f8fad5b-d9cd-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"
REWARD = "01HZZZZZZZZZZZZZZZZZZZZZZZ"
AT = "2026-05-01T12:00:00.000Z"


@pytest.fixture
def migrated(line: Line, context: Any) -> None:
    migrate_db(MASTER_CREDENTIALS, context)


@pytest.fixture
def database(migrated: None) -> Iterator[Database]:
    database = connection()
    yield database
    database.close()


@pytest.fixture
def ledger(database: Database) -> PostgresLedger:
    return PostgresLedger(database)


def connection() -> Database:
    return Database(partial(postgres.connect_with_token, connect_timeout_s=5, timeout_s=15))


def booked(database: Database, user_id: str = ADA) -> list[int]:
    rows = database.run("select amount from points_ledger where user_id = :user order by id", user=user_id)
    return [row["amount"] for row in rows]


def state(database: Database, order_id: str, user_id: str = ADA) -> str:
    (row,) = database.run("select state from orders where user_id = :u and id = :id", u=user_id, id=order_id)
    return str(row["state"])


def test_the_catalogue_has_a_streak_freeze_and_themes(ledger: PostgresLedger) -> None:
    found = ledger.catalog()
    assert found[0] | {"description": ""} == {
        "id": "streak-freeze",
        "kind": "freeze",
        "name": "Streak freeze",
        "description": "",
        "icon": "❄️",
        "price": 100,
        "version": 1,
    }
    assert {item["kind"] for item in found[1:]} == {"theme"}


def test_what_was_earned_is_taken_once(ledger: PostgresLedger, database: Database) -> None:
    for total in (Total(30, 3), Total(30, 3), Total(10, 1), Total(50, 5), Total(40, 4), Total(20, 6)):
        settled = ledger.take(ADA, total)
    assert (settled.points, settled.taken) == (20, 20)
    assert booked(database) == [30, 20, -30]


def test_nothing_earned_leaves_no_row(ledger: PostgresLedger, database: Database) -> None:
    assert ledger.take(ADA, Total()).points == 0
    assert database.run("select * from balances") == []


def test_an_order_is_paid_once(ledger: PostgresLedger, database: Database) -> None:
    ledger.take(ADA, Total(250, 1))
    order = an_order(price=100, quantity=2)
    assert [ledger.place(ADA, order) for _ in range(3)] == [Decision(None)] * 3
    assert (ledger.balance(ADA).points, booked(database)) == (50, [250, -200])
    lines = database.run("select item_id, price, quantity from order_lines")
    assert lines == [{"item_id": "streak-freeze", "price": 100, "quantity": 2}]


def test_what_was_refused_stays_refused_when_there_are_points(ledger: PostgresLedger) -> None:
    order = an_order(price=100)
    assert ledger.place(ADA, order) == Decision("not-enough-points")
    ledger.take(ADA, Total(500, 1))
    assert ledger.place(ADA, order) == Decision("not-enough-points")
    assert ledger.balance(ADA).points == 500


def test_one_persons_order_is_nobody_elses(ledger: PostgresLedger) -> None:
    """Ids are made by clients, who may take another's."""
    ledger.take(ADA, Total(100, 1))
    ledger.take(EVE, Total(100, 1))
    order = an_order(price=100)
    assert ledger.place(ADA, order) == ledger.place(EVE, order) == Decision(None)
    ledger.give_back(EVE, order["id"], "cancelled", AT)
    assert (ledger.balance(ADA).points, ledger.balance(EVE).points) == (0, 100)


def test_a_theme_is_sold_once_until_it_is_given_back(ledger: PostgresLedger) -> None:
    ledger.take(ADA, Total(900, 1))
    first, second, third = (an_order("theme-ocean", "theme", price=300) for _ in range(3))
    assert ledger.place(ADA, first) == Decision(None)
    assert ledger.place(ADA, second) == Decision("already-owned")
    ledger.fulfil(ADA, first["id"], AT)
    assert ledger.place(ADA, an_order("theme-ocean", "theme", price=300)) == Decision("already-owned")
    ledger.give_back(ADA, first["id"], "refunded", AT)
    assert ledger.place(ADA, third) == Decision(None)


def test_an_own_reward_keeps_name_and_price_of_its_day(ledger: PostgresLedger, database: Database) -> None:
    ledger.take(ADA, Total(100, 1))
    for version, price in ((2, 20), (1, 10)):
        order = an_order(REWARD, "own", name=f"Tea {price}", price=price, version=version)
        assert ledger.place(ADA, order) == Decision(None)
    lines = database.run("select name, price from order_lines order by price")
    assert lines == [{"name": "Tea 10", "price": 10}, {"name": "Tea 20", "price": 20}]
    assert database.run("select name from catalog_items where owner <> ''") == [{"name": "Tea 20"}]


@pytest.mark.parametrize(
    ("steps", "final", "points"),
    [
        (["fulfilled", "refunded"], "refunded", 100),
        (["refunded", "fulfilled", "refunded"], "refunded", 100),
        (["cancelled", "cancelled", "fulfilled"], "cancelled", 100),
        (["fulfilled", "cancelled", "fulfilled"], "fulfilled", 0),
    ],
)
def test_words_of_an_order_may_come_twice_and_in_any_order(
    ledger: PostgresLedger, database: Database, steps: list[str], final: str, points: int
) -> None:
    ledger.take(ADA, Total(100, 1))
    order = an_order(price=100)
    ledger.place(ADA, order)
    for step in steps:
        if step == "fulfilled":
            ledger.fulfil(ADA, order["id"], AT)
        else:
            ledger.give_back(ADA, order["id"], step, AT)
    assert (state(database, order["id"]), ledger.balance(ADA).points) == (final, points)
    assert sum(booked(database)) == points


def test_fifty_orders_at_a_time_on_points_for_ten(ledger: PostgresLedger, database: Database) -> None:
    ledger.take(ADA, Total(1000, 1))
    orders = [an_order(price=100) for _ in range(50)]
    with ThreadPoolExecutor(10) as pool:
        decisions = list(pool.map(at_the_same_time, orders))
    assert [decision.refused_for for decision in decisions].count(None) == 10
    assert (ledger.balance(ADA).points, sum(booked(database)), len(booked(database))) == (0, 0, 11)


def test_one_order_by_many_at_a_time(ledger: PostgresLedger, database: Database) -> None:
    """The function and `activity` may both be at it."""
    ledger.take(ADA, Total(1000, 1))
    order = an_order("theme-ocean", "theme", price=300)
    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(at_the_same_time, [order] * 20)) == {Decision(None)}
    assert booked(database) == [1000, -300]


def test_one_total_by_many_at_a_time(ledger: PostgresLedger, database: Database) -> None:
    totals = [Total(earned, earned) for earned in range(10, 210, 10)]
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(taken_at_the_same_time, totals * 3))
    assert (ledger.balance(ADA).points, sum(booked(database))) == (200, 200)


def at_the_same_time(order: dict[str, Any]) -> Decision:
    database = connection()
    try:
        return PostgresLedger(database).place(ADA, order)
    finally:
        database.close()


def taken_at_the_same_time(total: Total) -> None:
    database = connection()
    PostgresLedger(database).take(ADA, total)
    database.close()


@pytest.mark.parametrize("statement", ["update points_ledger set amount = 1", "delete from points_ledger"])
def test_the_application_cannot_change_the_ledger(
    ledger: PostgresLedger, database: Database, statement: str
) -> None:
    ledger.take(ADA, Total(10, 1))
    with pytest.raises(DatabaseError, match="permission denied"):
        database.run(statement)


def test_bad_values_are_told_from_a_bad_moment(ledger: PostgresLedger, server: Server) -> None:
    with pytest.raises(RefusedValue):
        ledger.place(ADA, an_order(price=10, quantity=99) | {"total": 0})
    server.stop()
    try:
        with pytest.raises(Unavailable):
            ledger.take(ADA, Total(10, 1))
    finally:
        server.start()
    assert ledger.take(ADA, Total(10, 1)).points == 10
