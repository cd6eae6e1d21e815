"""An import is cut off at each of its calls, refused there, and gets its events twice and out of order; what
waits in the queue of failures is finished from there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache, partial
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.imports.handler import work_off
from functions.imports.repository import Files
from shared import clients
from shared.errors import Unavailable
from shared.table import Table
from tests.support.faults import Fuse, Fused, Killed, throttled, until_done
from tests.support.media import Buckets
from tests.support.memory import TABLE_NAME, MemoryClient, memory_table
from tests.unit.imports.files import NOW, loop_zip

USER, BUCKET = "user-1", "transfers"
UPLOAD, ORDER = f"uploads/{USER}/IMPORT1", f"work/imports/{USER}/IMPORT1/1.json"
ROWS = "Date,Value,Notes\n2025-02-01,YES_MANUAL,x\n2024-01-31,NO,\n"
FILE = loop_zip("001,Read,YES_NO,,,1,1,,,,,false\n", {"001 Read": ROWS})
COMMIT = b'{"commit": {"on_conflict": "keep", "skip": [], "into": {}}}'
# Notes of attempts, which nobody is shown.
OWN = {"attempts", "past_edits"}


class World:
    """A person with an upload; `fuse` burns with each call of the function."""

    def __init__(self, memory: MemoryClient) -> None:
        self.memory, self.s3 = memory, Buckets()
        self.table = Table(memory, TABLE_NAME)
        item = {"status": "waiting", "source": "auto", "file_name": "file.zip", "created_at": "x"}
        self.table.put({"pk": f"USER#{USER}", "sk": "IMPORT#IMPORT1", **item})
        self.s3.put_object(BUCKET, UPLOAD, FILE)

    def call(self, key: str, fuse: Fuse) -> None:
        files = Files(Fused(self.s3, fuse), BUCKET)
        work_off(files, Table(Fused(self.memory, fuse), TABLE_NAME), key, NOW, sleep=lambda _: None)

    def choose(self) -> None:
        """What the person says to the preview."""
        self.s3.put_object(BUCKET, ORDER, COMMIT)

    def left(self) -> tuple[Any, ...]:
        items = {
            item["sk"]: {name: value for name, value in item.items() if name not in OWN}
            for item in self.table.query_all(f"USER#{USER}")
        }
        return items, {key: one["Body"] for (_, key), one in self.s3.objects.items()}


def imported(fuse: Fuse, uploads: int = 1, orders: Sequence[str] = (ORDER,)) -> tuple[Any, ...]:
    with memory_table():
        world = World(clients.client("dynamodb"))
        for _ in range(uploads):
            until_done(partial(world.call, UPLOAD, fuse))
        world.choose()
        for key in orders:
            until_done(partial(world.call, key, fuse))
        return world.left()


@cache
def undisturbed() -> tuple[tuple[Any, ...], int]:
    fuse = Fuse()
    return imported(fuse), fuse.calls


def test_the_undisturbed_run_imports_all_of_it() -> None:
    (items, objects), calls = undisturbed()
    job = items["IMPORT#IMPORT1"]
    assert (job["status"], job["result"]["days"], job["result"]["notes"]) == ("done", 2, 1)
    assert calls > 15 and list(objects) == [f"archives/{USER}/IMPORT1.json.gz"]


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_cut_off_at_each_of_its_calls(late: bool) -> None:
    left, calls = undisturbed()
    for first in range(calls):
        assert imported(Fuse(first, late=late)) == left, f"cut off at call {first} of {calls}"


def test_what_it_reaches_says_no_once() -> None:
    left, calls = undisturbed()
    for first in range(calls):
        assert imported(Fuse(first, error=throttled)) == left, f"refused at call {first} of {calls}"


def test_events_come_twice_and_the_upload_again_after_its_order() -> None:
    assert imported(Fuse(), uploads=2, orders=[ORDER, UPLOAD, ORDER]) == undisturbed()[0]


@pytest.mark.parametrize("operation", ["get_object", "put_object", "delete_object"])
def test_after_an_outage_of_the_bucket_the_queue_of_failures_is_worked_off(operation: str) -> None:
    """The file is not to blame, so nobody is told that it cannot be read."""
    with memory_table():
        world = World(clients.client("dynamodb"))
        world.s3.broken.add(operation)
        with pytest.raises(ClientError, match="SlowDown"):
            until_done(partial(world.call, UPLOAD, Fuse()))
        world.s3.broken.clear()
        world.call(UPLOAD, Fuse())
        world.choose()
        world.call(ORDER, Fuse())
        assert world.left() == undisturbed()[0]


@pytest.mark.parametrize("first", range(0, 20, 3))
def test_after_an_outage_of_the_table_it_is_worked_off_too(first: int) -> None:
    with memory_table():
        world, down = World(clients.client("dynamodb")), partial(Fuse, times=1 << 30, error=throttled)
        for key in (UPLOAD, ORDER):
            with suppress(Unavailable, ClientError):
                until_done(partial(world.call, key, down(first)))
            world.call(key, Fuse())
            if key == UPLOAD:
                world.choose()
        assert world.left() == undisturbed()[0]


class Killing(Buckets):
    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803 - S3's names
        raise Killed


def test_a_file_that_kills_the_function_is_not_tried_for_ever() -> None:
    """The poison: its person is told, and the file goes."""
    with memory_table():
        world = World(clients.client("dynamodb"))
        world.s3 = Killing(world.s3.objects)
        for _ in range(3):
            with pytest.raises(Killed):
                world.call(UPLOAD, Fuse())
        world.call(UPLOAD, Fuse())
        items, objects = world.left()
    assert (items["IMPORT#IMPORT1"]["status"], objects) == ("failed", {})
