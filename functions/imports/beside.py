"""What stands beside the months: single amounts of a day, vacations, the order of showing, a log line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from functions.imports.plan import Item
from shared.errors import Unavailable
from shared.habits.items import EDITS_KEPT, PAUSES_KEY, edits_prefix
from shared.habits.marks import (
    DONE,
    IMPORTED,
    Mark,
    Stamp,
    decode_mark,
    encode,
    encode_stamp,
    milliseconds,
    thousandths,
)
from shared.habits.shapes import timestamp
from shared.habits.store import HabitStore
from shared.ids import is_ulid
from shared.table import ConditionFailed
from shared.transfer.archive import Archive, derived_id

MAX_VACATIONS = 100
_ATTEMPTS = 8


def write_entries(
    store: HabitStore, habit_id: str, day: str, text: str, entries: list[list[Any]], time_ms: int
) -> None:
    """The single amounts of a day whose (encoded) mark is their sum and what remains. What remains is the
    day's base; it is as old as the mark, so single amounts of the person's that are older are in it. Raises
    Unavailable."""
    sk, mark = f"ENTRIES#{habit_id}#{day}", decode_mark(text)
    stamp = encode_stamp(Stamp(time_ms, IMPORTED, 1))
    amounts = {entry_id: thousandths(value) for entry_id, value in entries}
    rest = Mark(DONE, max(0, (mark.amount or 0) - sum(amounts.values()))) if mark.status == DONE else mark
    base = encode(Stamp(time_ms, IMPORTED), rest)
    for _ in range(_ATTEMPTS):
        there = store.table.get(store.pk, sk, consistent=True)
        if there is not None and there.get("base", "") >= base:
            return
        found = {**(there or {}).get("entries", {}), **{one: [stamp, n] for one, n in amounts.items()}}
        version = (there or {}).get("version", 0)
        item = {"pk": store.pk, "sk": sk, "base": base, "entries": found, "version": version + 1}
        try:
            store.table.put(item, only_if_new=there is None, if_version=version if there else None)
        except ConditionFailed:
            continue
        return
    raise Unavailable("Too many edits of this day came at once.", retry_after_s=1)


def write_vacations(
    store: HabitStore, archive: Archive, ids: Mapping[str, str], replace: bool, now: datetime
) -> None:
    """The archive's vacations, those that are not there yet; all of them when they replace. ids: of the
    imported habits, by key. A vacation of habits that are all left out is left out too.

    Raises Unavailable.
    """
    for _ in range(_ATTEMPTS):
        there = store.table.get(store.pk, PAUSES_KEY, consistent=True)
        known: dict[str, Any] = (there or {}).get("vacations", {})
        found = {**known}
        for vacation_id, new in _vacations(archive, ids, replace, now).items():
            old = known.get(vacation_id)
            same = old is not None and all(old.get(name) == new[name] for name in ("start", "end", "habits"))
            if old is None or (replace and (not same or old.get("deleted"))):
                found[vacation_id] = new
        if found == known or sum(not one.get("deleted") for one in found.values()) > MAX_VACATIONS:
            return
        version = (there or {}).get("version", 0)
        item = {"pk": store.pk, "sk": PAUSES_KEY, **(there or {}), "vacations": found, "version": version + 1}
        try:
            store.table.put(item, only_if_new=there is None, if_version=version if there else None)
        except ConditionFailed:
            continue
        return
    raise Unavailable("Too many edits of the vacations came at once.", retry_after_s=1)


def append_order(store: HabitStore, ids: list[str], now: datetime) -> None:
    """Puts those of the (live) habits that are not in the order of showing yet behind it."""
    items, known = store.all()
    live = [item["id"] for item in items if "id" in item]
    shown = [*known, *(habit_id for habit_id in live if habit_id not in known and habit_id not in ids)]
    new = [habit_id for habit_id in ids if habit_id in live and habit_id not in shown]
    if new:
        store.save_order([*shown, *new], encode_stamp(Stamp(milliseconds(now), IMPORTED)))


def log_line(habit_id: str, import_id: str, days: int, notes: int, now: datetime) -> Item:
    """The one line that an import is in a habit's log; the same for the same import."""
    return {
        "sk": f"{edits_prefix(habit_id)}{timestamp(now)}#{import_id}",
        "at": timestamp(now),
        "source": "import",
        "kind": "habit",
        "from": {},
        "to": {"days": days, "notes": notes},
        "ttl": int((now + EDITS_KEPT).timestamp()),
    }


def _vacations(archive: Archive, ids: Mapping[str, str], replace: bool, now: datetime) -> dict[str, Item]:
    stamp = encode_stamp(Stamp(milliseconds(now) if replace else 0, IMPORTED))
    found = {}
    for vacation in archive["vacations"]:
        keys, own = vacation["habits"], vacation["id"]
        habits = None if keys is None else sorted(ids[key] for key in keys if key in ids)
        if habits == []:
            continue
        made = derived_id(archive["source"], "vacation", vacation["start"], str(vacation["end"]), str(keys))
        found[own if own and is_ulid(own) else made] = {
            "start": vacation["start"],
            "end": vacation["end"],
            "habits": habits,
            "note": vacation["note"],
            "stamp": stamp,
            "created_at": timestamp(now),
        }
    return found
