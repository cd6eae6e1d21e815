"""Which days a person's vacations take out of a habit. Paused days are in no window and end no streak.

The vacations are one item, HABIT#PAUSES: `vacations` by id, each with `start` and `end` (yyyy-mm-dd; end
null: open), `habits` (ids; null: all), `note`, `stamps` by field and, once deleted, `deleted`. Each habit's
item has a copy of what concerns it, `pauses`, so that a check-in reads no more than the habit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

Span = Sequence[str | None]
"""First and last day; no last day: until further notice."""

_FOR_EVER = "9999-12-31"


def pauses_of(habit_id: str, vacations: Mapping[str, Mapping[str, Any]]) -> list[list[str | None]]:
    """The habit's pauses in order, none touching another: the same days give the same spans."""
    spans = sorted(
        (one["start"], one.get("end") or _FOR_EVER)
        for one in vacations.values()
        if not one.get("deleted") and (one.get("habits") is None or habit_id in one["habits"])
    )
    merged: list[list[str]] = []
    for start, end in spans:
        if merged and start <= _after(merged[-1][1]):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return [[start, None if end == _FOR_EVER else end] for start, end in merged]


def first_difference(one: Sequence[Span], other: Sequence[Span]) -> date | None:
    """The first day that is in one's pauses only; None when they are the same."""
    for mine, theirs in zip([*one, None], [*other, None], strict=False):
        if mine is None or theirs is None:
            odd = mine or theirs
            return None if odd is None else date.fromisoformat(str(odd[0]))
        if mine[0] != theirs[0]:
            return date.fromisoformat(min(str(mine[0]), str(theirs[0])))
        if mine[1] != theirs[1]:
            return date.fromisoformat(_after(min(mine[1] or _FOR_EVER, theirs[1] or _FOR_EVER)))
    return None


def ordinals(spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """First and last days as Rules has them."""
    return tuple(
        (date.fromisoformat(str(start)).toordinal(), date.fromisoformat(end or _FOR_EVER).toordinal())
        for start, end in spans
    )


def _after(day: str) -> str:
    return day if day == _FOR_EVER else (date.fromisoformat(day) + timedelta(days=1)).isoformat()
