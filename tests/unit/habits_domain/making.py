"""Habits and days for the domain's tests. Days are counted back from 2015-01-25, as in Loop's published test
vectors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from shared.habits.marks import DONE, MISSED, SKIP, Mark
from shared.habits.rules import Rules
from shared.habits.schedule import schedule_from
from shared.habits.state import State, nothing

TODAY = date(2015, 1, 25).toordinal()  # a Sunday

# Offsets of Loop Habit Tracker's streak tests.
LOOP_OFFSETS = [
    *(0, 1, 3, 5, 7, 8, 9, 10, 12, 14, 15, 17, 19, 20, 26, 27, 28, 50, 51, 52, 53, 54, 58, 60, 63, 65),
    *(70, 71, 72, 73, 74, 75, 80, 81, 83, 89, 90, 91, 95, 102, 103, 108, 109, 120),
]


def rules(schedule: dict[str, Any] | None = None, **fields: Any) -> Rules:
    """target in thousandths, as everywhere in the domain."""
    return Rules(schedule=schedule_from(schedule or {"type": "daily"}), **fields)


def times(count: int, period: str) -> dict[str, Any]:
    return {"type": "times", "times": count, "period": period}


def done(offsets: Iterable[int], amount: int | None = None) -> dict[int, Mark]:
    return {TODAY - offset: Mark(DONE, amount) for offset in offsets}


def skipped(offsets: Iterable[int]) -> dict[int, Mark]:
    return {TODAY - offset: Mark(SKIP) for offset in offsets}


def state(of: Rules, marks: dict[int, Mark], as_of: int = TODAY) -> State:
    made = nothing(of)
    made.advance(of, marks, as_of)
    return made


def scores(of: Rules, marks: dict[int, Mark]) -> dict[int, float]:
    """Scores by offset."""
    history: list[tuple[int, float]] = []
    nothing(of).advance(of, marks, TODAY, history)
    return {TODAY - day: score for day, score in history}


def streak_lengths(of: Rules, marks: dict[int, Mark], as_of: int = TODAY) -> list[int]:
    """The best streaks, newest first."""
    best = state(of, marks, as_of).streaks.best_at(of, as_of)
    return [streak.length for streak in sorted(best, key=lambda streak: -streak.last)]


def current_streak(of: Rules, marks: dict[int, Mark], as_of: int = TODAY) -> int:
    streak = state(of, marks, as_of).streaks.current(of, as_of)
    return streak.length if streak else 0


def any_schedule() -> st.SearchStrategy[dict[str, Any]]:
    interval = st.integers(1, 40)
    return st.one_of(
        st.just({"type": "daily"}),
        st.builds(
            lambda days: {"type": "weekdays", "days": sorted(days)}, st.sets(st.integers(1, 7), min_size=1)
        ),
        st.builds(times, st.integers(1, 7), st.just("week")),
        st.builds(times, st.integers(1, 30), st.just("month")),
        st.builds(
            lambda days, count: {"type": "times_in_days", "times": min(days, count), "days": days},
            interval,
            interval,
        ),
        st.builds(lambda days: {"type": "every", "days": days}, interval),
    )


@st.composite
def any_rules(draw: st.DrawFn) -> Rules:
    numeric = draw(st.booleans())
    pauses = draw(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)), max_size=2))
    return rules(
        draw(any_schedule()),
        target=draw(st.integers(1, 20_000)) if numeric else None,
        at_most=numeric and draw(st.booleans()),
        anchor=TODAY - draw(st.integers(0, 500)),
        last=draw(st.none() | st.integers(0, 200).map(lambda offset: TODAY - offset)),
        pauses=tuple((TODAY - back, TODAY - back + length) for back, length in pauses),
    )


def any_marks() -> st.SearchStrategy[dict[int, Mark]]:
    mark = st.one_of(
        st.just(Mark(SKIP)),
        st.just(Mark(MISSED)),
        st.just(Mark(DONE)),
        st.builds(Mark, st.just(DONE), st.integers(0, 30_000)),
    )
    return st.dictionaries(st.integers(0, 400).map(lambda offset: TODAY - offset), mark, max_size=150)
