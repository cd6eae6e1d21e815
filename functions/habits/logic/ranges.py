"""Marking several days at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from functions.habits.logic.checkins import Edit, check_day, mark_of, note_after
from shared.errors import FieldError, Invalid, NotFound
from shared.habits import marks
from shared.habits.clock import today_of
from shared.habits.days import is_open, month_of, months_between, next_month
from shared.habits.edited import Edited
from shared.habits.items import habit_from
from shared.habits.recompute import collect
from shared.habits.shapes import checkin_shape
from shared.habits.standing import stand

if TYPE_CHECKING:
    from shared.habits.answers import Checkin, RangeResult, Summary
    from shared.habits.store import HabitStore

Item = dict[str, Any]


def record_range(
    store: HabitStore,
    item: Item,
    edits: Sequence[tuple[date, Edit]],
    edited: Edited,
    now: datetime,
    today: date | None,
) -> RangeResult:
    """Marks each day, unless a later edit of it has; what is so on the days then, oldest first.

    today: the person's, where the client tells it. Raises Invalid, with nothing marked, and NotFound for a
    habit that went away meanwhile.
    """
    found = _checked(item, edits, now)
    months = {month: _known(store, item, month) for month in sorted({month_of(day) for day, _ in edits})}
    known = {name: text for month in months.values() for name, text in _marks_in(month, found)}
    stamp = edited.text(now, known)
    shapes: list[Checkin] = []
    for month in months:
        days = {day: edit for day, edit in sorted(edits, key=lambda one: one[0]) if month_of(day) == month}
        texts = {day.day: stamp + marks.encode_mark(found[day]) for day in days}
        noted = [day.day for day, edit in days.items() if edit.note]
        written = store.mark_many(item, month, texts, noted, closed=not is_open(month, now))
        if written is None:
            raise NotFound("The habit has been deleted.")
        for day, edit in days.items():
            if marks.entries_attribute(day.day) in written:
                written = _beneath(store, item, day, texts[day.day], now)
            note = note_after(store, item["id"], day, edit, written, stamp)
            shapes.append(checkin_shape(written, day, note))
    asked = max(day for day, _ in edits)
    return {"items": shapes, "summary": _summary(store, item["id"], asked, now, today)}


def _beneath(store: HabitStore, item: Item, day: date, text: str, now: datetime) -> Item:
    """Marks a day with single amounts; the month then. Those that are later stay on top."""
    stored = store.change_entries(item, day, methodcaller("marked", text), now)
    if stored is None:
        raise NotFound("The habit has been deleted.")
    return stored.month


def _checked(item: Item, edits: Sequence[tuple[date, Edit]], now: datetime) -> dict[date, marks.Mark]:
    found: dict[date, marks.Mark] = {}
    errors: list[FieldError] = []
    for index, (day, edit) in enumerate(edits):
        try:
            check_day(day, now)
            found_already = day in found
            found[day] = mark_of(item, edit)
        except Invalid as refusal:
            errors += [FieldError(f"/days/{index}{error.pointer}", error.detail) for error in refusal.errors]
        else:
            errors += [FieldError(f"/days/{index}/date", "is named twice")] if found_already else []
    if errors:
        raise Invalid("Some of the days cannot be marked like this; none has been.", errors)
    return found


def _known(store: HabitStore, item: Item, month: str) -> Item:
    return next(iter(store.months_of(item["id"], [month])), {})


def _marks_in(month: Item, days: dict[date, marks.Mark]) -> list[tuple[str, str]]:
    names = {f"{month.get('sk', '')}{day.day}": marks.day_attribute(day.day) for day in days}
    return [(key, month[name]) for key, name in names.items() if name in month]


def _summary(store: HabitStore, habit_id: str, day: date, now: datetime, told: date | None) -> Summary:
    item = store.find_any(habit_id)
    if item is None:
        raise NotFound("The habit has been deleted.")
    habit, today = habit_from(item), max(day, told or today_of(store.profile(), now))
    checkpoint = habit.usable_checkpoint()
    start = next_month(checkpoint.through) if checkpoint else min(habit.history_from, month_of(day))
    months = store.months_of(habit_id, months_between(start, month_of(today)))
    known = collect(months).get(habit_id, {})
    return stand(habit.rules, checkpoint, known, today, today).summary
