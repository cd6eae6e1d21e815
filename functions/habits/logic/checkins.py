"""The marked days of a habit. Marking one is shared (shared/habits/checkins.py): links in mails do it too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from shared.errors import FieldError, Invalid
from shared.habits.checkins import Edit, check_day, mark_of, note_after, record, result
from shared.habits.days import first_ordinal, month_of, months_between
from shared.habits.items import month_from
from shared.habits.limits import MAX_DAYS_AT_ONCE
from shared.habits.shapes import checkin_shape

if TYPE_CHECKING:
    from shared.habits.answers import Checkin
    from shared.habits.store import HabitStore

__all__ = ["Edit", "check_day", "listed", "mark_of", "note_after", "record", "result"]

Item = dict[str, Any]


def listed(store: HabitStore, item: Item, first: date, last: date) -> list[Checkin]:
    """The days with a mark or a note from `first` to `last`, oldest first. Raises Invalid for a range that is
    too long."""
    if not 0 <= (last - first).days < MAX_DAYS_AT_ONCE:
        detail = f"must be the same day or later, and at most {MAX_DAYS_AT_ONCE} days in all"
        raise Invalid("This range of days cannot be listed.", [FieldError("?to", detail)])
    months = store.months_of(item["id"], months_between(month_of(first), month_of(last)))
    noted = any(name[0] == "n" and name[1:].isdigit() for month in months for name in month)
    notes = store.notes(item["id"], first, last) if noted else {}
    shapes = [shape for month in months for shape in _days_of(month, notes)]
    return [shape for shape in shapes if first.isoformat() <= shape["date"] <= last.isoformat()]


def _days_of(month_item: Item, notes: Mapping[str, str]) -> list[Checkin]:
    start = first_ordinal(month_from(month_item).month)
    names = sorted(name for name in month_item if len(name) == 2 and name.isdigit())
    days = [date.fromordinal(start + int(name) - 1) for name in names]
    shapes = [checkin_shape(month_item, day, notes.get(day.isoformat())) for day in days]
    return [shape for shape in shapes if shape["status"] or shape["note"]]
