"""Takes the figures that Daybook measures from the benchmarks' own code (`invoke cost.measure`)."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shared import clients
from shared.table import Table
from tests.support.memory import TABLE_NAME, memory_table
from tools.bench.meter import Meter
from tools.cost.profile import MEASURED, USAGE


def measured() -> dict[str, Any]:
    """Calls and capacity units of the requests that usage.json names, of a person with two years of 20 habits
    (tools/bench/capacity.py), and the size of a full month of one habit."""
    from tools.bench.capacity import measure

    wanted = {entry["bench"] for entry in json.loads(USAGE.read_text())["work"] if "bench" in entry}
    used = measure(2, _table)
    units = {
        name: {"calls": used[name].requests, "read": used[name].read, "write": used[name].write}
        for name in sorted(wanted)
    }
    return {"about": "Written by `invoke cost.measure`.", "units": units, "habit_month_bytes": _habit_month()}


def write() -> None:
    MEASURED.write_text(json.dumps(measured(), indent=2) + "\n")


@contextmanager
def _table() -> Iterator[tuple[Table, Meter]]:
    """In memory, which the tests hold to moto, and which takes a twentieth of the time."""
    with memory_table():
        meter = Meter(clients.client("dynamodb"))
        with clients.override(dynamodb=meter):
            yield Table(meter, TABLE_NAME), meter


def _habit_month() -> int:
    """Bytes of one habit for a month, all of its days marked. Storage counts 100 more for each item:
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
    from tools.bench.person import settle
    from tools.bench.units import item_bytes

    with contextlib.redirect_stdout(io.StringIO()), memory_table() as table:
        settle(table, 1, 1)
        found = list(clients.client("dynamodb").items.values())
    return round(sum(item_bytes(item) + 100 for item in found) / 12)
