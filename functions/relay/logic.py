"""What a batch of changes sets off: events on the bus, the history of edits, purges, checkpoints. Each of
them bears being repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Protocol

from functions.relay.edits import lines_of
from functions.relay.events import Event, events_of, is_habit
from shared.habits.items import PAUSES_KEY
from shared.stream import Change, Item, set_aside


class TryAgainError(Exception):
    """The work could not be done now, but may be later."""


class EventBus(Protocol):
    def publish(self, events: Sequence[Event]) -> list[Event]:
        """The events that could not be published."""


class EditLog(Protocol):
    def write(self, lines: Sequence[Item]) -> None:
        """Keeps lines of one user's history. Raises TryAgainError."""


class Leftovers(Protocol):
    def purge(self, user_id: str, habit_id: str) -> int:
        """Deletes what remains of a habit. Raises TryAgainError."""


class Checkpoints(Protocol):
    def refresh(self, user_id: str, prompts: Sequence[Change]) -> int:
        """Brings the checkpoints of a user's habits up to date, if `prompts` ask for it. Raises
        TryAgainError."""


class Pauses(Protocol):
    def sync(self, user_id: str) -> int:
        """Brings the habits' copies of the vacations in line. Raises TryAgainError."""


def relay(
    batch: Sequence[Change],
    bus: EventBus,
    edits: EditLog,
    leftovers: Leftovers,
    checkpoints: Checkpoints,
    pauses: Pauses,
) -> set[str]:
    """Does all that the batch sets off; the sequence numbers of the changes for which it has to come again.

    One kind of work does not wait for another, and one person not for another: what failed is done again,
    together with some that was not necessary.
    """
    told = [_told(change) for change in batch]
    failed = _announce([event for events, _ in told for event in events], bus)
    failed |= _log(batch, [lines for _, lines in told], edits)
    # The lines first: those of a habit that is gone by the end of the batch are purged with it.
    for change in filter(is_purge, batch):
        habit_id = change.sk.removeprefix("HABIT#")
        failed |= _attempt(partial(leftovers.purge, change.user_id, habit_id), [change])
    for user_id, prompts in _by_user(filter(concerns_pauses, batch)).items():
        failed |= _attempt(partial(pauses.sync, user_id), prompts)
    for user_id, prompts in _by_user(filter(concerns_checkpoint, batch)).items():
        failed |= _attempt(partial(checkpoints.refresh, user_id, prompts), prompts)
    return failed


def is_purge(change: Change) -> bool:
    """A habit's item is gone for good: its tombstone has expired."""
    return is_habit(change) and change.kind == "REMOVE"


def concerns_checkpoint(change: Change) -> bool:
    """A day was marked, or a habit was changed, by a person or by `relay` itself. A checkpoint that `relay`
    has just written asks for no other, because it is up to date: that is what keeps it from going round in
    circles."""
    if change.new is None or "deleted_at" in change.new:
        return False
    return change.sk.startswith("CHECKINS#") or is_habit(change)


def concerns_pauses(change: Change) -> bool:
    """The vacations have changed, or there is a habit that may not have heard of them: new, or restored."""
    if change.new is None or "deleted_at" in change.new:
        return False
    if change.sk == PAUSES_KEY:
        return True
    is_back = change.old is None or "deleted_at" in change.old
    return is_habit(change) and is_back


def _told(change: Change) -> tuple[list[Event], list[Item]]:
    """The change's events, and its lines in the history of edits."""
    try:
        return events_of(change), lines_of(change)
    except (ValueError, KeyError, TypeError, AttributeError):
        set_aside("it cannot be told what has changed", event_id=change.event_id, sk=change.sk)
        return [], []


def _announce(events: Sequence[Event], bus: EventBus) -> set[str]:
    return {event.change.sequence for event in bus.publish(events)} if events else set()


def _log(batch: Sequence[Change], lines: Sequence[Sequence[Item]], edits: EditLog) -> set[str]:
    """lines: those of each change."""
    of_change = {change.sequence: own for change, own in zip(batch, lines, strict=True) if own}
    failed = set()
    for prompts in _by_user(change for change in batch if change.sequence in of_change).values():
        of_user = [line for change in prompts for line in of_change[change.sequence]]
        failed |= _attempt(partial(edits.write, of_user), prompts)
    return failed


def _by_user(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """What belongs to a person is computed at once, however much of it is in the batch."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.user_id].append(change)
    return found


def _attempt(work: Callable[[], Any], prompts: list[Change]) -> set[str]:
    try:
        work()
    except TryAgainError:
        return {change.sequence for change in prompts}
    except Exception:  # noqa: BLE001
        # Whatever it is, it lies in these changes, and the others must not wait for it.
        set_aside("its consequences could not be worked out", event_id=prompts[0].event_id, sk=prompts[0].sk)
    return set()
