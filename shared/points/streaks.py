"""On which days a habit's streaks come to a milestone. It follows from the rules and the marks alone."""

from __future__ import annotations

from shared.habits.checkpoint import Checkpoint, begin
from shared.habits.marks import Marks
from shared.habits.rules import Rules
from shared.points.items import MILESTONES


def reached(rules: Rules, checkpoint: Checkpoint | None, marks: Marks) -> dict[int, int]:
    """Milestones by the day (ordinal) on which a streak has come to them, of the days after the checkpoint.
    marks: all since then. Of a period of several days it is the one with which that was fulfilled."""
    state = begin(checkpoint, rules)
    later = [day for day in marks if day >= state.next]
    if not later:
        return {}
    # Nothing counts before the first mark, and nothing is reached after the last one.
    days = range(min(later) if state.first is None else state.next, max(later) + 1)
    streaks, frozen = state.streaks, rules.frozen(days)
    found: dict[int, int] = {}
    before = _length(streaks.current(rules, days.start - 1))
    for day in days:
        streaks.advance(rules, marks, range(day, day + 1), frozen)
        length = _length(streaks.current(rules, day))
        if length > before and length in MILESTONES:
            found[day] = length
        elif length < before and streaks.period is not None:
            _withdraw(found, streaks.period.first, length)
        before = length
    return found


def uses_checkpoint(rules: Rules) -> bool:
    """Whether what was reached before a checkpoint stays so, whatever comes after it. A limit for a week may
    be kept at a month's end and broken a day later."""
    return not (rules.at_most and rules.schedule.period != "day")


def _withdraw(found: dict[int, int], since: int, length: int) -> None:
    """Takes back what was reached in the open period, when that turns out not to be fulfilled; not what
    streaks had reached before they ended."""
    for day in [day for day, milestone in found.items() if day >= since and milestone > length]:
        del found[day]


def _length(streak: tuple[int, int, int] | None) -> int:
    return streak[2] if streak else 0
