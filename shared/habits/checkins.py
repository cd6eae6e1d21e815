"""Marking days. Of several edits of a day the latest wins, however they arrive."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.errors import FieldError, Invalid, NotFound
from shared.habits import marks
from shared.habits.clock import today_of
from shared.habits.days import (
    earliest_today,
    is_open,
    latest_today,
    month_of,
    months_between,
    next_month,
)
from shared.habits.edited import Edited
from shared.habits.items import habit_from, month_from
from shared.habits.limits import FIRST_DAY
from shared.habits.marks import DONE, Mark, Stamp
from shared.habits.shapes import checkin_shape
from shared.habits.standing import stand

if TYPE_CHECKING:
    from shared.habits.answers import CheckinResult, Summary
    from shared.habits.entries import Entries
    from shared.habits.month_store import Marked
    from shared.habits.store import HabitStore

Item = dict[str, Any]
_ATTEMPTS = 5


class Edit(NamedTuple):
    """What a person did to a day. value: in the API's unit. keeps_note: nothing was said about the note;
    otherwise `note` is the new one, None for none. edited_at: None for now.
    """

    status: str | None
    value: float | None = None
    keeps_note: bool = True
    note: str | None = None
    edited_at: datetime | None = None
    device: str = ""
    sequence: int = 0


def check_day(day: date, now: datetime) -> None:
    """Raises Invalid for a day that is in the future for everybody, or too long ago to be meant."""
    if day > latest_today(now):
        raise Invalid("This day is in the future.", [FieldError("/date", "must not be later than today")])
    if day < FIRST_DAY:
        raise Invalid("This day is too long ago.", [FieldError("/date", f"must not be before {FIRST_DAY}")])


def record(
    store: HabitStore, item: Item, day: date, edit: Edit, now: datetime, today: date | None
) -> CheckinResult:
    """Marks `day` of the habit `item`, unless a later edit has; what is so on the day then, and where the
    habit stands.

    today: the person's, where the client tells it; otherwise the likeliest is taken. Raises Invalid, and
    NotFound for a habit that went away meanwhile.
    """
    check_day(day, now)
    mark = mark_of(item, edit)
    stored, stamp = _store(store, item, day, mark, edit, now)
    if stored is None:
        raise NotFound("The habit has been deleted.")
    note = note_after(store, item["id"], day, edit, stored.month, marks.encode_stamp(stamp))
    return result(store, item, day, stored, note, now, today)


def result(
    store: HabitStore,
    item: Item,
    day: date,
    stored: Marked,
    note: str | None,
    now: datetime,
    today: date | None,
) -> CheckinResult:
    """The answer to an edit of `day`: what is so on it, and where the habit stands. today: as told."""
    summary = _summary(store, item, day, stored, _likely_today(store, stored.month, day, now, today))
    return {"checkin": checkin_shape(stored.month, day, note), "summary": summary}


def mark_of(item: Item, edit: Edit) -> Mark:
    """The edit's mark. Raises Invalid when status and amount do not fit the habit."""
    status = marks.STATUS_CODES[edit.status] if edit.status else marks.UNMARKED
    numeric = item["kind"] == "numeric"
    if numeric and status == DONE and edit.value is None:
        message = "is required when a numeric habit is done"
        raise Invalid("The amount is missing.", [FieldError("/value", message)])
    if edit.value is not None and not (numeric and status == DONE):
        message = "is only for a numeric habit that is done"
        raise Invalid("There is no place for an amount here.", [FieldError("/value", message)])
    return Mark(status, None if edit.value is None else marks.thousandths(edit.value))


def _store(
    store: HabitStore, item: Item, day: date, mark: Mark, edit: Edit, now: datetime
) -> tuple[Marked | None, Stamp]:
    """Writes the mark with the edit's stamp. An edit without a time happens now, so it is later than whatever
    is there."""
    edited = Edited(edit.edited_at, edit.device, edit.sequence)
    stamp = edited.stamp(now)
    for _ in range(_ATTEMPTS):
        stored = _write(store, item, day, marks.encode(stamp, mark), now, noted=bool(edit.note))
        if stored is None or stored.won:
            break
        if marks.entries_attribute(day.day) in stored.month:
            return _store_beneath(store, item, day, mark, edited, now, noted=bool(edit.note))
        if edit.edited_at is not None:
            break
        there = marks.decode_stamp(stored.month[marks.day_attribute(day.day)])
        stamp = stamp._replace(time_ms=there.time_ms + 1)
    return stored, stamp


def _store_beneath(
    store: HabitStore, item: Item, day: date, mark: Mark, edited: Edited, now: datetime, *, noted: bool
) -> tuple[Marked | None, Stamp]:
    """The same for a day that has single amounts: those that are later stay on top."""

    def change(entries: Entries) -> Entries:
        return entries.marked(edited.text(now, {"": entries.stamp}) + marks.encode_mark(mark))

    stored = store.change_entries(item, day, change, now, noted=noted)
    if stored is None or edited.edited_at is not None:
        return stored, edited.stamp(now)
    return stored, marks.decode_stamp(stored.month[marks.day_attribute(day.day)])


def _write(
    store: HabitStore, item: Item, day: date, text: str, now: datetime, *, noted: bool
) -> Marked | None:
    if is_open(month_of(day), now):
        return store.mark(item["id"], day, text, noted=noted)
    return store.mark_past(item, day, text, noted=noted)


def note_after(
    store: HabitStore, habit_id: str, day: date, edit: Edit, month: Item, stamp: str
) -> str | None:
    """The day's note once the edit is through. A note is a field of its own: of the edits that name it the
    latest counts, whether or not the mark of that edit does. month: the item, or what is known of it."""
    may_have_one = marks.note_attribute(day.day) in month or not _is_whole(month)
    if edit.keeps_note:
        return store.note(habit_id, day) if may_have_one else None
    is_latest = store.save_note(habit_id, day, edit.note, stamp)
    if edit.note and marks.note_attribute(day.day) not in month:
        store.flag_note(habit_id, day)  # the mark did not win, or was there before without a note
    return edit.note if is_latest else store.note(habit_id, day)


def _is_whole(month: Item) -> bool:
    return "sk" in month


def _likely_today(store: HabitStore, month: Item, day: date, now: datetime, told: date | None) -> date:
    """The person's today. A day that may be today is nearly always today, or one after it has been edited
    already: to look the time zone up for certainty would double the price of a check-in."""
    earliest, latest = earliest_today(now), latest_today(now)
    if told is None and day < earliest:
        return max(day, today_of(store.profile(), now))
    edited = [int(name) for name in month if len(name) == 2 and name.isdigit()]
    guess = told or day.replace(day=max(edited))
    return max(day, min(max(guess, earliest), latest))


def _summary(store: HabitStore, item: Item, day: date, stored: Marked, today: date) -> Summary:
    habit = habit_from(item)
    is_past = not _is_whole(stored.month)
    checkpoint = habit.usable_checkpoint(day)
    start = next_month(checkpoint.through) if checkpoint else min(habit.history_from, month_of(day))
    missing = [month for month in months_between(start, month_of(today)) if is_past or month != month_of(day)]
    known = {} if is_past else {**month_from(stored.month).marks}
    for month_item in store.months_of(habit.id, missing):
        known.update(month_from(month_item).marks)
    known.pop(day.toordinal(), None)
    mark = marks.decode_mark(stored.month[marks.day_attribute(day.day)])
    if mark.status:
        known[day.toordinal()] = mark
    return stand(habit.rules, checkpoint, known, day, today).summary
