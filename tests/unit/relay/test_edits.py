"""Which lines edits leave in a habit's history, from what a person does to what a person reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.relay.edits import FIELDS, lines_of
from shared.habits.answers import Habit
from shared.habits.marks import DONE, IMPORTED, Mark, Stamp, device_hash, encode, encode_stamp
from shared.ids import new_ulid
from shared.stream import changes
from shared.table import Table
from tests.support.stream import record, stream_event
from tests.unit.habits.client import Person
from tests.unit.relay.journal import AT, Journal

TEN, ELEVEN, TWELVE = (f"2099-05-10T{hour}:00:00.000Z" for hour in (10, 11, 12))
LATE = "2099-05-10T11:45:00.000Z"
HABIT = "01JZ0000000000000000000001"
NOTHING = {"status": None, "value": None}


@pytest.fixture
def ada(table: Table) -> Person:
    return Person(table)


@pytest.fixture
def told(table: Table, ada: Person) -> Callable[[], list[dict[str, Any]]]:
    """The lines of what has happened since the last call."""
    journal = Journal(table, ada)
    return lambda: [line for change in journal.changes() for line in lines_of(change)]


Told = Callable[[], list[dict[str, Any]]]


def said(lines: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    return [(line["from"], line["to"]) for line in lines]


def done(value: float | None = None) -> dict[str, Any]:
    return {"status": "done", "value": value}


def test_a_mark_is_told_with_what_was_there_when_it_was_made_and_where(ada: Person, told: Told) -> None:
    habit_id = ada.habit()
    told()
    ada.check_in(habit_id, ada.today, edited_at=TEN, device="phone", sequence=3)

    [line] = told()
    assert line["sk"].startswith(f"EDITS#{habit_id}#{TEN}#2099-05-10#")
    assert {name: value for name, value in line.items() if name != "sk"} == {
        "pk": "USER#ada",
        "at": TEN,
        "device": device_hash("phone"),
        "source": "app",
        "kind": "checkin",
        "date": "2099-05-10",
        "from": NOTHING,
        "to": done(),
        "ttl": int(AT) + 400 * 24 * 60 * 60,
    }


def test_every_change_of_a_day_is_a_line(ada: Person, told: Told) -> None:
    habit_id = ada.habit(kind="numeric", target=2.5)
    told()
    seen = []
    for status, fields in (("done", {"value": 2.5}), ("done", {"value": 3}), ("skip", {}), (None, {})):
        ada.check_in(habit_id, ada.today, status, **fields)
        seen += said(told())
    skip = {"status": "skip", "value": None}
    assert seen == [(NOTHING, done(2.5)), (done(2.5), done(3)), (done(3), skip), (skip, NOTHING)]


def test_what_changes_nothing_is_no_line(ada: Person, told: Told) -> None:
    habit_id = ada.habit()
    ada.check_in(habit_id, ada.today, edited_at=TEN)
    told()
    ada.check_in(habit_id, ada.today, edited_at=TWELVE)
    ada.check_in(habit_id, ada.today, "skip", edited_at=ELEVEN)
    ada.check_in(habit_id, ada.day(1), None)
    assert told() == []


def test_days_marked_at_once_have_a_line_each(ada: Person, told: Told) -> None:
    habit_id = ada.habit()
    told()
    days = [{"date": str(ada.day(ago)), "status": "done"} for ago in range(40)]
    ada.ok("PUT", f"/habits/{habit_id}/checkins", {"days": days})

    lines = told()
    assert sorted(line["date"] for line in lines) == sorted(day["date"] for day in days)
    assert len({line["sk"] for line in lines}) == 40
    assert said(lines) == [(NOTHING, done())] * 40


def test_an_amount_is_told_as_what_the_day_comes_to(ada: Person, told: Told) -> None:
    """Each with its own time, also when a later one was there first."""
    habit_id = ada.habit(kind="numeric", target=8)
    ada.check_in(habit_id, ada.today, value=5, edited_at=TEN)
    told()
    path = f"/habits/{habit_id}/checkins/{ada.today}/entries/"
    late, early = new_ulid(), new_ulid()
    steps: list[tuple[str, str, Any, dict[str, Any]]] = [
        ("PUT", late, {"value": 1, "edited_at": LATE, "device": "phone"}, {}),
        ("PUT", early, {"value": 2, "edited_at": ELEVEN, "device": "desk"}, {}),
        ("DELETE", late, None, {"query": {"edited_at": TWELVE}}),
    ]
    lines = []
    for method, entry_id, body, options in steps:
        ada.send(method, path + entry_id, body, **options)
        lines += told()

    assert said(lines) == [(done(5), done(6)), (done(6), done(8)), (done(8), done(7))]
    assert [line["at"] for line in lines[:2]] == [LATE, ELEVEN]
    assert [line.get("device") for line in lines] == [device_hash("phone"), device_hash("desk"), None]

    ada.check_in(habit_id, ada.today, value=4, edited_at="2099-05-10T11:30:00Z")
    assert said(told()) == [(done(7), done(4))]


def test_only_the_changed_fields_of_a_habit_are_told(ada: Person, told: Told) -> None:
    habit_id = ada.habit(colour="red", group="Sport")
    told()
    change = {"name": "Walk", "colour": "red", "group": None, "reminders": [{"time": "07:30"}]}
    ada.ok("PATCH", f"/habits/{habit_id}", {**change, "edited_at": TEN, "device": "phone"})

    [line] = told()
    assert (line["kind"], line["at"], line["device"]) == ("habit", TEN, device_hash("phone"))
    assert line["from"] == {"name": "Run", "group": "Sport", "reminders": []}
    assert line["to"] == {
        "name": "Walk",
        "group": None,
        "reminders": [{"time": "07:30", "days": [1, 2, 3, 4, 5, 6, 7]}],
    }
    assert "date" not in line


def test_a_habits_life_is_told(ada: Person, told: Told) -> None:
    habit_id = ada.habit(name="Read", schedule={"type": "daily"})
    path = f"/habits/{habit_id}"
    seen = told()
    for method, part, body in (
        ("PATCH", "", {"archived": True}),
        ("PATCH", "", {"archived": False}),
        ("DELETE", "", None),
        ("POST", "/restore", None),
    ):
        ada.ok(method, path + part, body)
        seen += told()

    made, *others = said(seen)
    assert made[0] == {}
    assert made[1].items() >= {"name": "Read", "schedule": {"type": "daily"}, "kind": "yes_no"}.items()
    assert "archived" not in made[1]
    assert "target_type" not in made[1]
    assert others == [
        ({"archived": False}, {"archived": True}),
        ({"archived": True}, {"archived": False}),
        ({"deleted": False}, {"deleted": True}),
        ({"deleted": True}, {"deleted": False}),
    ]
    assert len({line["sk"] for line in seen}) == 5


def test_bookkeeping_is_no_news(ada: Person, table: Table, told: Told) -> None:
    habit_id = ada.habit()
    told()
    key = f"HABIT#{habit_id}"
    for bookkeeping in (
        {"checkpoint": {"through": "2099-04"}, "past_edits": 3},
        {"pauses": [["2099-05-01", None]], "dirty_from": "2099-05-01"},
        {"importing_until": 5},
        {"version": 9, "stamps": {"name": encode_stamp(Stamp(5))}},
    ):
        table.update("USER#ada", key, set=bookkeeping)
        assert told() == []
    table.update("USER#ada", key, remove=["importing_until", "checkpoint"])
    ada.ok("PUT", "/habits/order", {"ids": [habit_id]})
    ada.check_in(habit_id, ada.today, note="far")
    told()
    ada.check_in(habit_id, ada.today, note="farther")
    assert told() == []


def test_every_field_that_a_person_can_set_is_told() -> None:
    of_itself = {"id", "version", "created_at", "updated_at", "frozen_days"}
    assert {*FIELDS, *of_itself} == Habit.__annotations__.keys()


def test_an_import_leaves_its_line_to_itself() -> None:
    imported = encode(Stamp(0, IMPORTED), Mark(DONE, 5000))
    habit = {"id": HABIT, "name": "Run", "version": 1, "importing_until": 5, "created_at": TEN}
    back = {**habit, "version": 2, "importing_until": 6}
    amounts = {"base": imported, "entries": {HABIT: [encode_stamp(Stamp(0, IMPORTED, 1)), 5]}, "version": 1}
    records = [
        record("USER#ada", f"HABIT#{HABIT}", None, habit),
        record("USER#ada", f"HABIT#{HABIT}", {**habit, "deleted_at": TEN}, back),
        record("USER#ada", f"HABIT#{HABIT}", back, {name: back[name] for name in back if name[0] != "i"}),
        record("USER#ada", f"CHECKINS#2099-05#{HABIT}", None, {"01": imported, "02": imported, "e02": True}),
        record("USER#ada", f"ENTRIES#{HABIT}#2099-05-02", None, amounts),
    ]
    assert [line for change in changes(stream_event(*records)) for line in lines_of(change)] == []


def test_what_is_marked_over_an_import_is_told(ada: Person, table: Table, told: Told) -> None:
    habit_id = ada.habit()
    table.put(
        {"pk": "USER#ada", "sk": f"CHECKINS#2099-05#{habit_id}", "10": encode(Stamp(0, IMPORTED), Mark(DONE))}
    )
    told()
    ada.check_in(habit_id, ada.today, "missed")
    assert said(told()) == [(done(), {"status": "missed", "value": None})]


def test_removed_items_and_other_items_are_no_edits() -> None:
    mark = encode(Stamp(5), Mark(DONE))
    records = [
        record("USER#ada", f"HABIT#{HABIT}", {"name": "Run", "deleted_at": TEN}, None),
        record("USER#ada", f"CHECKINS#2099-05#{HABIT}", {"01": mark}, None),
        record("USER#ada", f"ENTRIES#{HABIT}#2099-05-02", {"base": mark, "entries": {}}, None),
        record("USER#ada", "HABIT#ORDER", None, {"ids": [HABIT]}),
        record("USER#ada", "HABIT#PAUSES", None, {"vacations": {}}),
        record("USER#ada", "PROFILE", None, {"name": "Ada"}),
    ]
    assert [line for change in changes(stream_event(*records)) for line in lines_of(change)] == []


def test_sending_back_what_was_there_undoes_the_edit(ada: Person, told: Told) -> None:
    habit_id = ada.habit(kind="numeric", target=3, unit="km", group="Sport")
    ada.check_in(habit_id, ada.today, value=2)
    path = f"/habits/{habit_id}"
    fields = ("name", "group", "target", "schedule", "reminders", "end_date", "question", "archived")
    before = ada.ok("GET", path), ada.marks(habit_id, ada.today, ada.today)[0]
    told()

    change = {
        "name": "Walk", "group": None, "target": 5, "schedule": {"type": "every", "days": 2},
        "archived": True, "reminders": [{"time": "07:30"}], "end_date": "2099-12-31", "question": "Far?",
    }  # fmt: skip
    ada.ok("PATCH", path, change)
    ada.check_in(habit_id, ada.today, "skip")
    day_line, habit_line = told()
    ada.ok("PATCH", path, habit_line["from"])
    ada.check_in(habit_id, ada.today, **day_line["from"])

    after = ada.ok("GET", path), ada.marks(habit_id, ada.today, ada.today)[0]
    assert [after[0][name] for name in fields] == [before[0][name] for name in fields]
    assert (after[1]["status"], after[1]["value"]) == ("done", 2)
