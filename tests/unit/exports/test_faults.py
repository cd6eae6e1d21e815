"""Exports, of habits and of everything: the function is cut off at each of its calls, refused there, and
called twice; what waits in the queue of failures is finished from there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timezone
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.everything.handler import lambda_handler as everything
from functions.exports.handler import lambda_handler as exports
from shared import clients
from shared.identity import profile
from shared.settings import settings
from shared.transfer.jobs import EXPORT, Jobs
from tests.support.faults import Fuse, Fused, Killed, throttled, until_done
from tests.support.media import Buckets
from tests.support.memory import memory_table

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
WORKERS: dict[str, Any] = {"exports": exports, "everything": everything}
FORMATS = {"exports": "json", "everything": "everything"}
ORDERS = {"first": "01K0000000000000000000000A", "second": "01K0000000000000000000000B"}
FOR_EVER = 1 << 30

workers = pytest.mark.parametrize("worker", WORKERS)


class World:
    """Ada, with a habit and two orders for a file."""

    def __init__(self, worker: str, table: Any) -> None:
        self.worker, self.s3, self.table = worker, Buckets(), table
        self.jobs = Jobs(table, ADA, EXPORT)
        attributes = {"sub": ADA, "email": "ada@example.com", "name": "Ada", "zoneinfo": "Europe/London"}
        table.put(profile.new_item(attributes, NOW))
        for export_id in ORDERS.values():
            form = FORMATS[worker]
            self.jobs.create("working", NOW, id=export_id, format=form, file_name=f"{export_id}.json")

    def call(self, name: str, fuse: Fuse) -> None:
        """What S3 has the function do for the order of this name."""
        key = f"work/{self.worker}/{ADA}/{ORDERS.get(name, name)}.json"
        record = {"eventTime": "2099-05-10T12:00:00.000Z", "s3": {"object": {"key": key}}}
        fused = {"s3": Fused(self.s3, fuse), "dynamodb": Fused(clients.client("dynamodb"), fuse)}
        with clients.override(**fused), settings.override(transfers_bucket="transfers"):
            WORKERS[self.worker]({"Records": [record]}, SimpleNamespace(aws_request_id="1"))

    def left(self) -> tuple[Any, ...]:
        """The jobs, but for how often they were tried, and the files, but for what they say of the jobs."""
        jobs = [dict(self.jobs.get(export_id) or {}) for export_id in ORDERS.values()]
        for job in jobs:
            job.pop("attempts", None)
            job.pop("bytes", None)
        files = {key: json.loads(one["Body"]) for (_, key), one in self.s3.objects.items()}
        return jobs, {key: {**file, "exports": None} for key, file in files.items()}


def worked_off(worker: str, fuse: Fuse, names: Sequence[str] = ("first", "second")) -> tuple[Any, ...]:
    with memory_table() as table:
        world = World(worker, table)
        for name in names:
            until_done(partial(world.call, name, fuse))
        return world.left()


@cache
def undisturbed(worker: str) -> tuple[tuple[Any, ...], int]:
    fuse = Fuse()
    return worked_off(worker, fuse), fuse.calls


@pytest.mark.exhaustive
@workers
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_cut_off_at_each_of_its_calls(worker: str, late: bool) -> None:
    left, calls = undisturbed(worker)
    assert [job["status"] for job in left[0]] == ["ready", "ready"] and len(left[1]) == 2
    for first in range(calls):
        assert worked_off(worker, Fuse(first, late=late)) == left, f"cut off at call {first} of {calls}"


@pytest.mark.exhaustive
@workers
def test_what_it_reaches_says_no_once(worker: str) -> None:
    left, calls = undisturbed(worker)
    for first in range(calls):
        assert worked_off(worker, Fuse(first, error=throttled)) == left, f"refused at call {first} of {calls}"


@workers
@pytest.mark.parametrize("names", [("first", "first", "second", "second"), ("second", "first", "second")])
def test_orders_come_twice_and_in_any_order(worker: str, names: Sequence[str]) -> None:
    assert worked_off(worker, Fuse(), names) == undisturbed(worker)[0]


@workers
@pytest.mark.parametrize("error", [Killed, throttled])
def test_what_failed_for_good_is_finished_from_the_queue_of_failures(worker: str, error: Any) -> None:
    """Whatever the person was told meanwhile."""
    left, calls = undisturbed(worker)
    for first in range(calls // 2):
        with memory_table() as table:
            world = World(worker, table)
            with pytest.raises(BaseException, match=r"^$|ThrottlingException|too much|Try again"):
                until_done(partial(world.call, "first", Fuse(first, FOR_EVER, error=error)))
            for name in ("second", "first"):
                world.call(name, Fuse())
            assert world.left() == left, f"down from call {first} of {calls} on"


@workers
def test_who_was_told_that_it_failed_has_it_after_all(worker: str) -> None:
    """Only the bucket is down, so that the job can say so."""
    with memory_table() as table:
        world = World(worker, table)
        world.s3.broken.add("put_object")
        with pytest.raises(ClientError, match="SlowDown"):
            until_done(partial(world.call, "first", Fuse()))
        assert world.left()[0][0]["status"] == "failed"
        world.s3.broken.clear()
        for name in ORDERS:
            world.call(name, Fuse())
        assert world.left() == undisturbed(worker)[0]


@workers
def test_an_order_that_makes_no_sense_fails_alone(worker: str) -> None:
    with memory_table() as table:
        world = World(worker, table)
        world.table.update(
            f"USER#{ADA}", EXPORT + ORDERS["first"], set={"format": "poison"}, remove=["file_name"]
        )
        with pytest.raises((ValueError, KeyError)):
            until_done(partial(world.call, "first", Fuse()))
        world.call("second", Fuse())
        jobs, files = world.left()
    assert [job["status"] for job in jobs] == ["failed", "ready"]
    assert list(files) == [f"exports/{ADA}/{ORDERS['second']}/{ORDERS['second']}.json"]
