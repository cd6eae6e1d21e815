"""Tasks: any order of edits and any split over devices ends in the same tasks, with the same next one."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.table import Table
from shared.tasks.following import next_id
from tests.support.memory import memory_table
from tests.support.thorough import examples
from tests.unit.habits.merging import Delivery, Edit, deliveries, ties
from tests.unit.tasks.client import OTHER_STEP, STEP, Person

PLAIN, ROUND = "01M7YNHGNG0J9CE4RAQBW2RFZ1", "01M7YNHGNG0J9CE4RAQBW2RFZ2"
UNSEEN = ("version", "updated_at")  # how often and when somebody edited: of no meaning to a merge
STEPS = [{"id": STEP, "title": "Roses", "done": False}, {"id": OTHER_STEP, "title": "Ferns", "done": False}]

lists = st.permutations(STEPS).flatmap(
    lambda steps: st.lists(st.booleans(), min_size=2, max_size=2).map(
        lambda done: [{**step, "done": ticked} for step, ticked in zip(steps, done, strict=True)]
    )
)
fields: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["Water", "Prune"]),
    "note": st.sampled_from([None, "x"]),
    "priority": st.sampled_from(["none", "high"]),
    "tags": st.sampled_from([[], ["home"]]),
    "column": st.sampled_from(["todo", "doing", "done"]),
    "position": st.sampled_from([1.0, 2.5]),
    "subtasks": lists,
    "due": st.sampled_from([None, {"date": "2099-05-01"}, {"date": "2099-05-31", "time": "08:00"}]),
    "repeat": st.sampled_from([None, {"every": "day"}, {"every": "month", "from": "done"}]),
    "reminders": st.sampled_from([[], [{"at": "2099-05-01T08:00"}]]),
}
REPEATING = ("column", "due", "repeat", "title", "subtasks", "reminders")


def changed(task_id: str, names: tuple[str, ...]) -> st.SearchStrategy[Edit]:
    chosen = st.fixed_dictionaries({}, optional={name: fields[name] for name in names}).filter(bool)
    return chosen.map(lambda one: Edit("PATCH", f"/tasks/{task_id}", one))


def ticked(task_id: str) -> st.SearchStrategy[Edit]:
    path = f"/tasks/{task_id}/subtasks"
    steps = st.sampled_from([STEP, OTHER_STEP])
    return st.builds(lambda step, done: Edit("PUT", f"{path}/{step}", {"done": done}), steps, st.booleans())


plain = changed(PLAIN, tuple(name for name in fields if name != "repeat"))
done = st.just(Edit("POST", f"/tasks/{ROUND}/complete", {}))
lived = st.sampled_from(
    [
        Edit("DELETE", f"/tasks/{PLAIN}", {}, query=True),
        Edit("POST", f"/tasks/{PLAIN}/restore", {}, query=True),
    ]
)


def read(table: Table, user_id: str, edits: list[Any]) -> Any:
    """What the person sees in the end. A device sends what was refused once more when all is through, but not
    what it wanted to delete: it is gone."""
    person = Person(table, user_id)
    person.task(id=PLAIN, subtasks=STEPS)
    person.task(id=ROUND, subtasks=STEPS, repeat={"every": "week"}, due={"date": "2099-05-08"})
    refused = [one for one in edits if not sent(person, *one) and one[0].method != "DELETE"]
    while refused:
        left = [one for one in refused if not sent(person, *one)]
        if len(left) == len(refused):
            break
        refused = left
    return [seen(person, task_id) for task_id in (PLAIN, ROUND, next_id(ROUND))]


def sent(person: Person, edit: Edit, stamped: dict[str, Any]) -> bool:
    given = {"query": stamped} if edit.query else {"body": {**edit.body, **stamped}}
    status = person.send(edit.method, edit.path, **given).status
    assert status in (200, 204, 404)
    return bool(status != 404)


def seen(person: Person, task_id: str) -> Any:
    task = person.send("GET", f"/tasks/{task_id}").body
    return {name: task[name] for name in task if name not in (*UNSEEN, "instance")}


def same(found: Delivery) -> None:
    with memory_table() as table:
        assert read(table, "grace", found.as_sent) == read(table, "ada", found.in_order)


@examples(20)
@given(deliveries(plain | ticked(PLAIN)))
def test_fields_and_ticks(found: Delivery) -> None:
    same(found)


@examples(15)
@given(ties(plain | ticked(PLAIN)))
def test_edits_of_the_same_moment(found: Delivery) -> None:
    same(found)


@examples(25)
@given(deliveries(lived | lived | lived | plain))
def test_deleting_and_restoring(found: Delivery) -> None:
    same(found)


@examples(30)
@given(deliveries(done | changed(ROUND, REPEATING) | changed(ROUND, ("column", "repeat")) | ticked(ROUND)))
def test_the_next_one_of_a_task_that_repeats(found: Delivery) -> None:
    same(found)
