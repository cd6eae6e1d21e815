"""Where a habit stands: streak, score, whether a day is due and its period fulfilled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from shared.habits.checkpoint import Checkpoint, begin
from shared.habits.days import last_ordinal
from shared.habits.marks import Marks
from shared.habits.rules import Rules
from shared.habits.state import State, nothing

if TYPE_CHECKING:
    from shared.habits.answers import Summary
    from shared.habits.fields import StreakUnit

_UNITS: dict[str, StreakUnit] = {"day": "days", "week": "weeks", "month": "months", "block": "periods"}


class Standing(NamedTuple):
    """due: whether the habit is to be done on the day that was asked for."""

    due: bool
    summary: Summary


def stand(rules: Rules, checkpoint: Checkpoint | None, marks: Marks, day: date, today: date) -> Standing:
    """How it stands `today`, with a look at `day`.

    marks: from the checkpoint on, and those around `day` (`look_from`) when the checkpoint covers it.
    """
    now, asked = today.toordinal(), day.toordinal()
    covered = checkpoint is not None and asked <= last_ordinal(checkpoint.through)
    view = nothing(rules) if covered else begin(checkpoint, rules)
    if asked <= now and not covered:  # the usual way: one walk for both
        due, fulfilled = _look(rules, view, marks, asked, now)
        return Standing(due, summary_of(rules, view, marks, now, fulfilled))
    due, fulfilled = _look(rules, view, marks, asked, now)
    return Standing(due, summary_of(rules, begin(checkpoint, rules), marks, now, fulfilled))


def look_from(rules: Rules, day: int) -> int:
    """The first day whose mark bears on whether `day` is due and its period fulfilled."""
    spaced_from = day - rules.schedule.days if rules.schedule.spaced else day
    return min(rules.schedule.period_of(day, rules.anchor)[0], spaced_from)


def streak_unit(rules: Rules) -> StreakUnit:
    return _UNITS[rules.schedule.period]


def summary_of(rules: Rules, state: State, marks: Marks, now: int, fulfilled: bool) -> Summary:
    """The summary at the day `now`, up to which `state` is taken."""
    state.advance(rules, marks, now)
    current = state.streaks.current(rules, now)
    best = state.streaks.best_at(rules, now)
    return {
        "streak": current.length if current else 0,
        "streak_unit": streak_unit(rules),
        "best_streak": best[0].length if best else 0,
        "score": state.score.value,
        "fulfilled": fulfilled,
    }


def _look(rules: Rules, state: State, marks: Marks, day: int, now: int) -> tuple[bool, bool]:
    """Takes `state` through `day`'s period, as far as it has passed: (due on the day, period fulfilled)."""
    state.advance(rules, marks, day - 1)
    due = _is_due(rules, state, day)
    last = rules.schedule.period_of(day, rules.anchor)[1]
    state.advance(rules, marks, max(day, min(last, now)))
    return due, _period_fulfilled(rules, state, day)


def _is_due(rules: Rules, state: State, day: int) -> bool:
    if not rules.counts_on(day):
        return False
    if rules.schedule.spaced:
        last_done = state.totals.last_done
        return last_done is None or day - last_done >= rules.schedule.days
    return rules.at_most or not _period_fulfilled(rules, state, day)


def _period_fulfilled(rules: Rules, state: State, day: int) -> bool:
    period = state.streaks.period
    if period is None or not period.first <= day <= period.last:
        return False
    return rules.fulfilled(period.first, period.last, period.amount, period.recorded)
