"""A day in an attribute: its size, its order, and that nothing is lost."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.habits import marks
from shared.habits.limits import MAX_AMOUNT, MAX_SEQUENCE
from shared.habits.marks import DONE, UNMARKED, Mark, Stamp

STAMPS = st.builds(Stamp, st.integers(0, 2**42 - 1), st.integers(0, 2**14 - 1), st.integers(0, MAX_SEQUENCE))
MARKS = st.builds(Mark, st.integers(UNMARKED, DONE), st.none() | st.integers(0, MAX_AMOUNT * 1000))


@given(STAMPS, MARKS, st.integers(1, 31))
def test_a_day_takes_at_most_20_bytes_with_its_name(stamp: Stamp, mark: Mark, day: int) -> None:
    name, value = marks.day_attribute(day), marks.encode(stamp, mark)
    assert len(name.encode()) + len(value.encode()) <= 20


@given(STAMPS, MARKS)
def test_what_was_encoded_comes_back(stamp: Stamp, mark: Mark) -> None:
    text = marks.encode(stamp, mark)
    assert (marks.decode_stamp(text), marks.decode_mark(text)) == (stamp, mark)
    assert text[: marks.STAMP_LENGTH] == marks.encode_stamp(stamp)


@given(STAMPS, MARKS, STAMPS, MARKS)
def test_encoded_days_sort_like_their_stamps(
    stamp: Stamp, mark: Mark, other: Stamp, other_mark: Mark
) -> None:
    if stamp != other:
        assert (marks.encode(stamp, mark) < marks.encode(other, other_mark)) == (stamp < other)


@given(st.lists(st.tuples(STAMPS, MARKS), min_size=1, max_size=6), st.randoms())
def test_any_order_of_edits_ends_the_same(edits: list[tuple[Stamp, Mark]], random: object) -> None:
    encoded = [marks.encode(*edit) for edit in edits]
    in_order = _last_writer(encoded)
    random.shuffle(encoded)  # type: ignore[attr-defined]  # a random.Random
    assert _last_writer([*encoded, *encoded]) == in_order


def _last_writer(arriving: list[str]) -> str:
    kept = ""
    for new in arriving:
        if not kept or kept < new:  # the table's condition
            kept = new
    return kept


@pytest.mark.parametrize(
    ("stamp", "mark"),
    [
        (Stamp(2**42), Mark(DONE)),
        (Stamp(-1), Mark(DONE)),
        (Stamp(0, 2**14), Mark(DONE)),
        (Stamp(0, 0, MAX_SEQUENCE + 1), Mark(DONE)),
        (Stamp(0), Mark(4)),
        (Stamp(0), Mark(DONE, -1)),
        (Stamp(0), Mark(DONE, MAX_AMOUNT * 1000 + 1)),
    ],
)
def test_what_has_no_room_is_refused(stamp: Stamp, mark: Mark) -> None:
    with pytest.raises(ValueError, match="cannot be kept"):
        marks.encode(stamp, mark)


def test_times_of_this_century_fit() -> None:
    late = marks.milliseconds(datetime(2109, 1, 1, tzinfo=timezone.utc))
    assert (
        marks.moment(marks.decode_stamp(marks.encode(Stamp(late), Mark(DONE))).time_ms)
        == "2109-01-01T00:00:00.000Z"
    )


def test_amounts_have_three_decimals() -> None:
    assert [marks.thousandths(value) for value in (0.1, 2, 1.0005, 0.12345)] == [100, 2000, 1000, 123]
    assert [marks.amount_value(amount) for amount in (100, 2000, None)] == [0.1, 2, None]


def test_a_device_has_no_number_only_without_a_name() -> None:
    assert marks.device_hash("") == 0
    assert 0 <= marks.device_hash("phone") < 2**14 != marks.device_hash("laptop")


def test_a_months_marks_leave_out_tombstones_and_what_is_no_day() -> None:
    item = {
        "pk": "USER#1",
        "sk": "CHECKINS#2026-02#x",
        "n03": True,
        "03": marks.encode(Stamp(1), Mark(DONE, 5)),
        "04": marks.encode(Stamp(1), Mark(UNMARKED)),
    }
    assert marks.month_marks(item, 100) == {102: Mark(DONE, 5)}
