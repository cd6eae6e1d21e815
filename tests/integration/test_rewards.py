"""Points, orders and streak freezes on the running stack, under each function's own role."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.support.stack import Account, Reply, Stack, eventually


@pytest.fixture(scope="module")
def saver(new_account: Callable[..., Account]) -> Account:
    """Somebody who has done 30 habits today, for 300 points."""
    person = new_account(name="Saver", timezone="UTC")
    for number in range(30):
        mark(person, new_habit(person, f"Habit {number}"))
    eventually(lambda: points(person)["earned"] == 300, "300 points")
    return person


def new_habit(person: Account, name: str = "Read") -> str:
    habit_id: str = person.api.post("/habits", {"name": name}).expect(201)["id"]
    return habit_id


def mark(person: Account, habit_id: str, ago: int = 0, status: str | None = "done") -> dict[str, Any]:
    reply = person.api.put(f"/habits/{habit_id}/checkins/{day(ago)}", {"status": status})
    answer: dict[str, Any] = reply.expect(200)
    return answer


def day(ago: int) -> date:
    return datetime.now(UTC).date() - timedelta(days=ago)


def points(person: Account) -> dict[str, Any]:
    found: dict[str, Any] = person.api.get("/rewards/points").expect(200)
    return found


def awake(ask: Callable[[], Reply]) -> Any:
    """The good answer, once the database is awake."""

    def once() -> Reply | None:
        reply = ask()
        return None if reply.status == 503 else reply

    return eventually(once, "a database that is awake", seconds=60)


def order(person: Account, item_id: str, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = awake(lambda: person.api.post("/orders", {"item_id": item_id, **fields})).expect(
        201
    )
    return made


def fulfilled(person: Account, order_id: str) -> bool:
    return bool(person.api.get(f"/orders/{order_id}").expect(200)["state"] == "fulfilled")


def test_points_show_within_five_seconds(new_account: Callable[..., Account]) -> None:
    person = new_account(name="Quick", timezone="UTC")
    habit_id = new_habit(person)
    person.api.get("/rewards/points").expect(200)  # the function is warm, as it is for who looks at it
    mark(person, habit_id)
    eventually(lambda: points(person)["points"] == 10, "points of a check-in", seconds=5)
    mark(person, habit_id, status=None)
    eventually(lambda: points(person)["points"] == 0, "points that are given back")


def test_an_order_is_fulfilled_and_the_freeze_holds_a_streak(stack: Stack, saver: Account) -> None:
    habit_id = new_habit(saver, "Held")
    for ago in (4, 3, 2, 0):
        mark(saver, habit_id, ago)
    before = mark(saver, habit_id)["summary"]["streak"]

    placed = order(saver, "streak-freeze")
    eventually(lambda: fulfilled(saver, placed["id"]), "a fulfilled order")
    assert saver.api.get("/rewards/freezes").expect(200) == {"left": 1}
    held = saver.api.put(f"/habits/{habit_id}/freezes/{day(1)}", {}).expect(200)

    assert (before, held["summary"]["streak"], held["left"]) == (1, 4, 0)
    (row,) = [one for one in saver.api.get("/today").expect(200)["habits"] if one["habit"]["id"] == habit_id]
    assert row["summary"]["streak"] == 4
    rows = eventually(lambda: in_postgresql(stack, placed["id"], "fulfilled"), "the order in PostgreSQL")
    assert (rows[0]["total"], rows[0]["item_id"]) == (100, "streak-freeze")
    refused = saver.api.post(f"/orders/{placed['id']}/refund", {}).problem(409)
    assert refused["type"].endswith("already-used")


def in_postgresql(stack: Stack, order_id: str, state: str) -> list[dict[str, Any]]:
    return stack.sql(
        "select total, item_id from orders join order_lines as line"
        " on line.order_id = orders.id and line.user_id = orders.user_id"
        " where orders.id = :id and state = :state",
        id=order_id,
        state=state,
    )


def test_an_order_tells_its_person(saver: Account) -> None:
    placed = order(saver, "theme-forest") if points(saver)["points"] >= 300 else order(saver, "streak-freeze")
    eventually(lambda: fulfilled(saver, placed["id"]), "a fulfilled order")

    def told() -> bool:
        items = saver.api.get("/notifications").expect(200)["items"]
        return any(one["kind"] == "order" and one["ref"].get("order_id") == placed["id"] for one in items)

    eventually(told, "the notification of an order")


def test_a_reward_of_ones_own_and_its_refund(saver: Account) -> None:
    tea = saver.api.post("/rewards/items", {"name": "Tea", "price": 5}).expect(201)
    before = awake(lambda: saver.api.get("/rewards/balance")).expect(200)["points"]
    placed = order(saver, tea["id"], quantity=2)
    assert awake(lambda: saver.api.get("/rewards/balance")).expect(200)["points"] == before - 10
    eventually(lambda: fulfilled(saver, placed["id"]), "a fulfilled order")
    assert saver.api.post(f"/orders/{placed['id']}/refund", {}).expect(200)["state"] == "refunded"
    assert awake(lambda: saver.api.get("/rewards/balance")).expect(200)["points"] == before
    names = [one["name"] for one in saver.api.get("/rewards/catalog").expect(200)["items"]]
    assert names[0] == "Streak freeze" and "Tea" in names


def test_parallel_orders_on_points_for_few(new_account: Callable[..., Account]) -> None:
    person = new_account(name="Hasty", timezone="UTC")
    for number in range(3):
        mark(person, new_habit(person, f"Habit {number}"))
    eventually(lambda: points(person)["earned"] == 30, "30 points")
    tea = person.api.post("/rewards/items", {"name": "Tea", "price": 10}).expect(201)
    awake(lambda: person.api.get("/rewards/balance"))
    with ThreadPoolExecutor(6) as pool:
        asked = [{"item_id": tea["id"]}] * 12
        statuses = sorted(
            pool.map(lambda body: awake(lambda: person.api.post("/orders", body)).status, asked)
        )
    assert statuses == [201] * 3 + [409] * 9
    assert awake(lambda: person.api.get("/rewards/balance")).expect(200)["points"] == 0


def test_while_the_database_is_away(stack: Stack, saver: Account) -> None:
    """Points are shown, orders are put off and nothing is half done; then all is as it would have been."""
    body = {"item_id": "streak-freeze"}
    orders = len(saver.api.get("/orders").expect(200)["items"])
    known = points(saver)["points"]
    with stack.postgres_out_of_reach():
        reply = saver.api.post("/orders", body)
        assert (reply.status, "retry-after" in reply.response.headers) == (503, True)
        assert points(saver)["points"] == known
        assert len(saver.api.get("/orders").expect(200)["items"]) == orders
    balance = awake(lambda: saver.api.get("/rewards/balance")).expect(200)
    assert balance["points"] == known


def test_an_intent_that_nobody_carries_out_is_carried_out_by_the_stream(stack: Stack, saver: Account) -> None:
    """As if the function had died after step 2 of docs/rewards.md."""
    tea = saver.api.post("/rewards/items", {"name": "Tea", "price": 1}).expect(201)
    order_id, at = "01HZZZZZZZZZZZZZZZZZZZZZZZ", "2026-01-01T00:00:00.000Z"
    line = {"item_id": tea["id"], "kind": "own", "name": "Tea", "price": 1, "quantity": 1, "version": 1}
    typed = {name: {"N": str(one)} if isinstance(one, int) else {"S": one} for name, one in line.items()}
    item = {
        "pk": {"S": f"USER#{saver.id}"},
        "sk": {"S": f"ORDER#{order_id}"},
        "id": {"S": order_id},
        "state": {"S": "pending"},
        "lines": {"L": [{"M": typed}]},
        "total": {"N": "1"},
        "created_at": {"S": at},
        "updated_at": {"S": at},
    }
    stack.aws("dynamodb").put_item(TableName=stack.endpoints["table_name"], Item=item)
    eventually(lambda: fulfilled(saver, order_id), "an order that is carried out", seconds=60)
