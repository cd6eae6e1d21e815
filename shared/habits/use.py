"""On which days a habit was in use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.habits.clock import today_of
from shared.habits.marks import Marks

if TYPE_CHECKING:
    from shared.habits.rules import Rules


def begin_of(item: Mapping[str, Any], rules: Rules, first: int | None, profile: Mapping[str, Any]) -> int:
    """The first day (ordinal) that the habit of this HABIT# item may be due: its start, or else the day of
    its making or an earlier first mark (`first`, None without one)."""
    if rules.first_due is not None:
        return rules.first_due
    made = today_of(dict(profile), datetime.fromisoformat(item["created_at"].replace("Z", "+00:00")))
    return min(made.toordinal(), first or made.toordinal())


def days_in_use(item: Mapping[str, Any], marks: Marks, days: range) -> range:
    """Of `days` those on which the habit counts. When one was archived is not known: it counts up to its last
    mark."""
    if not item["archived"]:
        return days
    return range(days.start, max((day for day in days if day in marks), default=days.start - 1) + 1)
