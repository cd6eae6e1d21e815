"""From an archive to the table."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given

from functions.imports.beside import write_entries
from functions.imports.committing import Cannot, check
from functions.imports.plan import Choices, Plan
from shared.habits.marks import DONE, IMPORTED, Mark, Stamp, decode_mark, decode_stamp, encode
from shared.habits.shapes import timestamp
from shared.transfer.archive import Archive, derived_id, habit_id, new_habit, to_json
from tests.support.memory import memory_table
from tests.support.thorough import examples
from tests.unit.imports.archives import archives
from tests.unit.imports.conftest import Imports
from tests.unit.imports.files import NOW, loop_zip
from tests.unit.imports.steps import READ, archive, loop, mark, marks

ENTRY = "01JMZ3V000000000000000000A"


def test_a_new_habit_with_its_days_and_notes(imports: Imports) -> None:
    state = imports.take(
        loop("Date,Value,Notes\n2025-02-01,YES_MANUAL,\n2025-01-31,SKIP,ill\n2025-01-30,UNKNOWN,why\n")
    )
    assert (state["status"], state["result"]) == (
        "done",
        {"habits_created": 1, "habits_merged": 0, "days": 2, "notes": 2, "tasks": 0},
    )
    assert "progress" not in state
    item = imports.habits()["Read"]
    assert item["id"] == READ
    assert item["created_at"] == "2025-01-31T00:00:00.000Z"
    assert item["dirty_from"] == "2025-01-31"
    assert item["past_edits"] == 2
    assert "importing_until" not in item
    assert {day: mark.status for day, mark in marks(imports, READ).items()} == {
        "2025-02-01": 3,
        "2025-01-31": 1,
    }
    january = imports.everything()[f"CHECKINS#2025-01#{READ}"]
    assert decode_stamp(january["31"]) == Stamp(0, IMPORTED)
    assert (january["n31"], january["n30"]) == (True, True)
    assert imports.everything()[f"DAYNOTE#{READ}#2025-01-30"]["text"] == "why"
    assert imports.everything()["HABIT#ORDER"]["ids"] == [READ]
    log = [item for sk, item in imports.everything().items() if sk.startswith(f"EDITS#{READ}#")]
    assert [(line["source"], line["to"]) for line in log] == [("import", {"days": 2, "notes": 2})]


def test_importing_twice_changes_nothing(imports: Imports) -> None:
    data = loop("Date,Value,Notes\n2025-02-01,YES_MANUAL,x\n2025-01-31,NO,\n")
    imports.take(data)
    before = imports.everything()
    for on_conflict in ("keep", "replace"):
        job = imports.upload(data)
        assert [row["action"] for row in imports.preview(job)["habits"]] == ["unchanged"]
        state = imports.commit(job, on_conflict=on_conflict)
        assert state["result"]["days"] == 0
        after = imports.everything()
        notes = [sk for sk in after if sk.startswith("DAYNOTE#")]
        assert {sk: item for sk, item in after.items() if sk not in notes} == {
            sk: item for sk, item in before.items() if sk not in notes
        }
        assert [after[sk]["text"] for sk in notes] == ["x"]


def test_a_later_export_of_the_same_tracker_adds_its_days(imports: Imports) -> None:
    imports.take(loop("2025-01-31,2\n"))
    job = imports.upload(loop("2025-02-01,2\n2025-01-31,2\n2025-01-01,0\n"))
    (row,) = imports.preview(job)["habits"]
    assert (row["action"], row["existing_id"], row["new_days"], row["conflicts"]) == ("merge", READ, 2, 0)
    result = {"habits_created": 0, "habits_merged": 1, "days": 2, "notes": 0, "tasks": 0}
    assert imports.commit(job)["result"] == result
    assert sorted(marks(imports, READ)) == ["2025-01-01", "2025-01-31", "2025-02-01"]
    assert imports.habits()["Read"]["dirty_from"] == "2025-01-01"


@pytest.mark.parametrize(("on_conflict", "after"), [("keep", [2, 0]), ("replace", [3, 3])])
def test_what_the_person_marked_or_unmarked_is_kept_or_replaced(
    imports: Imports, on_conflict: str, after: list[int]
) -> None:
    mark(imports, READ, "2025-01-01", Mark(2), 1_740_000_000_000)
    mark(imports, READ, "2025-01-02", Mark(0), 1_740_000_000_000)
    item = {"id": READ, "name": "Read", "kind": "yes_no", "schedule": {"type": "daily"}, "version": 1}
    imports.store.create({**item, "archived": False, "created_at": timestamp(NOW), "target_type": "at_least"})
    job = imports.upload(loop("2025-01-02,2\n2025-01-01,2\n"))
    assert imports.preview(job)["totals"]["conflicts"] == 2
    imports.commit(job, on_conflict=on_conflict)
    found = marks(imports, READ)
    assert [found.get(day, Mark(0)).status for day in ("2025-01-01", "2025-01-02")] == after


def test_a_mark_that_came_in_unseen_wins_and_the_other_days_of_its_month_come_in(imports: Imports) -> None:
    mark(imports, READ, "2025-01-01", Mark(2), 1_740_000_000_000)
    imports.take(loop("2025-01-02,2\n2025-01-01,2\n"))
    assert {day: mark.status for day, mark in marks(imports, READ).items()} == {
        "2025-01-01": 2,
        "2025-01-02": 3,
    }


def test_a_mark_that_is_made_after_the_import_wins_over_both(imports: Imports) -> None:
    for on_conflict in ("keep", "replace"):
        imports.take(loop("2025-01-01,2\n"), on_conflict=on_conflict)
        text = imports.everything()[f"CHECKINS#2025-01#{READ}"]["01"]
        assert text < encode(Stamp(int(imports.now.timestamp() * 1000) + 1, 5), Mark(2))


def test_keys_can_be_left_out_or_go_into_another_habit(imports: Imports) -> None:
    imports.take(loop("2025-01-01,2\n", "Lesen"))
    there = imports.habits()["Lesen"]["id"]
    data = loop_zip(
        "001,Read,YES_NO,,,1,1,,,,,false\n002,Run,YES_NO,,,1,1,,,,,false\n",
        {"001 Read": "2025-02-02,2\n", "002 Run": "2025-02-02,2\n"},
    )
    imports.take(data, skip=["Run"], into={"Read": there})
    assert list(imports.habits()) == ["Lesen"]
    assert sorted(marks(imports, there)) == ["2025-01-01", "2025-02-02"]


def test_days_that_do_not_fit_where_they_are_to_go_change_nothing(imports: Imports) -> None:
    imports.take(loop("2025-01-01,2\n"))
    before = imports.everything()
    numeric = archive(new_habit("k", "Run", kind="numeric", target=1, days={"2025-01-01": ["done", 5]}))
    for into in (READ, "01JMZ3V0000000000000000009"):
        state = imports.take(numeric, into={"k": into})
        assert state["status"] == "failed"
        assert "“Run”" in state["problem"]["detail"]
    assert imports.everything() == before


def test_a_habit_whose_kind_has_changed_in_the_tracker_becomes_a_second_one(imports: Imports) -> None:
    imports.take(loop("2025-01-01,2\n"))
    imports.take(
        loop_zip("001,Read,NUMERICAL,,,1,1,,p,AT_LEAST,5,false\n", {"001 Read": "2025-01-01,5000\n"})
    )
    items = [i for sk, i in imports.everything().items() if sk.startswith("HABIT#") and "name" in i]
    assert sorted(item["kind"] for item in items) == ["numeric", "yes_no"]


def test_a_deleted_habit_comes_back(imports: Imports) -> None:
    imports.take(loop("2025-01-01,2\n"))
    version = imports.habits()["Read"]["version"]
    imports.store.change(READ, version, {"deleted_at": timestamp(NOW), "ttl": 4_000_000_000}, ())
    job = imports.upload(loop("2025-01-01,2\n"))
    assert imports.preview(job)["habits"][0]["action"] == "restore"
    imports.commit(job)
    item = imports.habits()["Read"]
    assert "deleted_at" not in item
    assert "ttl" not in item
    assert item["version"] == version + 1


def test_more_habits_than_there_may_be_change_nothing() -> None:
    item = {"sk": "HABIT#x", "kind": "yes_no"}
    plan = Plan(new_habit("k", "Run"), "id", None)
    check([plan], [item] * 499, Choices())
    with pytest.raises(Cannot, match="501 habits"):
        check([plan], [item] * 500, Choices())
    check([plan._replace(item=item)], [item] * 500, Choices())  # it is one of them
    with pytest.raises(Cannot):
        check([plan._replace(item={**item, "deleted_at": "x"})], [item] * 500, Choices())


def test_new_habits_stand_behind_those_that_are_there(imports: Imports) -> None:
    imports.take(loop("2025-01-01,2\n"))
    imports.take(loop("2025-01-01,2\n", "Run"))
    assert imports.everything()["HABIT#ORDER"]["ids"] == [READ, derived_id("loop", "Run")]


def test_single_amounts_of_a_day(imports: Imports) -> None:
    one, two = ENTRY, "01JMZ3V000000000000000000B"
    habit = new_habit(
        "k",
        "Run",
        kind="numeric",
        target=5,
        days={"2025-01-01": ["done", 7]},
        entries={"2025-01-01": [[one, 2], [two, 3.5]]},
    )
    imports.take(archive(habit))
    made = habit_id("daybook", habit)
    item = imports.everything()[f"ENTRIES#{made}#2025-01-01"]
    assert decode_mark(item["base"]) == Mark(DONE, 1500)
    assert {entry: amount for entry, (_, amount) in item["entries"].items()} == {one: 2000, two: 3500}
    assert all(stamp > item["base"][:12] for stamp, _ in item["entries"].values())
    month = imports.everything()[f"CHECKINS#2025-01#{made}"]
    assert (decode_mark(month["01"]), month["e01"]) == (Mark(DONE, 7000), True)


def test_a_replaced_day_supersedes_the_single_amounts_that_it_had(imports: Imports) -> None:
    days = {"2025-01-01": ["done", 7]}
    habit = new_habit("k", "Run", kind="numeric", target=5, days=days, entries={"2025-01-01": [[ENTRY, 2]]})
    imports.take(archive(habit))
    sk = f"ENTRIES#{habit_id('daybook', habit)}#2025-01-01"
    before = imports.everything()[sk]
    changed = archive({**habit, "days": {"2025-01-01": ["done", 4]}, "entries": {}})
    assert imports.take(changed)["result"]["days"] == 0  # keep
    assert imports.everything()[sk] == before
    job = imports.upload(to_json(changed))
    assert imports.commit(job, on_conflict="replace")["result"]["days"] == 1
    after = imports.everything()[sk]
    assert decode_mark(after["base"]) == Mark(DONE, 4000)
    assert after["base"] > after["entries"][ENTRY][0]
    write_entries(imports.store, habit_id("daybook", habit), "2025-01-01", after["base"], [], 5)
    assert imports.everything()[sk] == after  # what is later is there already


def test_vacations_come_along_once(imports: Imports) -> None:
    own = "01JMZ3V000000000000000000V"
    vacation = {"id": own, "start": "2025-07-01", "end": None, "habits": ["k"], "note": "Sea"}
    elsewhere = {"id": None, "start": "2025-01-01", "end": "2025-01-02", "habits": ["left out"], "note": None}
    whole = archive(new_habit("k", "Run"), new_habit("left out", "X"), vacations=[vacation, elsewhere])
    imports.take(whole, skip=["left out"])
    found = imports.everything()["HABIT#PAUSES"]["vacations"]
    assert list(found) == [own]
    assert found[own]["habits"] == [derived_id("daybook", "k")]
    imports.take(whole, skip=["left out"])
    assert imports.everything()["HABIT#PAUSES"]["version"] == 1


@examples(3, suppress_health_check=[HealthCheck.too_slow])
@given(whole=archives(most_days=6))
def test_every_day_and_note_of_an_archive_is_in_the_table(whole: Archive) -> None:
    with memory_table() as table:
        imports = Imports(table)
        assert imports.take(whole)["status"] == "done"
        before = imports.everything()
        for habit in whole["habits"]:
            made = habit_id("daybook", habit)
            found = marks(imports, made)
            expected = {day: [{3: "done", 2: "missed", 1: "skip"}[m.status]] for day, m in found.items()}
            assert expected == {day: cell[:1] for day, cell in habit["days"].items()}
            amounts = {day: m.amount for day, m in found.items() if m.amount is not None}
            assert amounts == {day: round(c[1] * 1000) for day, c in habit["days"].items() if len(c) > 1}
            for day, text in habit["notes"].items():
                assert before[f"DAYNOTE#{made}#{day}"]["text"] == text
        imports.take(whole)
        assert imports.everything() == before
