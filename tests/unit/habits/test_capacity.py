"""What requests cost, by AWS's rules from the sizes of the items, and that parallel edits lose nothing.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.habits.logic import checkins, habits
from functions.habits.logic.checkins import Edit
from shared import clients
from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.habits.store import HabitStore
from shared.ids import new_ulid
from shared.table import Table
from tests.support.memory import memory_table
from tests.unit.habits.client import CountingClient, Person
from tests.unit.habits.test_today import renew

USER = "0a1b2c3d-1111-2222-3333-444455556666"  # as long as a user pool's sub


@pytest.fixture
def table() -> Iterator[Table]:
    """In memory: what is counted are requests and sizes, and there are many."""
    with memory_table() as table:
        yield table


def attribute_size(typed: dict[str, Any]) -> int:
    ((kind, value),) = typed.items()
    if kind == "S":
        return len(value.encode())
    if kind == "N":
        return len(value) // 2 + 2
    if kind == "M":
        return 3 + sum(len(name) + attribute_size(item) + 1 for name, item in value.items())
    if kind == "L":
        return 3 + sum(attribute_size(item) + 1 for item in value)
    return 1


def size(item: dict[str, Any]) -> int:
    return sum(len(name.encode()) + attribute_size(value) for name, value in item.items())


def read_units(dynamodb: CountingClient) -> float:
    return sum(_read_units(operation, request, answer) for operation, request, answer in dynamodb.calls)


def _read_units(operation: str, request: dict[str, Any], answer: dict[str, Any]) -> float:
    items = answer.get("Items") or ([answer["Item"]] if "Item" in answer else [])
    if operation not in ("get_item", "query"):
        return 0
    return max(1, math.ceil(sum(map(size, items)) / 4096)) * (1 if request["ConsistentRead"] else 0.5)


def write_units(dynamodb: CountingClient) -> Iterator[int]:
    for operation, _, answer in dynamodb.calls:
        if operation == "update_item":
            yield math.ceil(size(answer["Attributes"]) / 1024)


def full_month(table: Table, habit_id: str, month: str, days: int) -> None:
    mark = encode(Stamp(4_080_000_000_000, 99, 9), Mark(DONE))
    marks = {f"{day:02}": mark for day in range(1, days + 1)}
    table.put({"pk": f"USER#{USER}", "sk": f"CHECKINS#{month}#{habit_id}", **marks})


def test_a_check_in_of_the_open_month_is_one_write_and_half_a_read(
    table: Table, dynamodb: CountingClient
) -> None:
    ada = Person(table, USER)
    habit_id = ada.habit(description="x" * 2000, question="y" * 200)
    ada.has_marked(habit_id, dict.fromkeys(range(100), "done"))
    renew(table, ada)
    full_month(table, habit_id, "2099-05", 31)
    dynamodb.calls.clear()
    ada.check_in(habit_id, ada.today)
    assert dynamodb.operations() == {"get_item": 1, "update_item": 1}
    assert read_units(dynamodb) == 0.5
    assert list(write_units(dynamodb)) == [1]


def twenty_habits(table: Table) -> Person:
    """With a full month behind and one in use, checkpoints with all that a checkpoint can hold."""
    ada = Person(table, USER, email="ada.lovelace@example.com", name="Ada Lovelace", day_start_hour=0)
    for number in range(20):
        habit_id = ada.habit(
            name=f"A habit with a name {number}",
            question="Did you do it today?",
            schedule={"type": "times", "times": 12, "period": "month"},
            icon="🏃🏽‍♀️",
        )
        ada.has_marked(habit_id, {ago: "done" for ago in range(10, 200) if ago % (3 + number % 5)})
        full_month(table, habit_id, "2099-04", 30)
    ada.ok("PUT", "/habits/order", {"ids": [row["habit"]["id"] for row in ada.page()["habits"]]})
    return ada


def test_today_for_twenty_habits_is_three_requests_and_six_units(
    table: Table, dynamodb: CountingClient
) -> None:
    ada = twenty_habits(table)
    assert renew(table, ada) == 20
    for row in ada.page()["habits"]:
        full_month(table, row["habit"]["id"], "2099-05", 31)
    for stale in (False, True):
        if stale:  # a month later, before relay has come by
            ada.now += timedelta(days=31)
            for row in ada.page()["habits"]:
                full_month(table, row["habit"]["id"], "2099-06", 10)
        dynamodb.calls.clear()
        assert len(ada.page()["habits"]) == 20
        assert sum(dynamodb.operations().values()) <= 3
        assert read_units(dynamodb) <= 6, f"stale: {stale}"


class OneAtATime:
    """Each call is atomic, as in DynamoDB; moto's transactions are not among threads."""

    def __init__(self, client: Any) -> None:
        self._client, self._lock = client, threading.Lock()

    def __getattr__(self, operation: str) -> Any:
        def call(**request: Any) -> Any:
            with self._lock:
                return getattr(self._client, operation)(**request)

        return call


def test_fifty_parallel_check_ins_on_fifty_days_are_all_kept(ada: Person, table: Table) -> None:
    """Past the handler, which works off one event at a time, as Lambda has it."""
    habit_id = ada.habit()
    days = [ada.day(ago) for ago in range(50)]
    store = HabitStore(Table(OneAtATime(clients.client("dynamodb")), table.name), ada.user_id)
    item = habits.found(store, habit_id)
    with ThreadPoolExecutor(10) as devices:
        list(devices.map(lambda day: checkins.record(store, item, day, Edit("done"), ada.now, None), days))
    assert {mark["date"] for mark in ada.marks(habit_id, days[-1], days[0])} == {str(day) for day in days}
    assert ada.row(habit_id)["summary"]["streak"] == 50


class BusyClient:
    """Turns the first `times` writes away, as DynamoDB does while a transaction has the item."""

    def __init__(self, client: Any, times: int) -> None:
        self._client, self.times = client, times

    def __getattr__(self, operation: str) -> Any:
        def call(**request: Any) -> Any:
            if operation in ("update_item", "transact_write_items") and self.times:
                self.times -= 1
                raise ClientError(_conflict(operation), operation)
            return getattr(self._client, operation)(**request)

        return call


def _conflict(operation: str) -> Any:
    if operation == "update_item":
        return {"Error": {"Code": "TransactionConflictException", "Message": "busy"}}
    reasons = [{"Code": "None"}, {"Code": "TransactionConflict"}]
    return {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}


def test_a_write_that_meets_a_transaction_is_repeated(table: Table) -> None:
    habit, pauses = {"id": new_ulid()}, list[float]()
    table.put({"pk": "USER#ada", "sk": f"HABIT#{habit['id']}", **habit})
    store = HabitStore(Table(BusyClient(clients.client("dynamodb"), 6), table.name), "ada", pauses.append)
    day, mark = date(2099, 5, 10), encode(Stamp(1), Mark(DONE))
    assert store.mark(habit["id"], day, mark, noted=False).won
    store = HabitStore(Table(BusyClient(clients.client("dynamodb"), 6), table.name), "ada", pauses.append)
    past = store.mark_past(habit, day - timedelta(days=90), mark, noted=False)
    assert past is not None
    assert past.won
    assert len(pauses) == 12


def test_an_edit_of_the_past_takes_the_dirty_day_that_is_there_into_account(table: Table) -> None:
    habit_id = new_ulid()
    key = {"pk": "USER#ada", "sk": f"HABIT#{habit_id}"}
    table.put({**key, "id": habit_id, "dirty_from": "2099-01-05", "past_edits": 2})
    store, seen_too_early = HabitStore(table, "ada"), {"id": habit_id}
    store.mark_past(seen_too_early, date(2099, 3, 1), encode(Stamp(1), Mark(DONE)), noted=False)
    item = table.get(key["pk"], key["sk"])
    assert item is not None
    assert (item["dirty_from"], item["past_edits"]) == ("2099-01-05", 3)


def test_an_edit_of_the_past_of_a_habit_that_went_away_leaves_nothing(table: Table) -> None:
    store = HabitStore(table, "ada")
    mark = encode(Stamp(1), Mark(DONE))
    assert store.mark_past({"id": new_ulid()}, date(2099, 3, 1), mark, noted=False) is None
    assert list(table.query_all("USER#ada")) == []


def test_a_note_that_arrives_late_does_not_replace_a_later_one(table: Table) -> None:
    store, habit_id, day = HabitStore(table, "ada"), new_ulid(), date(2099, 5, 10)
    store.save_note(habit_id, day, "later", "2")
    store.save_note(habit_id, day, "earlier", "1")
    assert store.note(habit_id, day) == "later"
    store.save_note(habit_id, day, None, "3")
    store.save_note(habit_id, day, "earlier", "1")
    assert store.note(habit_id, day) is None
