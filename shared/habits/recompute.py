"""Renewing checkpoints, for relay: what needs it, which months to read, what to write.

When a check-in's month item or a habit changes in the stream:

    habits = [habit_from(item) for item in query(USER#…, begins_with "HABIT#") if is_live_habit(item)]
    stale = [habit for habit in habits if is_stale(habit, now)]  # all of the user's, see below
    if stale:
        between = months_to_read(stale, now)  # sort keys, for one consistent query
        marks = collect(query(USER#…, between=between, consistent=True))
        for habit in stale:
            arguments = renewal(habit, marks.get(habit.id, {}), now)
            table.update(pk, habit_key(habit.id), **arguments, return_new=False)
            # ConditionFailed: the habit has changed since it was read; the change's own stream record comes
            # later

All of the user's stale habits are renewed together, also when only one had a check-in: Today reads from the
oldest checkpoint on, so one forgotten habit would make it read every month since. The version is left alone:
to people the habit has not changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shared.habits.checkpoint import Checkpoint, advance
from shared.habits.days import closed_month, next_month
from shared.habits.items import Habit, checkins_range, month_from
from shared.habits.marks import Mark, Marks


def is_stale(habit: Habit, now: datetime) -> bool:
    """Whether the habit's checkpoint is missing, older than the last closed month, or overtaken by an edit
    before it."""
    checkpoint, closed = habit.checkpoint, closed_month(now)
    if habit.importing_until > now.timestamp():
        return False  # once at the import's end, not after each of its months
    if habit.dirty_from is not None:
        return True
    if checkpoint is None:
        return habit.history_from <= closed  # a habit made this month has nothing to be summed up
    return checkpoint.through < closed


def first_month_to_read(habit: Habit) -> str:
    """The first month (yyyy-mm) whose marks are missing from the habit's usable checkpoint."""
    checkpoint = habit.usable_checkpoint()
    return habit.history_from if checkpoint is None else next_month(checkpoint.through)


def months_to_read(habits: Iterable[Habit], now: datetime) -> tuple[str, str]:
    """Sort keys (both included) between which the CHECKINS# items lie that `renewal` needs. Read them
    consistently."""
    return checkins_range(min(first_month_to_read(habit) for habit in habits), closed_month(now))


def collect(items: Iterable[Mapping[str, Any]]) -> dict[str, dict[int, Mark]]:
    """Marks by habit and day (ordinal) from CHECKINS# items."""
    found: dict[str, dict[int, Mark]] = {}
    for item in items:
        month = month_from(item)
        found.setdefault(month.habit_id, {}).update(month.marks)
    return found


def closed_checkpoint(habit: Habit, marks: Marks, through: str) -> Checkpoint:
    """The habit's checkpoint at the end of the month `through`, from its usable one and the marks since
    (`first_month_to_read`)."""
    return advance(habit.usable_checkpoint(), habit.rules, marks, through)


def renewal(habit: Habit, marks: Marks, now: datetime) -> dict[str, Any]:
    """Arguments of shared.table's `update` of the habit's item: the new checkpoint, if the habit is still as
    it was read.

    `past_edits` counts edits of closed months: one that came while the months were read makes the write fail,
    so that `dirty_from` is not taken away under it.
    """
    checkpoint = closed_checkpoint(habit, marks, closed_month(now))
    edits = "past_edits = :edits" if habit.past_edits else "attribute_not_exists(past_edits)"
    return {
        "set": {"checkpoint": checkpoint.to_attribute()},
        "remove": ["dirty_from"],
        "condition": f"#version = :version AND attribute_not_exists(deleted_at) AND {edits}",
        "names": {"version": "version"},
        "values": {"version": habit.version, **({"edits": habit.past_edits} if habit.past_edits else {})},
    }
