"""What a batch of changes sets off: events on the bus, and the work of each worker. All of it bears being
repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from functions.relay.events import Event, events_of
from shared.stream import Change, set_aside


class TryAgainError(Exception):
    """The work could not be done now, but may be later."""


class EventBus(Protocol):
    def publish(self, events: Sequence[Event]) -> list[Event]:
        """The events that could not be published."""


class Worker(Protocol):
    """One kind of consequence that changes have. It bears repetition, other orders and duplicates, and does
    not rely on getting all changes of a batch at once."""

    def concerns(self, change: Change) -> bool:
        """Whether the change is anything to this worker; told from the change alone."""

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Does what these changes of one person ask for, in the order of the stream. Raises TryAgainError
        when it cannot be done now; any other error is taken as lying in the changes, which are set aside."""


def relay(batch: Sequence[Change], bus: EventBus, workers: Sequence[Worker]) -> set[str]:
    """Does all that the batch sets off; the sequence numbers of the changes for which it has to come again.

    One kind of work does not wait for another, and one person not for another: what failed is done again,
    together with some that was not necessary. The workers work in the order given.
    """
    failed = _announce([event for change in batch for event in _told(change)], bus)
    for worker in workers:
        for user_id, changes in _by_user(c for c in batch if _concerns(worker, c)).items():
            failed |= _attempt(worker, user_id, changes)
    return failed


def _told(change: Change) -> list[Event]:
    try:
        return events_of(change)
    except (ValueError, KeyError, TypeError, AttributeError):
        set_aside("it cannot be told what has changed", event_id=change.event_id, sk=change.sk)
        return []


def _announce(events: Sequence[Event], bus: EventBus) -> set[str]:
    return {event.change.sequence for event in bus.publish(events)} if events else set()


def _concerns(worker: Worker, change: Change) -> bool:
    try:
        return worker.concerns(change)
    except (ValueError, KeyError, TypeError, AttributeError):
        set_aside("it cannot be told whom it concerns", event_id=change.event_id, sk=change.sk)
        return False


def _by_user(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """What belongs to a person is computed at once, however much of it is in the batch."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.user_id].append(change)
    return found


def _attempt(worker: Worker, user_id: str, changes: Sequence[Change]) -> set[str]:
    try:
        worker.work(user_id, changes)
    except TryAgainError:
        return {change.sequence for change in changes}
    except Exception:  # noqa: BLE001
        return _one_by_one(worker, user_id, changes)
    return set()


def _one_by_one(worker: Worker, user_id: str, changes: Sequence[Change]) -> set[str]:
    """After an error that lies in the changes: the one with the error in it is set aside, and neither the
    person's other changes nor anybody else waits for it."""
    if len(changes) > 1:
        return {sequence for change in changes for sequence in _attempt(worker, user_id, [change])}
    set_aside(
        "its consequences could not be worked out",
        event_id=changes[0].event_id,
        sk=changes[0].sk,
        worker=type(worker).__name__,
    )
    return set()
