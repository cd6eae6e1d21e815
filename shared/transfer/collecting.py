"""From the table to an archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shared.habits.items import CHECKINS_PREFIX, HABIT_PREFIX, rules_from
from shared.habits.marks import (
    DONE,
    STAMP_LENGTH,
    STATUS_NAMES,
    amount_value,
    day_attribute,
    decode_mark,
)
from shared.habits.rules import Rules
from shared.habits.store import HabitStore
from shared.habits.vacations import pauses_of
from shared.transfer.archive import Archive, ArchiveHabit, ArchiveVacation, new_archive, new_habit

Item = dict[str, Any]

_NOTES, _ENTRIES = "DAYNOTE#", "ENTRIES#"
_FIELDS = (
    *("question", "description", "kind", "unit", "target", "target_type", "schedule", "colour", "icon"),
    *("group", "reminders", "start_date", "end_date", "archived", "created_at"),
)


def collect(store: HabitStore, now: datetime) -> tuple[Archive, dict[str, Rules]]:
    """All live habits with their days, and by key how each is counted. Raises Unavailable."""
    items, order, vacations = store.all_and_vacations()
    found = _with_days(store, items)
    archive = new_archive("daybook", now)
    archive["habits"] = list(found.values())
    archive["order"] = [*(key for key in order if key in found), *(key for key in found if key not in order)]
    archive["vacations"] = _vacations(vacations, found)
    rules = {
        item["id"]: rules_from({**item, "pauses": pauses_of(item["id"], vacations)})
        for item in items
        if "id" in item
    }
    return archive, rules


def collect_deleted(store: HabitStore) -> list[ArchiveHabit]:
    """The habits that can still be restored, with their days. Raises Unavailable."""
    items = store.table.query_all(store.pk, begins_with=HABIT_PREFIX, consistent=True)
    deleted = [item for item in items if "deleted_at" in item]
    return list(_with_days(store, deleted).values()) if deleted else []


def _with_days(store: HabitStore, items: Iterable[Item]) -> dict[str, ArchiveHabit]:
    found = {item["id"]: _habit(item) for item in items if "id" in item}
    # Consistently: who exports right after an edit shall have it.
    _days(found, store.table.query_all(store.pk, begins_with=CHECKINS_PREFIX, consistent=True))
    _notes(found, store.table.query_all(store.pk, begins_with=_NOTES, consistent=True))
    _entries(found, store.table.query_all(store.pk, begins_with=_ENTRIES, consistent=True))
    return found


def _habit(item: Item) -> ArchiveHabit:
    fields = {name: item[name] for name in _FIELDS if name in item}
    return new_habit(item["id"], item["name"], id=item["id"], **fields)


def _days(found: Mapping[str, ArchiveHabit], months: Iterable[Item]) -> None:
    for item in months:
        month, habit_id = item["sk"].removeprefix(CHECKINS_PREFIX).split("#")
        if habit_id not in found:
            continue
        habit = found[habit_id]
        for number in range(1, 32):
            text = item.get(day_attribute(number))
            mark = decode_mark(text) if text else None
            if mark is None or mark.status not in STATUS_NAMES:
                continue
            cell: list[Any] = [STATUS_NAMES[mark.status]]
            if mark.status == DONE and habit["kind"] == "numeric":
                cell.append(amount_value(mark.amount or 0))
            habit["days"][f"{month}-{number:02}"] = cell


def _notes(found: Mapping[str, ArchiveHabit], notes: Iterable[Item]) -> None:
    for item in notes:
        _, habit_id, day = item["sk"].split("#")
        if habit_id in found and item.get("text"):
            found[habit_id]["notes"][day] = item["text"]


def _entries(found: Mapping[str, ArchiveHabit], days: Iterable[Item]) -> None:
    """Those that count: later than the day's base, and not taken away."""
    for item in days:
        _, habit_id, day = item["sk"].split("#")
        cell = found[habit_id]["days"].get(day) if habit_id in found else None
        if cell is None or cell[0] != "done":
            continue
        base = item.get("base", "")[:STAMP_LENGTH]
        # By id, which begins with the time of its making: an import gives all of them the same stamp.
        live = sorted(
            (entry_id, amount)
            for entry_id, (stamp, amount) in item.get("entries", {}).items()
            if amount is not None and stamp > base
        )
        if live:
            found[habit_id]["entries"][day] = [[entry_id, amount_value(amount)] for entry_id, amount in live]


def _vacations(vacations: Mapping[str, Item], found: Mapping[str, ArchiveHabit]) -> list[ArchiveVacation]:
    made: list[ArchiveVacation] = []
    for vacation_id, one in sorted(vacations.items()):
        ids = one.get("habits")
        habits = None if ids is None else [habit_id for habit_id in ids if habit_id in found]
        if one.get("deleted") or habits == []:
            continue
        times = {"start": one["start"], "end": one.get("end")}
        made.append({"id": vacation_id, **times, "habits": habits, "note": one.get("note")})  # type: ignore[typeddict-item]  # two of its keys
    return made
