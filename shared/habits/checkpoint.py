"""A state at a month's end, small enough to live in the habit's item: Today reads it and the open month,
never the years before.

It is kept as `{"through": "yyyy-mm", "state": text}`. The text is a JSON array, because DynamoDB's numbers
end at 1e-130 and a habit given up for fifteen years has a smaller score, and because an array is a third of
the size of named attributes.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from shared.habits.days import last_ordinal
from shared.habits.marks import Marks
from shared.habits.rules import Rules
from shared.habits.score import Score
from shared.habits.state import State, nothing
from shared.habits.streak import Period, Streak, Streaks
from shared.habits.totals import Totals

_FORM = 1  # of the text; one that is not known is as good as no checkpoint


class Checkpoint(NamedTuple):
    """`state` after the last day of `through` (yyyy-mm). Copy the state before advancing it."""

    through: str
    state: State

    def to_attribute(self) -> dict[str, str]:
        """The habit item's `checkpoint`."""
        return {"through": self.through, "state": _dump(self.state)}


def read_checkpoint(attribute: Mapping[str, Any] | None) -> Checkpoint | None:
    """A habit item's `checkpoint`; None when there is none or it is of a form that this version does not
    know."""
    if attribute is None:
        return None
    through = attribute["through"]
    form, *fields = json.loads(attribute["state"])
    return Checkpoint(through, _load(last_ordinal(through) + 1, fields)) if form == _FORM else None


def advance(
    checkpoint: Checkpoint | None,
    rules: Rules,
    marks: Marks,
    through: str,
    history: list[tuple[int, float]] | None = None,
) -> Checkpoint:
    """The checkpoint at the end of the month `through`, from an earlier one and the marks of the months since
    (from None: of all months). The same rules must have made the earlier one. It is left as it was. `history`
    gets (day, score) of the days that come in."""
    state = begin(checkpoint, rules)
    state.advance(rules, marks, last_ordinal(through), history)
    return Checkpoint(through, state)


def from_scratch(rules: Rules, marks: Marks, through: str) -> Checkpoint:
    """The checkpoint at the end of the month `through` from all marks."""
    return advance(None, rules, marks, through)


def begin(checkpoint: Checkpoint | None, rules: Rules) -> State:
    """A state to go on with, of the caller's own."""
    return nothing(rules) if checkpoint is None else checkpoint.state.copy()


def _dump(state: State) -> str:
    streaks, totals = state.streaks, state.totals
    fields = [
        _FORM,
        state.first,
        state.score.value,
        _pack(state.score.window),
        streaks.period and [*streaks.period[:3], int(streaks.period.recorded), int(streaks.period.excused)],
        streaks.running,
        [number for streak in streaks.best for number in streak],
        [totals.done, totals.skipped, totals.missed, totals.last_done],
        totals.weekday_done,
        totals.weekday_due,
    ]
    return json.dumps(fields, separators=(",", ":"))


def _load(following: int, fields: list[Any]) -> State:
    first, value, packed, period, running, best, counts, weekday_done, weekday_due = fields
    window = _unpack(packed)
    streaks = Streaks(
        _period(period) if period else None,
        Streak(*running) if running else None,
        [Streak(*best[index : index + 3]) for index in range(0, len(best), 3)],
    )
    done, skipped, missed, last_done = counts
    totals = Totals(done, skipped, missed, last_done, weekday_done, weekday_due)
    return State(first, following, Score(value, window, sum(window)), streaks, totals)


def _period(fields: list[int]) -> Period:
    first, last, amount, recorded, excused = fields
    return Period(first, last, amount, bool(recorded), bool(excused))


def _pack(window: Iterable[int]) -> list[int]:
    """Runs of n zeros become -n; those at the beginning are left out: they add nothing and push nothing out
    too early."""
    packed: list[int] = []
    for gained in window:
        if gained or not packed:
            packed += [gained] if gained else []
        elif packed[-1] < 0:
            packed[-1] -= 1
        else:
            packed.append(-1)
    return packed


def _unpack(packed: Iterable[int]) -> deque[int]:
    window: deque[int] = deque()
    for number in packed:
        window.extend([number] if number > 0 else [0] * -number)
    return window
