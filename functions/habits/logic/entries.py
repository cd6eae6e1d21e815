"""Several amounts a day of a numeric habit."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from functions.habits.logic.checkins import check_day, result
from shared.errors import Conflict, FieldError, Invalid, NotFound
from shared.habits import marks
from shared.habits.edited import Edited
from shared.habits.entries import Entries, Entry
from shared.habits.limits import MAX_ENTRIES
from shared.ids import is_ulid

if TYPE_CHECKING:
    from shared.habits.answers import CheckinResult, EntryPage
    from shared.habits.answers import Entry as EntryShape
    from shared.habits.store import HabitStore

Item = dict[str, Any]


def listed(store: HabitStore, item: Item, day: date) -> EntryPage:
    """The day's amounts, oldest first, and what they are added to."""
    base, later = store.entries(item["id"], day)
    whole = marks.decode_mark(base) if base else marks.Mark(marks.UNMARKED)
    shown = sorted(later.items(), key=lambda one: (one[1].stamp, one[0]))
    return {
        "items": [_shape(entry_id, entry) for entry_id, entry in shown if entry.amount is not None],
        "base": marks.amount_value(whole.amount),
    }


def enter(
    store: HabitStore,
    item: Item,
    day: date,
    entry_id: str,
    value: float | None,
    edited: Edited,
    now: datetime,
    today: date | None,
) -> CheckinResult:
    """Sets one amount of the day, or (None) removes it, unless a later edit of it or of the whole day has
    come before; what is so on the day then. today: the person's, where the client tells it.

    Raises Invalid, Conflict when there are too many, and NotFound for a habit that went away meanwhile.
    """
    _check(item, day, entry_id, now)
    amount = None if value is None else marks.thousandths(value)

    def change(entries: Entries) -> Entries:
        stamp = edited.text(now, {"": entries.stamp})
        return _bounded(entries.entered(entry_id, Entry(stamp, amount)))

    stored = store.change_entries(item, day, change, now)
    if stored is None:
        raise NotFound("The habit has been deleted.")
    noted = marks.note_attribute(day.day) in stored.month
    return result(store, item, day, stored, store.note(item["id"], day) if noted else None, now, today)


def _check(item: Item, day: date, entry_id: str, now: datetime) -> None:
    check_day(day, now)
    if item["kind"] != "numeric":
        message = "is only for numeric habits"
        raise Invalid("There is no place for an amount here.", [FieldError("/value", message)])
    if not is_ulid(entry_id):
        message = "must be a ULID: 26 characters, upper case"
        raise Invalid("The address does not name an entry.", [FieldError("/entry_id", message)])


def _bounded(entries: Entries) -> Entries:
    if len(entries.later) > MAX_ENTRIES:
        message = f"A day has room for {MAX_ENTRIES} single amounts. Set the day's whole amount instead."
        raise Conflict(message, code="too-many-entries")
    return entries


def _shape(entry_id: str, entry: Entry) -> EntryShape:
    edited_at = marks.moment(marks.decode_stamp(entry.stamp).time_ms)
    return {"id": entry_id, "value": marks.amount_value(entry.amount) or 0, "edited_at": edited_at}
