"""What requests cost in DynamoDB's capacity units (`invoke bench.capacity`).

The functions' own code runs on a table with a person of 20 habits, every day marked, on the last evening of
a month; the units are computed from the items that are read and written, by AWS's rules (units.py).
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from shared.habits import items
from shared.ids import new_ulid
from shared.table import Table
from tools.bench import planning, sign_in
from tools.bench.meter import Meter, Usage
from tools.bench.person import NOW, USER, ask, metered_table, settle
from tools.bench.promises import Promise, require

HABITS = 20
TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
Metered = Callable[[], AbstractContextManager[tuple[Table, Meter]]]


def measure(years: int, opened: Metered = metered_table) -> dict[str, Usage]:
    """What each request costs a person who has been there for `years`; `opened` makes an empty table."""
    # The functions log a line a request.
    with contextlib.redirect_stdout(io.StringIO()), opened() as (table, meter):
        from functions.habits.handler import app
        from functions.insights.handler import app as insights

        habit_id = settle(table, HABITS - 1, years)[0]
        water = new_ulid()
        ask(app, "POST", "/v1/habits", {"id": water, "name": "Water", "kind": "numeric", "target": 8})
        used: dict[str, Usage] = {}
        with meter.counting() as used["check-in"]:
            ask(app, "PUT", f"/v1/habits/{habit_id}/checkins/{TODAY}", {"status": "skip"})
        # Nowhere on earth is it still yesterday, so the person's date must be told or looked up.
        with meter.counting() as used["undo"]:
            ask(app, "DELETE", f"/v1/habits/{habit_id}/checkins/{YESTERDAY}?today={TODAY}")
        with meter.counting() as used["check-in, looked up"]:
            ask(app, "PUT", f"/v1/habits/{habit_id}/checkins/{YESTERDAY}", {"status": "skip"})
        with meter.counting() as used["amount"]:
            path = f"/v1/habits/{water}/checkins/{TODAY}/entries/{new_ulid()}"
            ask(app, "PUT", path, {"value": 1})
        with meter.counting() as used["today"]:
            ask(app, "GET", "/v1/today")
        with meter.counting() as used["year"]:
            first, last = items.checkins_range("2025-04", "2026-03")
            list(table.query_all(items.partition(USER), between=(first, last)))
        for period in ("week", "month", "year"):
            with meter.counting() as used[f"overview of a {period}"]:
                ask(insights, "GET", f"/v1/overview?period={period}&date=2025-11-15")
        with meter.counting() as used["statistics"]:
            ask(insights, "GET", f"/v1/habits/{habit_id}/stats")
        used |= planning.measure(table, meter)
        used |= sign_in.measure(table, meter)
    return used


def promises() -> list[Promise]:
    new, old = measure(years=2), measure(years=10)
    kept = [
        Promise("check-in in the open month, writing", new["check-in"].write, 1, "write units"),
        Promise("check-in in the open month, reading", new["check-in"].read, 0.5, "read units"),
        Promise("undo in the open month, writing", new["undo"].write, 1, "write units"),
        Promise("undo in the open month, reading", new["undo"].read, 0.5, "read units"),
        Promise("past day, today not told, reading", new["check-in, looked up"].read, 1, "read units"),
        Promise("one of a day's amounts, writing", new["amount"].write, 4, "write units"),
        Promise("one of a day's amounts, reading", new["amount"].read, 2.5, "read units"),
        Promise(f"Today, {HABITS} habits", new["today"].requests, 3, "requests"),
        Promise(f"Today, {HABITS} habits", new["today"].read, 6, "read units"),
        Promise(f"a year of {HABITS} habits", new["year"].read, 30, "read units"),
        Promise(f"overview of a year of {HABITS} habits", old["overview of a year"].read, 30, "read units"),
        Promise(f"overview of a month of {HABITS} habits", old["overview of a month"].read, 8, "read units"),
        Promise(f"overview of a week of {HABITS} habits", old["overview of a week"].read, 8, "read units"),
        # Each month is an item by itself; what other habits have is not read.
        Promise("statistics of ten years of a habit", old["statistics"].read, 70, "read units"),
        Promise("login", _units(new["login"]), 6, "units"),
        Promise("login, own accounts", _units(new["login, own accounts"]), 6, "units"),
        Promise("refresh of a session", _units(new["refresh"]), 6, "units"),
    ]
    kept += planning.promises(new)
    growth = [
        Promise(f"{name}: after 10 years, over after 2", _units(old[name]) / _units(new[name]), 1, "times")
        for name in new
        if name != "statistics"  # they are of all years
    ]
    return kept + growth


def _units(usage: Usage) -> float:
    return usage.read + usage.write


def main() -> None:
    require(promises())
