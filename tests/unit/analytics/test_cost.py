"""What figures cost in DynamoDB's units, for a person with 20 habits (docs/analytics.md)."""

from __future__ import annotations

from typing import Any

from functions.analytics.board import leaderboard
from functions.analytics.logic import summary
from shared import clients
from shared.analytics.leaderboard import Board
from shared.table import Table
from tests.unit.analytics.client import Ada
from tools.bench.meter import Meter, Usage


def cost(ada: Ada, ask: Any) -> Usage:
    meter = Meter(ada.table._client)
    with clients.override(dynamodb=meter), meter.counting() as usage:
        ask(Table(meter, ada.table.name))
    return usage


def test_a_summary_made_and_kept(ada: Ada) -> None:
    """20 habits, marked daily for four months, with points for all of it, and 100 tasks."""
    for _ in range(20):
        habit = ada.habit(description="x" * 150)
        ada.has_marked(habit, dict.fromkeys(range(120), "done"))
        ada.has_earned(habit, range(120))
    for number in range(100):
        task = {"title": "x" * 60, "status": "done", "done_at": "2099-05-01T12:00:00.000Z"}
        ada.table.put({"pk": ada.pk, "sk": f"TASK#{number}", **task})

    made = cost(ada, lambda table: summary(table, "ada", ada.now))
    assert (made.requests, made.write) == (8, 2)
    assert made.read <= 26
    kept = cost(ada, lambda table: summary(table, "ada", ada.now))
    assert (kept.requests, kept.read, kept.write) == (1, 1, 0)


def test_a_look_at_the_leaderboard(ada: Ada) -> None:
    for number in range(200):
        person = Ada(ada.table, f"0f8fad5b-d9cd-469f-a165-{number:012}")
        person.has_earned("H", range(3))
        person.join(f"Somebody of number {number}")
    ada.has_earned("H", range(1))
    ada.join("Countess")
    shown = cost(ada, lambda table: leaderboard(Board(table), "ada", ada.now))
    assert (shown.requests, shown.write) == (9, 0)
    assert shown.read <= 9
