"""Marks, notes and amounts: any order of edits and any split over devices ends in the same days."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.table import Table
from tests.support.memory import memory_table
from tests.support.thorough import examples
from tests.unit.habits.merging import RUN, WATER, Delivery, Edit, Household, deliveries, ties

# A day of the open month, and one of a closed month.
days = st.sampled_from(["2099-05-10", "2099-03-31"])
entry_ids = st.sampled_from(["01M7YNHGNG0J9CE4RAQBW2RFY1", "01M7YNHGNG0J9CE4RAQBW2RFY2"])
amounts = st.sampled_from([0, 1, 2.5, 10_000_000])
notes: st.SearchStrategy[dict[str, Any]] = st.sampled_from([{}, {"note": None}, {"note": "x"}, {"note": "y"}])
plain: st.SearchStrategy[dict[str, Any]] = st.sampled_from(["done", "skip", "missed", None]).map(
    lambda status: {"status": status}
)
measured: st.SearchStrategy[dict[str, Any]] = amounts.map(
    lambda value: {"status": "done", "value": value}
) | st.sampled_from([{"status": "skip"}, {"status": None}])


def marked(habit_id: str, marks: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Edit]:
    path = f"/habits/{habit_id}/checkins"
    one = st.builds(
        lambda day, mark, note: Edit("PUT", f"{path}/{day}", {**mark, **note}), days, marks, notes
    )
    several = st.builds(
        lambda chosen, mark, note: Edit(
            "PUT", path, {"days": [{"date": day, **mark, **note} for day in chosen]}
        ),
        st.lists(days, min_size=1, unique=True),
        marks,
        notes,
    )
    undone = days.map(lambda day: Edit("DELETE", f"{path}/{day}", {}, query=True))
    return one | several | undone


entered = st.builds(
    lambda day, entry_id, value: Edit(
        "DELETE" if value is None else "PUT",
        f"/habits/{WATER}/checkins/{day}/entries/{entry_id}",
        {"value": value},
        query=value is None,
    ),
    days,
    entry_ids,
    st.none() | amounts,
)


def read(table: Table, user_id: str, edits: list[Any]) -> Any:
    person = Household(table, user_id)
    for edit, stamped in edits:
        assert person.edit(edit, stamped) == 200
    return seen(person)


def seen(person: Household) -> Any:
    """What the person sees of the days."""
    marks = [person.marks(habit_id, person.day(60), person.today) for habit_id in (RUN, WATER)]
    parts = [
        person.ok("GET", f"/habits/{WATER}/checkins/{day}/entries") for day in ("2099-05-10", "2099-03-31")
    ]
    rows = [{**row, "habit": row["habit"]["id"]} for row in person.page()["habits"]]
    return marks, parts, rows


def same(found: Delivery) -> None:
    with memory_table() as table:
        assert read(table, "grace", found.as_sent) == read(table, "ada", found.in_order)


@examples(30)
@given(deliveries(marked(RUN, plain) | marked(WATER, measured)))
def test_marks_and_notes(found: Delivery) -> None:
    same(found)


@examples(60)
@given(deliveries(entered | marked(WATER, measured)))
def test_amounts_and_marks_of_the_whole_day(found: Delivery) -> None:
    same(found)


@examples(30)
@given(ties(marked(RUN, plain) | entered | marked(WATER, measured)))
def test_edits_of_the_same_moment(found: Delivery) -> None:
    same(found)
