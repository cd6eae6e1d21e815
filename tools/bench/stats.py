"""The processor time of the statistics of one habit with twenty years of days, of Today with a hundred habits
and of a year's overview with twenty (`invoke bench.stats`): whole requests through the functions' handlers,
from DynamoDB's answers as they come over the wire to the response. They run in this process, after a few
rounds to get warm.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import statistics
import time
from typing import Any

from shared import clients
from tools.bench.person import ask, event, metered_table, settle
from tools.bench.promises import Promise, require

YEARS = 20
HABITS = 100
OVERVIEW_HABITS = 20
ROUNDS = 25
WARM_UP = 3


class Wire:
    """A DynamoDB client whose answers are kept as the text that they come as. While `recording` it asks the
    real one; afterwards the same requests are answered from the text, which is parsed each time, as the
    functions' client does."""

    def __init__(self, client: Any) -> None:
        self._client, self._texts = client, dict[str, str]()
        self.recording = True

    def __getattr__(self, operation: str) -> Any:
        def call(**request: Any) -> Any:
            key = json.dumps([operation, request], sort_keys=True)
            if self.recording:
                self._texts[key] = json.dumps(getattr(self._client, operation)(**request), default=str)
            return json.loads(self._texts[key])

        return call


def statistics_ms(*, numeric: bool) -> float:
    """Of one habit that was marked on each day of twenty years."""
    with metered_table() as (table, _):
        from functions.insights.handler import app

        habit_id = settle(table, 1, YEARS, numeric=numeric)[0]
        return _milliseconds(app, f"/v1/habits/{habit_id}/stats")


def today_ms() -> float:
    """Of a hundred habits, each with a checkpoint and all days of the open month marked."""
    with metered_table() as (table, _):
        from functions.habits.handler import app

        settle(table, HABITS, 1)
        return _milliseconds(app, "/v1/today")


def overview_ms() -> float:
    """Of a closed year of twenty habits."""
    with metered_table() as (table, _):
        from functions.insights.handler import app

        settle(table, OVERVIEW_HABITS, 2)
        return _milliseconds(app, "/v1/overview?period=year&date=2025-11-15")


def _milliseconds(app: Any, path: str) -> float:
    """The median processor time of a request."""
    wire = Wire(clients.client("dynamodb"))
    with clients.override(dynamodb=wire), contextlib.redirect_stdout(io.StringIO()):
        ask(app, "GET", path)
        wire.recording = False
        gc.collect()
        gc.freeze()  # as shared/startup.py does: what is there does not make collecting dearer
        times = [_once(app, path) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
        gc.unfreeze()
    return statistics.median(times)


def _once(app: Any, path: str) -> float:
    asked = event("GET", path)
    begin = time.process_time()
    app(asked, None)
    return (time.process_time() - begin) * 1000


def promises() -> list[Promise]:
    with contextlib.redirect_stdout(io.StringIO()):
        yes_no, numeric = statistics_ms(numeric=False), statistics_ms(numeric=True)
        today, overview = today_ms(), overview_ms()
    return [
        Promise(f"statistics of {YEARS} years, yes or no", yes_no, 50, "ms of CPU"),
        Promise(f"statistics of {YEARS} years, amounts", numeric, 50, "ms of CPU"),
        Promise(f"Today, {HABITS} habits", today, 30, "ms of CPU"),
        Promise(f"overview of a year, {OVERVIEW_HABITS} habits", overview, 50, "ms of CPU"),
    ]


def main() -> None:
    require(promises())
