"""Which domain events a change of the table is, in the form that goes to the event bus.

Details hold ids, dates and states, and never what a person wrote: everything that listens to the bus may read
them. A change is delivered at least once, so listeners tell repetitions by `event_id`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from shared.habits.items import HABIT_PREFIX, ORDER_KEY, PAUSES_KEY
from shared.habits.marks import IMPORTED, STATUS_NAMES, decode_mark, decode_stamp
from shared.rewards.items import CANCELLED, FULFILLED, ORDER_PREFIX, PLACED, REFUNDED
from shared.stream import Change
from shared.tasks.store import PREFIX as TASK_PREFIX

# Bookkeeping of statistics in a habit's item: a change of nothing else is no news.
# What a person sees of a change moves `updated_at` too, so a version alone is no news either.
BOOKKEEPING = frozenset(
    {"checkpoint", "dirty_from", "past_edits", "importing_until", "pauses", "frozen", "stamps", "version"}
)


# An intent is no order yet, and one that was refused never was.
_TOLD_STATES = (PLACED, FULFILLED, CANCELLED, REFUNDED)


class Event(NamedTuple):
    """One event: its name (the bus's detail-type), its detail, and the change that it tells of."""

    name: str
    detail: dict[str, Any]
    change: Change


def events_of(change: Change) -> list[Event]:
    """The events of a change, most often one or none."""
    if change.sk == "PROFILE":
        return [_event("user.registered", change)] if change.kind == "INSERT" else []
    if is_habit(change):
        return list(_habit_events(change))
    if change.sk.startswith("CHECKINS#"):
        return list(_checkin_events(change))
    if change.sk.startswith(ORDER_PREFIX):
        return list(_order_events(change))
    if change.sk.startswith(TASK_PREFIX):
        return list(_task_events(change))
    return []


def is_habit(change: Change) -> bool:
    """Whether the item is a habit; the order and the vacations beside them are none."""
    return change.sk.startswith(HABIT_PREFIX) and change.sk not in (ORDER_KEY, PAUSES_KEY)


def changed_attributes(change: Change) -> set[str]:
    """The names of the attributes that are new, gone or different."""
    old, new = change.old or {}, change.new or {}
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _habit_events(change: Change) -> Iterator[Event]:
    habit_id = change.sk.removeprefix("HABIT#")
    if change.new is None or changed_attributes(change) <= BOOKKEEPING:
        return
    if change.old is None:
        yield _event("habit.created", change, habit_id=habit_id)
    elif "deleted_at" in change.new and "deleted_at" not in change.old:
        yield _event("habit.deleted", change, habit_id=habit_id)
    elif "deleted_at" not in change.new:
        yield _event("habit.updated", change, habit_id=habit_id)


def _checkin_events(change: Change) -> Iterator[Event]:
    if change.new is None:
        return
    month, habit_id = change.sk.removeprefix("CHECKINS#").split("#", 1)
    for attribute in sorted(changed_attributes(change)):
        if len(attribute) == 2 and attribute.isdigit() and attribute in change.new:
            if decode_stamp(change.new[attribute]).device == IMPORTED:
                continue  # an import tells of nothing that has happened now
            date = f"{month}-{attribute}"
            status = STATUS_NAMES.get(decode_mark(change.new[attribute]).status)
            yield _event("checkin.recorded", change, date, habit_id=habit_id, date=date, status=status)


def _order_events(change: Change) -> Iterator[Event]:
    state = change.new and change.new["state"]
    if state in _TOLD_STATES and (change.old or {}).get("state") != state:
        yield _event(f"order.{state}", change, order_id=change.sk.removeprefix(ORDER_PREFIX))


def _task_events(change: Change) -> Iterator[Event]:
    was, is_now = (image is not None and image.get("status") == "done" for image in (change.old, change.new))
    # One that comes into being as done is an import's: that tells of nothing that has happened now.
    if is_now and not was and change.kind != "INSERT":
        yield _event("task.completed", change, task_id=change.sk.removeprefix(TASK_PREFIX))


def _event(name: str, change: Change, part: str = "", **detail: Any) -> Event:
    common: Mapping[str, Any] = {
        "event_id": f"{change.event_id}/{part}" if part else change.event_id,
        "user_id": change.user_id,
        "occurred_at": change.at.isoformat().replace("+00:00", "Z"),
    }
    return Event(name, {**common, **detail}, change)
