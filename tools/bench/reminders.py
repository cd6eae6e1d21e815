"""100,000 people who are all reminded in the same minute (`invoke bench.reminders`).

The function's own code runs on a table in memory that counts every request: first on a day on which the due
index is not spread yet, then on the day after, which is the one that is measured. How long that takes on AWS
is then reckoned: each kind of request with the processor time that botocore takes for it here (its transport
cut off), at the share of a processor that the function's memory gives it, and with a latency of AWS that is
seldom exceeded.
"""

from __future__ import annotations

import contextlib
import io
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import NamedTuple
from uuid import UUID

from functions.reminders.logic import AT_ONCE, PORTION, Limits, Reminders
from functions.reminders.repository import DueEntries
from shared.notify_message import Message
from shared.notify_queue import MESSAGES_A_CALL
from shared.reminders.clock import minute_text
from shared.reminders.due import Index, Ref
from shared.reminders.rule import Rule
from shared.table import Table
from tests.support.memory import TABLE_NAME
from tools.bench.partitions import Partitions
from tools.bench.promises import Promise, require
from tools.bench.wire import processor_seconds
from tools.manifests import load_all

PEOPLE = 100_000
EIGHT = datetime(2099, 5, 4, 8, tzinfo=timezone.utc)
EVERY_DAY = frozenset(range(1, 8))
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)

# Seconds; the higher end of what AWS answers within a region.
LATENCY = {
    "BatchWriteItem": 0.020,
    "SendMessageBatch": 0.030,
    "UpdateItem": 0.010,
    "Query": 0.060,
    "Query, some": 0.015,
    "GetItem": 0.008,
}
# A whole processor has 1,769 MB: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
PROCESSOR_MB = 1769
# Quotas: of functions at once, and what a new account often begins with; of the write units a second of a
# table and of one of its partitions.
FUNCTIONS, FIRST_FUNCTIONS = 1000, 10
TABLE_WRITES, PARTITION_WRITES = 40_000, 1_000


class Run(NamedTuple):
    """Of one call of the function: what it asked for, and how long its own code took (seconds of this
    processor)."""

    requests: Counter[str]
    seconds: float

    @property
    def entries(self) -> int:
        return self.requests["UpdateItem"]


class World:
    """So many people, who all want to be reminded at eight, and an index with one shard."""

    def __init__(self, people: int, limits: Limits) -> None:
        self.store, self._limits = Partitions(), limits
        self.table = Table(self.store, TABLE_NAME)
        self.sent: list[Message] = []
        self._handed: list[tuple[str, int]] = []
        index, rule, now = Index(self.table), Rule("UTC", weekly=(("08:00", EVERY_DAY),)), EIGHT - _DAY
        for number in range(people):
            ref = Ref(str(UUID(int=number)), "habit", f"01JZ{number:022}")
            if entry := index.entry(ref, rule, now, now):
                pk, sk = ref.key
                self.table.write_many([entry.item(), {"pk": pk, "sk": sk, **entry.place()}])

    def send(self, messages: Sequence[Message]) -> None:
        """Takes the place of the queue."""
        self.sent += messages
        self.store.count("SendMessageBatch", -(-len(messages) // MESSAGES_A_CALL))

    def work(self, minute: str, shard: int) -> None:
        """Takes the place of the function's calls of itself."""
        self._handed.append((minute, shard))

    def minute(self, now: datetime) -> tuple[Run, list[Run]]:
        """The schedule's call, and those of the shards that it hands over."""
        DueEntries(self.table).worked_off(minute_text(now - _MINUTE))
        self.sent.clear()
        tick = self._measured(lambda function: function.tick(now, lambda: 300.0))
        handed, self._handed = self._handed, []
        return tick, [self._measured(partial(_work, *one, now)) for one in handed]

    def _measured(self, work: Callable[[Reminders], None]) -> Run:
        function = Reminders(Index(self.table), DueEntries(self.table), self.send, self, self._limits)
        with self.store.counting() as requests, contextlib.redirect_stdout(io.StringIO()):
            started = time.process_time()
            work(function)
            own = time.process_time() - started - self.store.seconds
        return Run(Counter(requests), max(own, 0.0))


def simulate(people: int, limits: Limits = Limits()) -> tuple[World, Run, list[Run]]:  # noqa: B008 - a constant
    """The second day's minute: the world after it, the tick and the shards."""
    world = World(people, limits)
    world.minute(EIGHT)
    return world, *world.minute(EIGHT + _DAY + timedelta(seconds=5))


def seconds_on_aws(run: Run, processor: dict[str, float]) -> float:
    """How long the function takes. It waits for several requests at a time when it has portions for them."""
    share = load_all()["reminders"].memory_mb / PROCESSOR_MB
    waits = sum(LATENCY[name] * number for name, number in run.requests.items())
    works = sum(processor[name] * number for name, number in run.requests.items()) + run.seconds
    return waits / max(1, min(AT_ONCE, run.entries // PORTION)) + works / share


def main() -> None:
    """Prints what was counted and reckoned. Raises SystemExit when it is not what is promised."""
    world, tick, shards = simulate(PEOPLE)
    if not len({message.user_id for message in world.sent}) == len(world.sent) == PEOPLE:
        raise SystemExit(f"{len(world.sent)} messages for {PEOPLE} people")
    processor = processor_seconds(list(LATENCY))
    largest = max(shards, key=lambda run: run.entries)
    first, a_shard = seconds_on_aws(tick, processor), seconds_on_aws(largest, processor)
    total: Counter[str] = sum((run.requests for run in shards), tick.requests)
    print(f"{PEOPLE:,} people in one minute, in {len(shards)} shards; the largest has {largest.entries:,}")
    print("requests:", "; ".join(f"{name} {number:,}" for name, number in sorted(total.items())))
    print(f"the tick {first:.1f} s, the largest shard {a_shard:.1f} s\n")
    # Three writes each. Faster than the table's quota nobody is, however many work at once.
    writes, waves = 3 * PEOPLE, -(-len(shards) // FIRST_FUNCTIONS)
    together, few = max(a_shard, writes / TABLE_WRITES), waves * a_shard
    require(
        [
            Promise("all queued, all shards at once", first + together, 60, "seconds"),
            Promise(f"all queued, {FIRST_FUNCTIONS} functions at once", first + few, 60, "seconds"),
            Promise("functions at once", len(shards), FUNCTIONS, "(quota)"),
            Promise("the table's writes, in a minute", writes / 60, TABLE_WRITES, "a second (quota)"),
            Promise(
                "a partition's, in a shard's time", largest.entries / a_shard, PARTITION_WRITES, "a second"
            ),
            Promise("requests a reminder", sum(total.values()) / PEOPLE, 1.25, "requests"),
        ]
    )


def _work(minute: str, shard: int, now: datetime, function: Reminders) -> None:
    function.work(minute, shard, now)
