"""The event bus, the history of edits, and the items of habits that are gone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from functions.relay.edits import has_history, lines_of
from functions.relay.events import Event, is_habit
from functions.relay.logic import TryAgainError
from shared.clients import client
from shared.errors import Unavailable
from shared.habits.items import (
    CHECKINS_PREFIX,
    HABIT_PREFIX,
    SCORES_PREFIX,
    edits_prefix,
    entries_prefix,
    notes_prefix,
    partition,
)
from shared.identity import profile
from shared.log import logger
from shared.settings import settings
from shared.stream import Change, Item
from shared.table import Table

# PutEvents takes up to ten entries:
# https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
ENTRIES_A_CALL = 10
ATTEMPTS = 3
FIRST_PAUSE_S = 0.1


class EventBus:
    """EVENT_BUS_NAME."""

    def __init__(self, events: Any = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client, self._sleep = events, sleep

    def publish(self, events: Sequence[Event]) -> list[Event]:
        """Publishes what it can; gives the events that could not be, after a few attempts."""
        return [event for few in _portions(events) for event in self._publish_few(few)]

    def _publish_few(self, events: list[Event]) -> list[Event]:
        for attempt in range(ATTEMPTS):
            if attempt:
                self._sleep(FIRST_PAUSE_S * 2**attempt)
            events = self._put(events)
            if not events:
                break
        return events

    def _put(self, events: list[Event]) -> list[Event]:
        from botocore.exceptions import BotoCoreError, ClientError

        bus = self._client or client("events")
        try:
            answer = bus.put_events(Entries=[_entry(event) for event in events])
        except (BotoCoreError, ClientError) as error:
            logger.warning("events could not be published", events=len(events), error=str(error))
            return events
        failed = [(e, r) for e, r in zip(events, answer["Entries"], strict=True) if "ErrorCode" in r]
        if failed:
            codes = sorted({result["ErrorCode"] for _, result in failed})
            logger.warning("some events were not taken", events=len(failed), errors=codes)
        return [event for event, _ in failed]


def _entry(event: Event) -> dict[str, Any]:
    return {
        "EventBusName": settings.event_bus_name,
        "Source": "daybook",
        "DetailType": event.name,
        "Time": event.change.at,
        "Detail": json.dumps(event.detail, separators=(",", ":")),
    }


def _portions(events: Sequence[Event]) -> Iterator[list[Event]]:
    for start in range(0, len(events), ENTRIES_A_CALL):
        yield list(events[start : start + ENTRIES_A_CALL])


@contextmanager
def aws_errors() -> Iterator[None]:
    """Raises TryAgainError for what AWS answers or does not: time cures a throttled call, an operator a
    missing grant."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (Unavailable, BotoCoreError, ClientError) as error:
        logger.warning("the table cannot be worked on", error=str(error))
        raise TryAgainError from error


class EditLog:
    """The lines of edits (EDITS# items) in `table`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def concerns(self, change: Change) -> bool:
        return has_history(change)

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        lines = [line for change in changes for line in lines_of(change)]
        if lines:
            self.write(lines)

    def write(self, lines: Sequence[Item]) -> None:
        """Writes the lines, over the same ones where they are there already. Raises TryAgainError."""
        with aws_errors():
            self._table.write_many(lines)


class People:
    """Those in `table`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def are_there(self, user_id: str) -> bool:
        """Whether the person has a profile, which an erasure removes first. Raises Unavailable: the whole
        batch comes again."""
        return self._table.get(profile.partition_key(user_id), profile.SORT_KEY, consistent=True) is not None


class Leftovers:
    """What remains of a habit when its item is gone."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def concerns(self, change: Change) -> bool:
        """A habit's item is gone for good: its tombstone has expired."""
        return is_habit(change) and change.kind == "REMOVE"

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        for change in changes:
            self.purge(user_id, change.sk.removeprefix(HABIT_PREFIX))

    def purge(self, user_id: str, habit_id: str) -> int:
        """Deletes the habit's months, scores, day notes, single amounts and history; how many items there
        were. Can be repeated, and goes on where an earlier run was cut off. Raises TryAgainError."""
        pk = partition(user_id)
        own = notes_prefix(habit_id), entries_prefix(habit_id), edits_prefix(habit_id)
        # These sort by date and not by habit, so those of all habits are looked at: once in a habit's life.
        prefixes = CHECKINS_PREFIX, SCORES_PREFIX, *own
        with aws_errors():
            return sum(self._delete(pk, prefix, habit_id) for prefix in prefixes)

    def _delete(self, pk: str, prefix: str, habit_id: str) -> int:
        found = (item["sk"] for item in self._table.query_all(pk, begins_with=prefix))
        keys = [(pk, sk) for sk in found if habit_id in sk.split("#")]
        self._table.write_many(deletes=keys)
        return len(keys)
