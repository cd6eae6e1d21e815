"""Orders and drains on their way into PostgreSQL: cut off anywhere, twice, in any order, with the database
down, and with what it will not have."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from functions.activity.accounts import Accounts
from functions.activity.logic import bring_in_line
from functions.fulfilment.logic import fulfil
from shared.errors import Unavailable
from shared.rewards.items import DRAIN_KEY, ORDER_PREFIX, TOTAL_KEY, order_key, partition
from shared.rewards.orders import OrderStore
from shared.rewards.points import PointStore
from shared.stream import Change, changes
from shared.table import Table
from tests.support.faults import Fuse, Fused, Killed, throttled
from tests.support.memory import memory_table
from tests.support.rewards import AT, MemoryLedger, an_order
from tests.support.stream import record, stream_event

ADA, EVE = "0f8fad5b-d9cd-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"


def has_earned(table: Table, points: int, user_id: str = ADA) -> None:
    table.update(partition(user_id), TOTAL_KEY, add={"earned": points, "version": 1})


def intended(table: Table, user_id: str = ADA, **fields: Any) -> str:
    """As by a request that has died right after it."""
    order = an_order(**fields)
    OrderStore(table, user_id).intend(order)
    order_id: str = order["id"]
    return order_id


def change_of(sk: str, user_id: str = ADA) -> Change:
    return next(changes(stream_event(record(partition(user_id), sk, new={"state": "any"}))))


def deliver(table: Table, ledger: MemoryLedger, batch: Sequence[Change]) -> set[str]:
    return bring_in_line(batch, Accounts(table, ledger))


def state(table: Table, order_id: str, user_id: str = ADA) -> str:
    return str((OrderStore(table, user_id).order(order_id) or {})["state"])


def test_an_intent_that_nobody_carried_out_is_placed(table: Table) -> None:
    """With what has been earned till then, as the request would have."""
    ledger = MemoryLedger()
    has_earned(table, 150)
    order_id = intended(table)
    assert deliver(table, ledger, [change_of(order_key(order_id))]) == set()
    assert (state(table, order_id), ledger.balance(ADA).points) == ("placed", 50)


def test_an_intent_without_the_points_is_refused(table: Table) -> None:
    ledger, order_id = MemoryLedger(), intended(table)
    deliver(table, ledger, [change_of(order_key(order_id))])
    assert state(table, order_id) == "refused"


def test_what_the_request_has_decided_stays(table: Table) -> None:
    """It was refused, and said so; then there are points, and the intent's record comes."""
    ledger, order_id = MemoryLedger(), intended(table)
    item = OrderStore(table, ADA).order(order_id) or {}
    ledger.place(ADA, item)
    has_earned(table, 500)
    deliver(table, ledger, [change_of(order_key(order_id))])
    assert (state(table, order_id), ledger.balance(ADA).points) == ("refused", 500)


def test_a_drain_takes_what_was_earned(table: Table) -> None:
    ledger = MemoryLedger()
    has_earned(table, 30)
    PointStore(table, ADA).ask_for_drain("2026-05-01")
    deliver(table, ledger, [change_of(DRAIN_KEY)] * 2)
    assert list(ledger.entries.values()) == [(ADA, 30)]


def scene(table: Table) -> tuple[MemoryLedger, list[Change], dict[str, str]]:
    """Orders that have come as far as they can in the table while PostgreSQL has heard of little of it."""
    ledger, orders = MemoryLedger(), OrderStore(table, ADA)
    has_earned(table, 1000)
    has_earned(table, 60, EVE)
    ids = {name: intended(table) for name in ("pending", "fulfilled", "cancelled", "refunded")}
    deliver(table, ledger, [change_of(order_key(one)) for name, one in ids.items() if name != "pending"])
    for name in ("fulfilled", "refunded"):
        fulfil(orders, ids[name], lambda messages: None)
    orders.cancelled(ids["cancelled"], AT)
    orders.refunded(orders.order(ids["refunded"]) or {}, AT)
    stream = [change_of(order_key(one)) for one in ids.values() for _ in range(3)]
    return ledger, [*stream, change_of(DRAIN_KEY, EVE), change_of(DRAIN_KEY)], ids


def as_without_faults(table: Table, ledger: MemoryLedger, ids: dict[str, str]) -> None:
    assert {name: ledger.state(ADA, one) for name, one in ids.items()} == {
        "pending": "placed",
        "fulfilled": "fulfilled",
        "cancelled": "cancelled",
        "refunded": "refunded",
    }
    assert (ledger.balance(ADA).points, ledger.balance(EVE).points) == (800, 60)
    assert state(table, ids["pending"]) == "placed"


@pytest.mark.parametrize("seed", range(5))
def test_everything_twice_and_out_of_order(table: Table, seed: int) -> None:
    ledger, stream, ids = scene(table)
    shuffled = stream * 2
    random.Random(seed).shuffle(shuffled)
    for change in shuffled:
        assert deliver(table, ledger, [change]) == set()
    as_without_faults(table, ledger, ids)


class Dies(MemoryLedger):
    """After so many calls, as when the function is killed in the middle of a batch."""

    calls = 10**6

    def _wake(self) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise KeyboardInterrupt
        super()._wake()


@pytest.mark.parametrize("calls", range(14))
def test_killed_in_the_middle_of_a_batch(table: Table, calls: int) -> None:
    made, stream, ids = scene(table)
    ledger = Dies()
    vars(ledger).update(vars(made), calls=calls)
    with pytest.raises(KeyboardInterrupt):
        deliver(table, ledger, stream)
    ledger.calls = 10**6
    deliver(table, ledger, stream)
    as_without_faults(table, ledger, ids)


def test_the_database_is_down_for_a_minute(table: Table) -> None:
    """Lambda delivers the batch again with growing pauses, and what follows behind it."""
    ledger, stream, ids = scene(table)
    ledger.asleep, clock, attempts = True, 0.0, 0
    while stream:
        try:
            assert deliver(table, ledger, stream[:4]) == set()
        except Unavailable:
            attempts += 1
            clock += min(2**attempts, 30)
            ledger.asleep = clock < 60
            continue
        del stream[:4]
    assert attempts > 3
    as_without_faults(table, ledger, ids)


@pytest.mark.parametrize("poison", [{"total": 0}, {"lines": None}, {"lines": [{}]}])
def test_a_poison_message_is_set_aside_alone(table: Table, poison: dict[str, Any], capsys: Any) -> None:
    ledger, stream, ids = scene(table)
    bad = intended(table)
    table.update(partition(ADA), order_key(bad), set=poison)
    assert deliver(table, ledger, [change_of(order_key(bad)), *stream]) == set()
    as_without_faults(table, ledger, ids)
    assert "record set aside" in capsys.readouterr().out


def test_a_person_whose_items_cannot_be_read_holds_up_nobody(table: Table) -> None:
    class Throttled(Table):
        def get(self, pk: str, sk: str, consistent: bool = False) -> Any:
            if pk == partition(EVE):
                raise Unavailable("throttled", 1)
            return super().get(pk, sk, consistent)

    ledger, stream, ids = scene(table)
    hers = next(change for change in stream if change.user_id == EVE)
    assert deliver(Throttled(table._client, table.name), ledger, stream) == {hers.sequence}
    deliver(table, ledger, [hers])
    as_without_faults(table, ledger, ids)


def as_lambda_delivers(table: Table, ledger: MemoryLedger, stream: Sequence[Change]) -> None:
    """The batch, again from what failed on, and again as a whole after a kill."""
    waiting = list(stream)
    for _ in range(10):
        try:
            failed = deliver(table, ledger, waiting)
        except (Killed, Unavailable):
            continue
        if not failed:
            return
        numbers = [change.sequence for change in waiting]
        waiting = waiting[min(map(numbers.index, failed)) :]
    raise AssertionError("it goes round in circles")


def brought_in(fuse: Fuse) -> int:
    """All of it in one batch; how many calls of the table that took."""
    with memory_table() as table:
        ledger, stream, ids = scene(table)
        as_lambda_delivers(Table(Fused(table._client, fuse), table.name), ledger, stream)
        as_without_faults(table, ledger, ids)
    return fuse.calls


@pytest.mark.parametrize(
    "fault",
    [{}, {"late": True}, {"times": 6, "error": throttled}],
    ids=["killed", "killed later", "throttled"],
)
def test_at_each_call_of_the_table(fault: dict[str, Any]) -> None:
    calls = brought_in(Fuse())
    assert calls > 10
    for first in range(calls):
        brought_in(Fuse(first, **fault))


def test_an_order_of_somebody_who_was_erased(table: Table) -> None:
    assert deliver(table, MemoryLedger(), [change_of(f"{ORDER_PREFIX}01HZZZZZZZZZZZZZZZZZZZZZZZ")]) == set()
