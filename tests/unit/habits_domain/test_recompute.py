"""What relay is told to read and to write."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest

from shared.habits.checkpoint import from_scratch
from shared.habits.items import checkins_key, first_month_to_read, habit_from, is_live_habit, month_from
from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.habits.recompute import collect, is_stale, months_to_read, renewal

NOW = datetime(2026, 5, 10, 12, tzinfo=timezone.utc)
ID = "01JZ0000000000000000000001"
DONE_DAY = encode(Stamp(1), Mark(DONE))


def item(**fields: Any) -> dict[str, Any]:
    return {
        "sk": f"HABIT#{ID}",
        "id": ID,
        "kind": "yes_no",
        "target_type": "at_least",
        "schedule": {"type": "daily"},
        "created_at": "2026-02-10T08:00:00.000Z",
        "version": 3,
        **fields,
    }


def month(name: str, *days: int) -> dict[str, Any]:
    return {"pk": "USER#1", "sk": checkins_key(name, ID), **{f"{day:02}": DONE_DAY for day in days}}


def checkpoint(through: str, *months: dict[str, Any]) -> dict[str, str]:
    habit = habit_from(item())
    return from_scratch(habit.rules, collect(months).get(ID, {}), through).to_attribute()


@pytest.mark.parametrize(
    ("fields", "stale"),
    [
        ({"checkpoint": checkpoint("2026-04")}, False),
        ({"checkpoint": checkpoint("2026-03")}, True),
        ({"checkpoint": checkpoint("2026-04"), "dirty_from": "2026-03-01"}, True),
        ({}, True),
        ({"created_at": "2026-05-04T08:00:00.000Z"}, False),
        ({"created_at": "2026-05-04T08:00:00.000Z", "dirty_from": "2026-04-30"}, True),
    ],
)
def test_what_is_stale(fields: dict[str, Any], stale: bool) -> None:
    assert is_stale(habit_from(item(**fields)), NOW) is stale


def test_reading_begins_behind_the_checkpoint() -> None:
    assert first_month_to_read(habit_from(item(checkpoint=checkpoint("2026-03")))) == "2026-04"


def test_an_edit_before_the_checkpoint_makes_it_unusable() -> None:
    known = checkpoint("2026-03", month("2025-11", 7))
    dirty = habit_from(item(checkpoint=known, dirty_from="2026-03-31"))
    assert dirty.usable_checkpoint() is None
    assert first_month_to_read(dirty) == "2025-11", "the first mark is known from the checkpoint all the same"
    assert habit_from(item(checkpoint=known, dirty_from="2026-04-01")).usable_checkpoint() is not None


def test_an_edit_before_everything_known_is_read_too() -> None:
    assert first_month_to_read(habit_from(item(dirty_from="2019-07-01"))) == "2019-07"
    assert first_month_to_read(habit_from(item())) == "2026-02"


def test_a_habit_made_early_on_the_first_may_have_marks_of_the_month_before() -> None:
    made = habit_from(item(created_at="2026-03-01T05:00:00.000Z"))
    assert first_month_to_read(made) == "2026-02", "it was still February in Honolulu"


def test_all_stale_habits_are_read_in_one_range() -> None:
    habits = [habit_from(item(checkpoint=checkpoint("2026-03"))), habit_from(item())]
    first, last = months_to_read(habits, NOW)
    assert first <= checkins_key("2026-02", ID) < checkins_key("2026-04", ID) <= last
    assert not first <= checkins_key("2026-01", "~") <= last
    assert not first <= checkins_key("2026-05", "0") <= last, "the open month stays open"


def test_a_renewal_is_what_from_scratch_would_be() -> None:
    months = [month("2026-02", 11), month("2026-03", 1, 31), month("2026-04", 1, 30)]
    old = habit_from(item(checkpoint=checkpoint("2026-03", *months)))
    change = renewal(old, collect(months[2:])[ID], NOW).change
    assert change["set"] == {"checkpoint": checkpoint("2026-04", *months)}
    assert change["remove"] == ["dirty_from"]


def test_a_renewal_holds_only_for_the_habit_that_was_read() -> None:
    untouched, edited = (
        renewal(habit_from(item(**fields)), {}, NOW).change for fields in ({}, {"past_edits": 4})
    )
    assert "attribute_not_exists(past_edits)" in untouched["condition"]
    assert untouched["values"] == {"version": 3}
    assert "past_edits = :edits" in edited["condition"]
    assert edited["values"] == {"version": 3, "edits": 4}


def test_scores_of_the_months_that_may_have_changed_are_kept() -> None:
    months = [month("2025-12", 30), month("2026-02", 11), month("2026-04", 1, 30)]
    marks = collect(months)[ID]
    of = habit_from(item()).rules
    at_ends = {
        name: round(from_scratch(of, marks, name).state.score.value, 15)
        for name in ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04")
    }
    assert len(set(at_ends.values())) == 5

    def kept(**fields: Any) -> dict[str, float]:
        scores = renewal(habit_from(item(**fields)), marks, NOW).scores
        return {f"{year}-{name}": score for year, names in scores.items() for name, score in names.items()}

    assert kept() == at_ends, "new rules change all of them"
    assert kept(checkpoint=checkpoint("2026-03", *months)) == {"2026-04": at_ends["2026-04"]}
    dirty = kept(checkpoint=checkpoint("2026-04", *months), dirty_from="2026-02-11")
    assert list(dirty) == ["2026-02", "2026-03", "2026-04"]
    late = kept(checkpoint=checkpoint("2026-02", *months), dirty_from="2026-04-10")
    assert list(late) == ["2026-03", "2026-04"], "March has not been kept yet, though the edit is of April"
    assert renewal(habit_from(item()), {}, NOW).scores == {}, "nothing is marked, nothing is kept"


def test_items_that_are_no_habit() -> None:
    assert is_live_habit(item())
    assert not is_live_habit({"sk": "HABIT#ORDER", "ids": []})
    assert not is_live_habit(item(deleted_at="2026-05-01T00:00:00Z"))


def test_a_months_item_tells_month_habit_and_days() -> None:
    found = month_from(month("2026-02", 1, 28))
    assert (found.month, found.habit_id) == ("2026-02", ID)
    assert sorted(found.marks) == [date(2026, 2, 1).toordinal(), date(2026, 2, 28).toordinal()]
