from __future__ import annotations

from datetime import date

from shared.ids import is_ulid
from tools.local.demo import _HABITS, check_ins

TODAY = date(2026, 11, 21)


def test_ids_are_ulids_and_different() -> None:
    ids = [habit["id"] for habit in _HABITS]
    assert all(is_ulid(each) for each in ids)
    assert len(set(ids)) == len(ids)


def test_two_months_are_mostly_kept_and_never_in_the_future() -> None:
    for habit in _HABITS:
        days = dict(check_ins(habit, TODAY))
        assert max(days) < TODAY
        done = [entry for entry in days.values() if entry["status"] == "done"]
        assert len(done) >= (5 if habit.get("schedule", {}).get("type") == "weekdays" else 30)


def test_a_repetition_says_the_same() -> None:
    assert list(check_ins(_HABITS[1], TODAY)) == list(check_ins(_HABITS[1], TODAY))


def test_what_counts_something_has_a_value_where_it_was_done() -> None:
    for _, entry in check_ins(_HABITS[1], TODAY):
        assert ("value" in entry) == (entry["status"] == "done")
