"""A habit's fields, its life, and the order of showing: any order of edits and any split over devices ends in
the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.table import Table
from tests.support.memory import memory_table
from tests.support.thorough import examples
from tests.unit.habits.merging import RUN, WATER, Delivery, Edit, Household, deliveries, ties

UNSEEN = ("version", "updated_at")  # how often and when somebody edited: of no meaning to a merge
fields: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Run", "Jog", "Walk"]),
        "group": st.sampled_from([None, "Sport"]),
        "colour": st.sampled_from(["red", "blue"]),
        "schedule": st.sampled_from([{"type": "daily"}, {"type": "every", "days": 2}]),
        "reminders": st.sampled_from([[], [{"time": "07:30"}]]),
        "end_date": st.sampled_from([None, "2099-12-31"]),
        "archived": st.booleans(),
    },
).filter(bool)
changed = st.builds(lambda one: Edit("PATCH", f"/habits/{RUN}", one), fields)
shown = st.permutations([RUN, WATER]).map(lambda ids: Edit("PUT", "/habits/order", {"ids": ids}))
lived = st.sampled_from(
    [
        Edit("DELETE", f"/habits/{RUN}", {}, query=True),
        Edit("POST", f"/habits/{RUN}/restore", {}, query=True),
    ]
)


def read(table: Table, user_id: str, edits: list[Any]) -> Any:
    """What the person sees in the end. A device sends what was refused once more when all is through, but not
    what it wanted to delete: it is gone."""
    person = Household(table, user_id)
    refused = [one for one in edits if person.edit(*one) >= 300 and one[0].method != "DELETE"]
    while refused:
        left = [one for one in refused if person.edit(*one) >= 300]
        if len(left) == len(refused):
            break
        refused = left
    return seen(person)


def seen(person: Household) -> Any:
    """The first habit, and the order of showing."""
    habit = person.send("GET", f"/habits/{RUN}").body
    order = [row["habit"]["id"] for row in person.page()["habits"]]
    return {name: habit[name] for name in habit if name not in UNSEEN}, order


def same(found: Delivery) -> None:
    with memory_table() as table:
        assert read(table, "grace", found.as_sent) == read(table, "ada", found.in_order)


@examples(30)
@given(deliveries(changed | shown))
def test_fields_and_the_order_of_showing(found: Delivery) -> None:
    same(found)


@examples(30)
@given(ties(changed | shown))
def test_edits_of_the_same_moment(found: Delivery) -> None:
    same(found)


@examples(60)
@given(deliveries(lived | lived | lived | changed))
def test_deleting_and_restoring(found: Delivery) -> None:
    same(found)
