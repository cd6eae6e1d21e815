"""Streak freezes in the table: `frozen` of a habit's item are the days that are held, in order; FREEZES has
how many the person has `left`. One goes from there to here, or back, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from shared.habits.days import month_of
from shared.habits.items import habit_from, habit_key
from shared.rewards.items import FREEZES_KEY
from shared.table import ConditionFailed, Table

if TYPE_CHECKING:
    from shared.habits.store import HabitStore

Item = dict[str, Any]


class NoneLeft(Exception):
    """The person has no freeze to use."""


def left(table: Table, pk: str) -> int:
    """How many freezes the person has left."""
    found: int = (table.get(pk, FREEZES_KEY, consistent=True) or {}).get("left", 0)
    return found


def freeze_day(store: HabitStore, habit: Item, day: date) -> Item | None:
    """Holds the day with one of the person's freezes; the habit's item then. None when the habit has changed
    since `habit` was read, or gone. Raises NoneLeft."""
    frozen = sorted({*habit.get("frozen", ()), day.isoformat()})
    return _change(store, habit, day, frozen, taken=1)


def unfreeze_day(store: HabitStore, habit: Item, day: date) -> Item | None:
    """The reverse."""
    frozen = [one for one in habit["frozen"] if one != day.isoformat()]
    return _change(store, habit, day, frozen, taken=-1)


def _change(store: HabitStore, habit: Item, day: date, frozen: Sequence[str], *, taken: int) -> Item | None:
    table = store.table
    enough: Item = {"condition": "#left >= :taken", "values": {"taken": taken}} if taken > 0 else {}
    purse = table.update_operation(store.pk, FREEZES_KEY, add={"left": -taken}, **enough)
    changed = _habit_change(habit, day, frozen)
    try:
        store.insist(lambda: table.transact(table.update_operation(store.pk, **changed), purse))
    except ConditionFailed as failure:
        # Whoever never had a freeze has no item that could be in the way: no more has a habit that is gone.
        met = failure.item["sk"] if failure.item else FREEZES_KEY
        if met != FREEZES_KEY or store.find_now(habit["id"]) is None:
            return None
        raise NoneLeft from None
    return {**habit, **changed["set"]}


def _habit_change(habit: Item, day: date, frozen: Sequence[str]) -> Item:
    """Arguments of the table's update, if the habit is still as it was read. Days that a checkpoint covers
    are counted anew (as when vacations change)."""
    new: Item = {"frozen": list(frozen)}
    checkpoint = habit_from(habit).checkpoint
    if checkpoint is not None and month_of(day) <= checkpoint.through:
        first = day.isoformat()
        new["dirty_from"] = min(first, habit.get("dirty_from", first))
    edits = habit.get("past_edits", 0)
    seen = "past_edits = :edits" if edits else "attribute_not_exists(past_edits)"
    return {
        "sk": habit_key(habit["id"]),
        "set": {**new, "past_edits": edits + 1},
        "condition": f"#version = :version AND attribute_not_exists(deleted_at) AND {seen}",
        "names": {"version": "version"},
        "values": {"version": habit["version"], **({"edits": edits} if edits else {})},
    }
