"""What points cost beside a check-in, in DynamoDB's units, for a person with 20 habits (docs/rewards.md)."""

from __future__ import annotations

from datetime import timedelta

from shared.table import Table
from tests.support.points import ADA, HABIT, TODAY, Diary
from tools.bench.meter import Meter


def cost_of_the_last_mark(diary: Diary) -> tuple[int, float, float]:
    """Requests, read units, write units."""
    meter = Meter(diary.table._client)
    diary.table = Table(meter, diary.table.name)
    with meter.counting() as usage:
        diary.worker().work(ADA, diary.stream[-1:])
    return usage.requests, usage.read, usage.write


def busy(table: Table) -> Diary:
    """20 habits with 8 days each, three of them in April, which is in checkpoints."""
    diary = Diary(table)
    for number in range(2, 21):
        diary.add_habit(f"01JZ00000000000000000000{number:02}")
    for number in range(1, 21):
        for back in (*range(1, 6), 24, 25, 26):
            diary.mark(
                TODAY - timedelta(days=back),
                habit_id=f"01JZ00000000000000000000{number:02}",
            )
    diary.deliver()
    diary.renew_checkpoints()
    diary.mark(TODAY)
    return diary


def test_a_mark_of_the_open_month(table: Table) -> None:
    diary = busy(table)
    requests, read, write = cost_of_the_last_mark(diary)
    assert (requests, write) == (5, 4)
    assert read <= 4.5
    assert diary.stream[-1].sk.endswith(HABIT)
