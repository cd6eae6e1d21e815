"""Which days vacations take out of a habit, and from which day on two sets of pauses differ."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.habits.vacations import first_difference, ordinals, pauses_of

HABIT, OTHER = "01JZ0000000000000000000001", "01JZ0000000000000000000002"


def vacation(start: str, end: str | None, habits: list[str] | None = None, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "habits": habits, **more}


@pytest.mark.parametrize(
    ("vacations", "spans"),
    [
        ([], []),
        ([vacation("2026-05-01", "2026-05-03")], [["2026-05-01", "2026-05-03"]]),
        ([vacation("2026-05-01", None)], [["2026-05-01", None]]),
        ([vacation("2026-05-01", "2026-05-03", [OTHER])], []),
        ([vacation("2026-05-01", "2026-05-03", [OTHER, HABIT])], [["2026-05-01", "2026-05-03"]]),
        ([vacation("2026-05-01", "2026-05-03", deleted=True)], []),
        (
            [vacation("2026-05-04", "2026-05-05"), vacation("2026-05-01", "2026-05-03")],
            [["2026-05-01", "2026-05-05"]],
        ),
        (
            [vacation("2026-05-01", "2026-05-03"), vacation("2026-05-05", None)],
            [["2026-05-01", "2026-05-03"], ["2026-05-05", None]],
        ),
        ([vacation("2026-05-02", None), vacation("2026-05-01", "2026-05-09")], [["2026-05-01", None]]),
    ],
)
def test_spans(vacations: list[dict[str, Any]], spans: list[Any]) -> None:
    assert pauses_of(HABIT, {str(number): one for number, one in enumerate(vacations)}) == spans


FIRST = date(2026, 5, 1)
day = st.integers(0, 12).map(lambda offset: (FIRST + timedelta(days=offset)).isoformat())
some = st.lists(
    st.tuples(day, day | st.none()).filter(lambda span: span[1] is None or span[0] <= span[1]), max_size=4
).map(lambda spans: pauses_of(HABIT, {str(n): vacation(start, end) for n, (start, end) in enumerate(spans)}))


def paused(spans: list[Any], through: int = 20) -> list[bool]:
    days = range(FIRST.toordinal(), FIRST.toordinal() + through)
    return [any(first <= one <= last for first, last in ordinals(spans)) for one in days]


@given(some, some)
def test_the_first_difference_is_the_first_day_that_one_of_them_has(one: list[Any], other: list[Any]) -> None:
    pairs = zip(paused(one), paused(other), strict=True)
    expected = next((FIRST + timedelta(days=n) for n, (a, b) in enumerate(pairs) if a != b), None)
    assert first_difference(one, other) == expected
