"""Vacations: any order of edits and any split over devices ends in the same vacations."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.vacations.handler import app
from shared.table import Table
from tests.support.events import call, http_event
from tests.support.memory import memory_table
from tests.support.thorough import examples
from tests.unit.habits.merging import RUN, WATER, Delivery, Edit, Household, deliveries, ties

SPRING, MAY = "01M7YNHGNG0J9CE4RAQBW2RFZ1", "01M7YNHGNG0J9CE4RAQBW2RFZ2"
paths = st.sampled_from([f"/vacations/{vacation_id}" for vacation_id in (SPRING, MAY)])
# Any start is before any end: what several fields must agree on is refused in the order in which it comes.
fields: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "start_date": st.sampled_from(["2099-03-30", "2099-05-08"]),
        "end_date": st.sampled_from(["2099-05-09", None]),
        "habit_ids": st.sampled_from([None, [RUN], [RUN, WATER]]),
        "note": st.sampled_from([None, "Crete"]),
    },
).filter(bool)
changed = st.builds(lambda path, one: Edit("PATCH", path, one), paths, fields)
deleted = paths.map(lambda path: Edit("DELETE", path, {}, query=True))


def read(table: Table, user_id: str, edits: list[Any]) -> Any:
    """What the person sees in the end, of vacations that all devices know."""
    person = Household(table, user_id)
    for vacation_id in (SPRING, MAY):
        made = {"id": vacation_id, "start_date": "2099-05-01", "end_date": "2099-05-20"}
        assert person.edit(Edit("POST", "/vacations", made), {}, app) == 201
    for edit, stamped in edits:
        assert person.edit(edit, stamped, app) in (200, 204, 404)  # 404: it is deleted
    listed = call(app, http_event("GET", "/v1/vacations", user=user_id, at=person.now)).body["items"]
    seen = [{name: one[name] for name in one if name != "updated_at"} for one in listed]
    return seen, person.page()["habits"]


def same(found: Delivery) -> None:
    with memory_table() as table:
        assert read(table, "grace", found.as_sent) == read(table, "ada", found.in_order)


@examples(30)
@given(deliveries(changed | changed | deleted))
def test_fields_and_deletions(found: Delivery) -> None:
    same(found)


@examples(30)
@given(ties(changed))
def test_edits_of_the_same_moment(found: Delivery) -> None:
    same(found)
