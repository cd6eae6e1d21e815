"""Notes and bookmarks: any order of edits and any split over devices ends in the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.table import Table
from tests.support.memory import memory_table
from tests.support.thorough import examples
from tests.unit.habits.merging import Delivery, Edit, deliveries, ties
from tests.unit.notes.client import URL, Person

NOTE, PAGE = "01M7YNHGNG0J9CE4RAQBW2RFZ1", "01M7YNHGNG0J9CE4RAQBW2RFZ2"
UNSEEN = ("version", "updated_at")  # how often and when somebody edited: of no meaning to a merge
fields: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["", "Ideas"]),
    "body": st.sampled_from(["", "x", "y" * 300]),
    "tags": st.sampled_from([[], ["a"]]),
    "habit_ids": st.sampled_from([[], [NOTE]]),
    "pinned": st.booleans(),
}
chosen: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional=fields).filter(bool)
urls = st.sampled_from([URL, "http://example.com"]).map(lambda url: {"url": url})
changed = st.builds(lambda one: Edit("PATCH", f"/notes/{NOTE}", one), chosen) | st.builds(
    lambda one: Edit("PATCH", f"/notes/{PAGE}", one), chosen | urls
)
lived = st.sampled_from(
    [
        Edit(method, f"/notes/{note_id}{path}", {}, query=True)
        for note_id in (NOTE, PAGE)
        for method, path in (("DELETE", ""), ("POST", "/restore"))
    ]
)


def read(table: Table, user_id: str, edits: list[Any]) -> Any:
    """What the person sees in the end. A device sends what was refused once more when all is through, but not
    what it wanted to delete: it is gone."""
    person = Person(table, user_id)
    person.note(id=NOTE)
    person.bookmark(id=PAGE, body="first")
    refused = [one for one in edits if not sent(person, *one) and one[0].method != "DELETE"]
    while refused:
        left = [one for one in refused if not sent(person, *one)]
        if len(left) == len(refused):
            break
        refused = left
    listed = {head["id"]: head["excerpt"] for head in person.ok("GET", "/notes")["items"]}
    return [seen(person, note_id) for note_id in (NOTE, PAGE)], listed


def sent(person: Person, edit: Edit, stamped: dict[str, Any]) -> bool:
    given = {"query": stamped} if edit.query else {"body": {**edit.body, **stamped}}
    status = person.send(edit.method, edit.path, **given).status
    assert status in (200, 204, 404)
    return bool(status != 404)


def seen(person: Person, note_id: str) -> Any:
    note = person.send("GET", f"/notes/{note_id}").body
    return {name: note[name] for name in note if name not in (*UNSEEN, "instance")}


def same(found: Delivery) -> None:
    with memory_table() as table:
        assert read(table, "grace", found.as_sent) == read(table, "ada", found.in_order)


@examples(20)
@given(deliveries(changed))
def test_fields(found: Delivery) -> None:
    same(found)


@examples(15)
@given(ties(changed))
def test_edits_of_the_same_moment(found: Delivery) -> None:
    same(found)


@examples(25)
@given(deliveries(lived | lived | lived | changed))
def test_deleting_and_restoring(found: Delivery) -> None:
    same(found)
