"""Renewing checkpoints, for relay: what needs it, which months to read, what to write.

When a check-in's month item or a habit changes in the stream:

    habits = [habit_from(item) for item in query(USER#…, begins_with "HABIT#") if is_live_habit(item)]
    stale = [habit for habit in habits if is_stale(habit, now)]  # all of the user's, see below
    if stale:
        between = months_to_read(stale, now)  # sort keys, for one consistent query
        marks = collect(query(USER#…, between=between, consistent=True))
        for habit in stale:
            renewed = renewal(habit, marks.get(habit.id, {}), now)
            for year, scores in renewed.scores.items():
                table.update(pk, scores_key(year, habit.id), set=scores, return_new=False)
            table.update(pk, habit_key(habit.id), **renewed.change, return_new=False)
            # ConditionFailed: the habit has changed since it was read; the change's own stream record comes
            # later

All of the user's stale habits are renewed together, also when only one had a check-in: Today reads from the
oldest checkpoint on, so one forgotten habit would make it read every month since. The version is left alone:
to people the habit has not changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from shared.habits.checkpoint import Checkpoint, advance
from shared.habits.days import closed_month, last_ordinal, month_of, months_between
from shared.habits.items import Habit, checkins_range, first_month_to_read, month_from
from shared.habits.marks import Mark, Marks

SCORE_DECIMALS = 15  # DynamoDB's numbers end at 1e-130, a score of a habit long given up does not


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


class Renewal(NamedTuple):
    """change: arguments of shared.table's `update` of the habit's item. scores: by year, what to set in its
    SCORES# item, before that: whoever finds the checkpoint finds the scores of the months that it covers."""

    change: dict[str, Any]
    scores: dict[str, dict[str, float]]


def renewal(habit: Habit, marks: Marks, now: datetime) -> Renewal:
    """The checkpoint at the end of the last closed month and the scores at the ends of the months that may
    have changed, from the usable checkpoint and the marks since (`first_month_to_read`).

    The change holds if the habit is still as it was read. `past_edits` counts edits of closed months: one
    that came while the months were read makes the write fail, so that `dirty_from` is not taken away under
    it.
    """
    history: list[tuple[int, float]] = []
    checkpoint = advance(habit.usable_checkpoint(), habit.rules, marks, closed_month(now), history)
    return Renewal(_change(habit, checkpoint), _month_ends(history, habit))


def _change(habit: Habit, checkpoint: Checkpoint) -> dict[str, Any]:
    edits = "past_edits = :edits" if habit.past_edits else "attribute_not_exists(past_edits)"
    return {
        "set": {"checkpoint": checkpoint.to_attribute()},
        "remove": ["dirty_from"],
        "condition": f"#version = :version AND attribute_not_exists(deleted_at) AND {edits}",
        "names": {"version": "version"},
        "values": {"version": habit.version, **({"edits": habit.past_edits} if habit.past_edits else {})},
    }


def _month_ends(history: list[tuple[int, float]], habit: Habit) -> dict[str, dict[str, float]]:
    """Of a history with every day up to a month's end. When it was counted anew because of an edit, those
    before the edit are kept already (an edit of the rules takes the checkpoint away)."""
    scores: dict[str, dict[str, float]] = {}
    if not history:
        return scores
    begun, end = history[0][0], history[-1][0]
    anew = habit.checkpoint is not None and habit.usable_checkpoint() is None
    edited = habit.dirty_from.toordinal() if habit.dirty_from and anew else begun
    changed = date.fromordinal(max(begun, edited))
    for month in months_between(month_of(changed), month_of(date.fromordinal(end))):
        score = history[last_ordinal(month) - begun][1]
        scores.setdefault(month[:4], {})[month[5:]] = round(score, SCORE_DECIMALS)
    return scores
