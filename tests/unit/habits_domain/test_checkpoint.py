"""Going on from a checkpoint is the same as computing from scratch, and a checkpoint is small."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shared.attributes import decode_item, encode_item
from shared.habits.checkpoint import Checkpoint, advance, from_scratch, read_checkpoint
from shared.habits.days import last_ordinal, month_of, months_between, previous_month
from shared.habits.marks import DONE, Mark
from shared.habits.rules import Rules
from shared.habits.state import nothing
from tests.support.thorough import examples
from tests.unit.habits_domain.making import TODAY, any_marks, any_rules, done, rules, times

MONTHS = months_between("2013-12", "2015-02")
SPLITS = st.sets(st.sampled_from(MONTHS)).map(sorted)


def stored(checkpoint: Checkpoint) -> Checkpoint:
    """As it comes back from the table."""
    attribute = decode_item(encode_item({"checkpoint": checkpoint.to_attribute()}))["checkpoint"]
    back = read_checkpoint(attribute)
    assert back is not None
    return back


@examples(50)
@given(any_rules(), any_marks(), SPLITS)
def test_month_by_month_is_the_same_as_from_scratch(
    of: Rules, marks: dict[int, Mark], through: list[str]
) -> None:
    checkpoint = None
    for month in [*through, "2015-02"]:
        checkpoint = stored(advance(checkpoint, of, marks, month))
    assert checkpoint is not None
    assert checkpoint.to_attribute() == from_scratch(of, marks, "2015-02").to_attribute()


@examples(50)
@given(any_rules(), any_marks(), st.sampled_from(MONTHS[:-2]))
def test_readers_see_the_same_with_and_without_a_checkpoint(
    of: Rules, marks: dict[int, Mark], through: str
) -> None:
    checkpoint = stored(from_scratch(of, marks, through))
    read, scratch = checkpoint.state.copy(), nothing(of)
    recent = {day: mark for day, mark in marks.items() if day > last_ordinal(through)}
    read.advance(of, recent, TODAY)
    scratch.advance(of, marks, TODAY)
    assert read.score.value == scratch.score.value
    assert read.streaks.current(of, TODAY) == scratch.streaks.current(of, TODAY)
    assert read.streaks.best_at(of, TODAY) == scratch.streaks.best_at(of, TODAY)
    assert read.totals == scratch.totals


@examples(50)
@given(any_rules(), any_marks())
def test_advancing_leaves_the_earlier_checkpoint_as_it_was(of: Rules, marks: dict[int, Mark]) -> None:
    earlier = from_scratch(of, marks, "2014-06")
    before = earlier.to_attribute()
    advance(earlier, of, marks, "2015-02")
    assert earlier.to_attribute() == before


def test_a_checkpoint_of_ten_busy_years_is_small() -> None:
    of = rules(times(20, "month"))
    marks = done(offset for offset in range(3650) if offset % 7)
    checkpoint = from_scratch(of, marks, previous_month(month_of(date.fromordinal(TODAY))))
    attribute = checkpoint.to_attribute()
    assert sum(len(name) + len(value.encode()) for name, value in attribute.items()) <= 420


def test_the_score_of_a_habit_given_up_long_ago_can_be_kept() -> None:
    of, marks = rules(), {date(2000, 1, 1).toordinal(): Mark(DONE)}
    checkpoint = from_scratch(of, marks, "2025-12")
    assert 0 < checkpoint.state.score.value < 1e-130, "which no DynamoDB number could hold"
    assert stored(checkpoint).state.score.value == checkpoint.state.score.value


def test_a_checkpoint_of_an_unknown_form_is_as_good_as_none() -> None:
    assert read_checkpoint({"through": "2015-01", "state": "[99]"}) is None
    assert read_checkpoint(None) is None
