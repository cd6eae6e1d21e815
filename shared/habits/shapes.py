"""Items and domain values in the API's form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any

from shared.habits.marks import (
    STATUS_NAMES,
    amount_value,
    day_attribute,
    decode_mark,
    decode_stamp,
    entries_attribute,
    moment,
)

if TYPE_CHECKING:
    from shared.habits.answers import Checkin, Habit

_NULLABLE = ("question", "description", "unit", "target", "icon", "group", "start_date", "end_date")
_ALWAYS = ("id", "name", "kind", "target_type", "schedule", "colour", "archived", "version", "created_at")


def habit_shape(item: Mapping[str, Any]) -> Habit:
    """A HABIT# item as the API shows it."""
    shape: Any = {name: item[name] for name in _ALWAYS}
    shape.update((name, item.get(name)) for name in _NULLABLE)
    shape["reminders"] = item.get("reminders", [])
    shape["updated_at"] = item["updated_at"]
    if item.get("frozen"):
        shape["frozen_days"] = item["frozen"]
    return shape  # type: ignore[no-any-return]  # built from names


def checkin_shape(month_item: Mapping[str, Any] | None, day: date, note: str | None) -> Checkin:
    """The day's mark in its month's item (None: there is no item) with its note."""
    month_item = month_item or {}
    text = month_item.get(day_attribute(day.day))
    shape: Any = {"date": day.isoformat(), "status": None, "value": None, "note": note, "edited_at": None}
    if text is not None:
        mark = decode_mark(text)
        shape.update(
            status=STATUS_NAMES.get(mark.status),
            value=amount_value(mark.amount),
            edited_at=moment(decode_stamp(text).time_ms),
        )
    if entries_attribute(day.day) in month_item:
        shape["entries"] = True
    return shape  # type: ignore[no-any-return]  # built from names


def timestamp(now: datetime) -> str:
    """RFC 3339 in UTC with milliseconds."""
    return now.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
