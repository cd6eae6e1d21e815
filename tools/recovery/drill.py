"""A drill: both stores are restored beside the live ones, compared with them, timed, and removed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from tools.failures.batches import Record, records_of
from tools.failures.stack import Stack
from tools.recovery import comparing, databases, rows, tables
from tools.recovery.comparing import Change, Comparison, Contents, Key
from tools.recovery.made import Clock, DrillError, Made, Say
from tools.recovery.rds import Live, Restored
from tools.recovery.rows import Verdict

# What the stream is sure to have still: AWS trims it after 24 hours.
STREAM_MEMORY = timedelta(hours=23)
POLL_S = 15
# RDS and DynamoDB promise no time; a table of 1 TB takes hours.
PATIENCE = timedelta(hours=12)
_UNKNOWN = {"InvalidAction", "UnknownOperationException", "UnknownAction"}


@dataclass
class Outcome:
    """Of one store. rpo: how much of the newest was not yet restorable when the drill began. rto: from the
    request until it answered."""

    store: str
    at: datetime
    rpo: timedelta
    rto: timedelta
    compared_in: timedelta
    comparison: Comparison | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        same = self.comparison is None or not self.comparison.wrong
        return same and all(verdict.explained for verdict in self.verdicts.values())


@dataclass
class Drill:
    """`at`: the time to restore to; None: the newest. `parts`: of the table one in so many is compared."""

    stack: Stack
    clock: Clock
    say: Say
    at: datetime | None = None
    parts: int = 1

    def table(self) -> Outcome:
        """Raises DrillError."""
        live = self.stack.outputs["table_name"]
        dynamodb = self.stack.client("dynamodb")
        began = self.clock.now()
        window = tables.window(dynamodb, live)
        at = self._within(window, live)
        restored = tables.RestoredTable(dynamodb, live, f"{self._beginning(began)}-data")
        with Made(self.clock, self.say) as made:
            made.add(restored)
            self._announce(live, at, restored.name)
            restored.restore(at)
            self._until(restored.ready, restored.name)
            there = self.clock.now()
            comparison = self._compared(dynamodb, live, restored.name, at, there)
            return Outcome(
                live, at, began - window.latest, there - began, self.clock.now() - there, comparison
            )

    def database(self) -> Outcome:
        """Raises DrillError."""
        rds = self.stack.client("rds")
        live = databases.live(rds, self.stack.outputs["database_arn"])
        began = self.clock.now()
        window = live.window()
        at = self._within(window, live.source)
        restored = live.beside(f"{self._beginning(began)}-database")
        with Made(self.clock, self.say) as made:
            made.add(restored)
            self._announce(live.source, at, restored.name)
            restored.restore(at)
            self._until(restored.ready, restored.name)
            there = self.clock.now()
            restored.open()
            self._until(restored.opened, restored.name)
            verdicts = self._measured(live, restored, at)
            rpo, took = began - window.latest, self.clock.now() - there
            return Outcome(live.source, at, rpo, there - began, took, verdicts=verdicts)

    def _beginning(self, began: datetime) -> str:
        return f"{beginning(self.stack)}{began:%Y%m%d-%H%M%S}"

    def _within(self, window: tables.Window, name: str) -> datetime:
        """The time to restore to. Times are exact to the second."""
        at = (self.at or window.latest).replace(microsecond=0)
        if not window.earliest.replace(microsecond=0) <= at <= window.latest:
            raise DrillError(
                f"{name} can be restored to any second from {window.earliest:%Y-%m-%dT%H:%M:%SZ} "
                f"to {window.latest:%Y-%m-%dT%H:%M:%SZ}, not to {at:%Y-%m-%dT%H:%M:%SZ}."
            )
        return at

    def _announce(self, live: str, at: datetime, name: str) -> None:
        self.say(f"Restoring {live} as it was at {at:%Y-%m-%dT%H:%M:%SZ} into {name}, beside it.")

    def _until(self, ready: Callable[[], bool], name: str) -> None:
        deadline = self.clock.now() + PATIENCE
        while not ready():
            if self.clock.now() > deadline:
                raise DrillError(f"{name} was not there after {PATIENCE}.")
            self.clock.sleep(POLL_S)

    def _compared(self, dynamodb: Any, live: str, restored: str, at: datetime, now: datetime) -> Comparison:
        """The stream is read last, so that it has every change that the live table was read with."""
        here, there = (self._contents(dynamodb, name) for name in (live, restored))
        if self.parts > 1:
            _fetch_missing(dynamodb, live, here, there)
            _fetch_missing(dynamodb, restored, there, here)
        covered = now - at < STREAM_MEMORY
        changes = list(self._changes(dynamodb, live)) if covered else []
        if self.parts > 1:
            changes = [change for change in changes if change.key in here or change.key in there]
        return comparing.compare(here, there, changes, at, covered)

    def _contents(self, dynamodb: Any, table: str) -> Contents:
        found = tables.items(dynamodb, table, self.parts)
        return {comparing.key_of(item): comparing.digest(item) for item in found}

    def _changes(self, dynamodb: Any, live: str) -> Iterator[Change]:
        streams = self.stack.client("dynamodbstreams")
        records = records_of(streams, tables.stream_arn(dynamodb, live))
        # Those of a key are in one shard or its children, and so in order.
        yield from map(_change, records)

    def _measured(self, live: Live, restored: Restored, at: datetime) -> dict[str, Verdict]:
        functions = self.stack.client("lambda")
        name = self.stack.outputs["function_names"]["measure_database"]
        secret = self.stack.client("secretsmanager").get_secret_value(
            SecretId=self.stack.outputs["database_master_secret_arn"]
        )
        there = rows.measure(functions, name, restored.login(), at)
        here = rows.measure(functions, name, live.login(json.loads(secret["SecretString"])), at)
        return rows.compare(here, there)


def beginning(stack: Stack) -> str:
    """What the names of everything begin with that a drill makes."""
    return f"{stack.outputs['table_name'].partition('-data')[0]}-drill-"


def is_unknown(refusal: ClientError) -> bool:
    """Whether this cloud does not know the operation: not every emulator restores."""
    return refusal.response["Error"]["Code"] in _UNKNOWN


def _fetch_missing(dynamodb: Any, table: str, known: Contents, other: Contents) -> None:
    """A part of one table need not be the same part of another."""
    for key in set(other) - set(known):
        item = tables.item(dynamodb, table, *key)
        if item is not None:
            known[key] = comparing.digest(item)


def _change(record: Record) -> Change:
    change = record["dynamodb"]
    key: Key = comparing.key_of(change["Keys"])
    at = datetime.fromtimestamp(change["ApproximateCreationDateTime"], UTC)
    before, after = (change.get(image) for image in ("OldImage", "NewImage"))
    return Change(
        key, at, comparing.digest(before) if before else None, comparing.digest(after) if after else None
    )
