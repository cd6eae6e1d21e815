"""Why the score changed: the rules, that everything adds up, and the API."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.insights.score_change import score_change
from shared.habits.marks import DONE, MISSED, SKIP, Mark
from shared.habits.rules import Rules
from tests.support.thorough import examples
from tests.unit.habits.client import Person
from tests.unit.habits_domain.making import TODAY, any_marks, any_rules, done, rules, scores, skipped, times

STILL = {"skip", "pause", "not_due"}


def change(of: Rules, marks: dict[int, Mark], days: int) -> Any:
    """Over the last `days` days."""
    today = date.fromordinal(TODAY)
    return score_change(of, marks, today - timedelta(days=days), today)


def reasons(of: Rules, marks: dict[int, Mark], days: int) -> list[str]:
    """Of the last `days` days, oldest first."""
    return [day["reason"] for day in change(of, marks, days)["days"]]


def exact(number: float) -> Decimal:
    """The number as it stands in the answer."""
    return Decimal(repr(number))


@examples(40)
@given(any_rules(), any_marks(), st.integers(0, 366))
def test_everything_adds_up_exactly_and_is_the_score(of: Rules, marks: dict[int, Mark], days: int) -> None:
    found = change(of, marks, days)
    before, walked = exact(found["from"]["score"]), found["days"]
    for day in walked:
        assert exact(day["score"]) - before == exact(day["change"])
        before = exact(day["score"])
    assert before == exact(found["to"]["score"])
    assert exact(found["change"]) == before - exact(found["from"]["score"])
    assert sum((exact(share["change"]) for share in found["reasons"]), Decimal(0)) == exact(found["change"])
    assert sum(share["days"] for share in found["reasons"]) == len(walked) == days
    known = scores(of, marks)
    for offset, score in known.items():
        if offset < days:
            assert abs(walked[-1 - offset]["score"] - score) < 1e-12


@examples(40)
@given(any_rules(), any_marks())
def test_a_reason_fits_what_it_did(of: Rules, marks: dict[int, Mark]) -> None:
    for day in change(of, marks, 366)["days"]:
        if day["reason"] in STILL:
            assert day["change"] == 0
        if day["reason"] in ("done", "within_limit"):
            assert day["change"] >= 0
        if day["reason"] in ("missed", "not_done"):
            assert day["change"] <= 0


def test_daily() -> None:
    marks = {**done([6, 5]), **skipped([3]), TODAY - 2: Mark(MISSED)}
    assert reasons(rules(), marks, 7) == [
        "done", "done", "not_done", "skip", "missed", "not_done", "not_done"
    ]  # fmt: skip


def test_nothing_counts_before_the_first_mark_and_after_the_end() -> None:
    of = rules(last=TODAY - 1)
    assert reasons(of, done([2]), 4) == ["not_due", "done", "not_done", "not_due"]


def test_paused_days_and_other_weekdays() -> None:
    of = rules({"type": "weekdays", "days": [5, 7]}, pauses=((TODAY - 3, TODAY - 2),))
    assert reasons(of, done([9, 1, 0]), 4) == ["pause", "pause", "not_due", "done"]


def test_rest_days_of_a_fulfilled_week_are_done() -> None:
    steady = done(offset for offset in range(60) if offset % 7 in (1, 3, 5))
    assert set(reasons(rules(times(3, "week")), steady, 14)) == {"done"}


def test_part_of_what_a_week_wants() -> None:
    of = rules(times(3, "week"))
    assert reasons(of, done([3]), 5) == ["not_due", "partial", "partial", "partial", "partial"]
    lapsed = done(range(20, 60))
    assert reasons(of, lapsed, 2) == ["not_done", "not_done"]
    assert reasons(of, {**lapsed, **done([0])}, 2) == ["not_done", "partial"]


def test_amounts() -> None:
    of = rules(target=5000)
    marks = {TODAY - 2: Mark(DONE, 5000), TODAY - 1: Mark(DONE, 2000), TODAY: Mark(DONE, 0)}
    assert reasons(of, marks, 3) == ["done", "partial", "partial"]


def test_limits() -> None:
    of = rules(target=2000, at_most=True)
    marks = {TODAY - 3: Mark(DONE, 2000), TODAY - 2: Mark(DONE, 2500), TODAY: Mark(SKIP)}
    assert reasons(of, marks, 4) == ["within_limit", "over_limit", "within_limit", "skip"]


def test_the_answer(ada: Person) -> None:
    habit_id = ada.habit()
    ada.check_in(habit_id, ada.day(2))
    ada.check_in(habit_id, ada.day(1))
    found = ada.ok("GET", f"/habits/{habit_id}/score-change", query={"from": ada.day(2), "to": ada.today})
    assert found == {
        "from": {"date": "2099-05-08", "score": 0.051922485661},
        "to": {"date": "2099-05-10", "score": 0.095897117911},
        "change": 0.04397463225,
        "reasons": [
            {"reason": "done", "days": 1, "change": 0.049226541143},
            {"reason": "not_done", "days": 1, "change": -0.005251908893},
        ],
        "days": [
            {
                "date": "2099-05-09",
                "status": "done",
                "value": None,
                "reason": "done",
                "score": 0.101149026804,
                "change": 0.049226541143,
            },
            {
                "date": "2099-05-10",
                "status": None,
                "value": None,
                "reason": "not_done",
                "score": 0.095897117911,
                "change": -0.005251908893,
            },
        ],
    }


def test_a_vacation_that_is_not_in_the_habit_yet_counts(ada: Person) -> None:
    habit_id = ada.habit()
    ada.check_in(habit_id, ada.day(2))
    vacation = {"start": str(ada.day(1)), "end": None, "habits": None, "note": None}
    ada.has_vacations({"v": vacation})
    query = {"from": ada.day(2), "to": ada.today}
    found = ada.ok("GET", f"/habits/{habit_id}/score-change", query=query)
    assert [(share["reason"], share["days"]) for share in found["reasons"]] == [("pause", 2)]
    assert ada.stats(habit_id)["current_streak"] == 1


@pytest.mark.parametrize(("first", "last"), [(0, 1), (367, 0), (0, -2)])
def test_days_that_cannot_be_compared(ada: Person, first: int, last: int) -> None:
    query = {"from": ada.day(first), "to": ada.day(last)}
    path = f"/habits/{ada.habit()}/score-change"
    assert ada.refused("GET", path, query=query) == (422, ["?to"])


def test_a_year_back_can_be_asked_for_and_others_habits_not(ada: Person, table: Any) -> None:
    habit_id = ada.habit()
    query = {"from": ada.day(366), "to": ada.today}
    assert len(ada.ok("GET", f"/habits/{habit_id}/score-change", query=query)["days"]) == 366
    path = f"/habits/{habit_id}/score-change"
    assert Person(table, "grace").refused("GET", path, query=query) == (404, [])
