"""Statements that meet, made to meet: a row is held until all of them wait for it. Whether they are told
apart is then no matter of luck."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from shared import postgres
from shared.database import Database
from shared.rewards.ledger import Decision, PostgresLedger
from shared.rewards.points import Total
from tests.integration.postgres.test_ledger import ADA, at_the_same_time, booked, taken_at_the_same_time
from tests.integration.postgres.test_ledger import database as database
from tests.integration.postgres.test_ledger import ledger as ledger
from tests.integration.postgres.test_ledger import migrated as migrated
from tests.support.rewards import an_order

TOGETHER_WITHIN_S = 20
_WAITING = "select count(*) as n from pg_stat_activity where wait_event_type = 'Lock'"


@contextmanager
def held(database: Database, waiting: int) -> Iterator[None]:
    """Ada's balance is locked till so many statements wait for it, or for each other."""
    holder = postgres.connect_with_token(connect_timeout_s=5, timeout_s=30)
    try:
        holder.run("begin")
        holder.run("select points from balances where user_id = :user for update", user=ADA)
        yield
        ends = time.monotonic() + TOGETHER_WITHIN_S
        while database.run(_WAITING)[0]["n"] < waiting:
            assert time.monotonic() < ends, "they do not wait: they have not met"
            time.sleep(0.02)
        holder.run("commit")
    finally:
        holder.close()


def test_orders_that_all_see_points_for_ten(ledger: PostgresLedger, database: Database) -> None:
    ledger.take(ADA, Total(1000, 1))
    with ThreadPoolExecutor(20) as pool:
        with held(database, 20):
            met = [pool.submit(at_the_same_time, an_order(price=100)) for _ in range(20)]
        decisions = answers(met)
    assert (
        sorted(str(decision.refused_for) for decision in decisions)
        == ["None"] * 10 + ["not-enough-points"] * 10
    )
    assert (ledger.balance(ADA).points, sum(booked(database)), len(booked(database))) == (0, 0, 11)


def test_an_order_while_its_points_are_lost(ledger: PostgresLedger, database: Database) -> None:
    """A day is undone as it is spent: the order goes first or is refused, and no points come from nowhere."""
    ledger.take(ADA, Total(100, 1))
    with ThreadPoolExecutor(2) as pool:
        with held(database, 2):
            losing = pool.submit(taken_at_the_same_time, Total(50, 2))
            ordering = pool.submit(at_the_same_time, an_order(price=100))
        losing.result()
        paid = ordering.result() == Decision(None)
    assert ledger.balance(ADA).points == sum(booked(database)) == (-50 if paid else 50)


def test_one_order_that_many_carry_out(ledger: PostgresLedger, database: Database) -> None:
    ledger.take(ADA, Total(1000, 1))
    order = an_order("theme-ocean", "theme", price=300)
    with ThreadPoolExecutor(8) as pool:
        with held(database, 8):
            met = [pool.submit(at_the_same_time, order) for _ in range(8)]
        assert set(answers(met)) == {Decision(None)}
    assert (ledger.balance(ADA).points, booked(database)) == (700, [1000, -300])


def test_a_theme_that_is_ordered_by_two_at_a_time(ledger: PostgresLedger, database: Database) -> None:
    ledger.take(ADA, Total(1000, 1))
    with ThreadPoolExecutor(4) as pool:
        with held(database, 4):
            wishes = [an_order("theme-ocean", "theme", price=300) for _ in range(4)]
            met = [pool.submit(at_the_same_time, order) for order in wishes]
        found = sorted(str(decision.refused_for) for decision in answers(met))
    assert found == ["None"] + ["already-owned"] * 3
    assert (ledger.balance(ADA).points, booked(database)) == (700, [1000, -300])


def answers(met: list[Future[Any]]) -> list[Any]:
    return [one.result() for one in met]
