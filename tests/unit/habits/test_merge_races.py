"""Two requests at once: wherever the one falls between two calls of the other, both edits count."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from shared import clients
from shared.habits.answers import Habit
from shared.table import Table
from tests.support.memory import memory_table
from tests.unit.habits import test_merge_days as days
from tests.unit.habits.merging import RUN, WATER, Edit, Household, Interrupted, stamp

CALLS = 5  # of one edit, to its last write
Sent = tuple[Edit, dict[str, Any]]


def edits_of(day: str) -> dict[str, Edit]:
    """An edit of each kind that there is for a day of a numeric habit."""
    path = f"/habits/{WATER}/checkins"
    entry = f"{path}/{day}/entries/01M7YNHGNG0J9CE4RAQBW2RFY"
    amount = {"status": "done", "value": 3}
    return {
        "mark": Edit("PUT", f"{path}/{day}", {**amount, "note": "x"}),
        "days": Edit("PUT", path, {"days": [{"date": day, "status": "skip", "note": None}]}),
        "amount": Edit("PUT", f"{entry}1", {"value": 1}),
        "another": Edit("PUT", f"{entry}2", {"value": 2}),
    }


def at_once(person: Household, one: Sent, other: Sent, at: int) -> None:
    """The other edit comes before the call number `at` of the one, or after all of them."""
    came: list[int] = []

    def meanwhile() -> None:
        with clients.override(dynamodb=plain):
            came.append(person.edit(*other))

    plain = clients.client("dynamodb")
    with clients.override(dynamodb=Interrupted(plain, at, meanwhile)):
        assert person.edit(*one) == 200
    assert (came or [person.edit(*other)]) == [200]


def read(table: Table, user_id: str, first: list[Sent], last: list[Sent], at: int | None) -> Any:
    """What the person sees after the edits, of which the `last` two come at once (`at`)."""
    person = Household(table, user_id)
    for sent in first if at is not None else [*first, *last]:
        assert person.edit(*sent) == 200
    if at is not None:
        at_once(person, last[0], last[1], at)
    return days.seen(person)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("day", "before"), [("2099-05-10", "mark"), ("2099-03-31", "amount")])
def test_two_edits_of_a_day_at_once(day: str, before: str) -> None:
    edits = edits_of(day)
    first: list[Sent] = [(edits[before], stamp(0, "desk"))]
    for one, other, places in product(edits, edits, ((3, 6), (6, 3))):
        last = [
            (edits[name], stamp(place, "phone")) for name, place in zip((one, other), places, strict=True)
        ]
        with memory_table() as table:
            in_order = sorted(last, key=lambda sent: str(sent[1]["edited_at"]))
            expected = read(table, "ada", first, in_order, None)
            for at in range(1, CALLS):
                assert read(table, f"grace{at}", first, last, at) == expected, (one, other, places, at)


def test_two_edits_of_a_habit_at_once() -> None:
    edits = [
        Edit("PATCH", f"/habits/{RUN}", fields) for fields in ({"name": "Jog"}, {"name": "Go", "group": "A"})
    ]
    for places, at in product(((3, 6), (6, 3)), range(1, CALLS)):
        last = [(edit, stamp(place, "phone")) for edit, place in zip(edits, places, strict=True)]
        with memory_table() as table:
            person = Household(table, "ada")
            at_once(person, last[0], last[1], at)
            habit: Habit = person.ok("GET", f"/habits/{RUN}")
        assert (habit["name"], habit["group"]) == ("Go" if places == (3, 6) else "Jog", "A")
