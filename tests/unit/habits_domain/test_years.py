"""A packed year gives its marks again, and is small."""

from __future__ import annotations

from base64 import b64encode
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.habits.limits import MAX_AMOUNT
from shared.habits.marks import DONE, MISSED, SKIP, UNMARKED, Mark
from shared.habits.years import pack, unpack

FIRST_OF_2024 = date(2024, 1, 1).toordinal()
_MARK = st.builds(
    Mark,
    st.sampled_from([SKIP, MISSED, DONE]),
    st.none() | st.integers(0, MAX_AMOUNT * 1000),
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(FIRST_OF_2024, FIRST_OF_2024 + 365), _MARK))
def test_marks_of_a_leap_year_come_back(marks: dict[int, Mark]) -> None:
    assert unpack(pack(marks, 2024), 2024) == marks


def test_other_years_and_tombstones_are_left_out() -> None:
    kept = {FIRST_OF_2024: Mark(DONE), FIRST_OF_2024 + 365: Mark(SKIP)}
    others = {
        FIRST_OF_2024 - 1: Mark(DONE),
        FIRST_OF_2024 + 366: Mark(DONE),
        FIRST_OF_2024 + 5: Mark(UNMARKED),
    }
    assert unpack(pack({**kept, **others}, 2024), 2024) == kept


def test_a_year_of_yes_and_no_is_small() -> None:
    assert len(pack({FIRST_OF_2024 + day: Mark(DONE) for day in range(366)}, 2024)) <= 124


@pytest.mark.parametrize("raw", [b"", b"\x00" * 92, b"\x07" + b"\x00" * 92, b"\x01\x03" + b"\x00" * 91])
def test_what_is_no_pack_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="packed year"):
        unpack(b64encode(raw).decode(), 2024)
