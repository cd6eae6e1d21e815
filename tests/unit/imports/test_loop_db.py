"""Loop's SQLite backup, and databases that are something else."""

from __future__ import annotations

import pytest

from shared.transfer.archive import Parsed
from shared.transfer.sources.draft import Refused
from shared.transfer.sources.recognise import read
from tests.unit.imports.files import (
    HABITS_TABLE,
    NOW,
    REPETITIONS_TABLE,
    database_of,
    day_ms,
    loop_backup,
)

HABIT = (
    "INSERT INTO Habits (id, archived, color, description, question, freq_den, freq_num, name, position,"
    " reminder_hour, reminder_min, reminder_days, type, target_type, target_value, unit) VALUES "
)
READ = HABIT + "(1, 0, 8, 'About', 'Did you?', 7, 3, 'Read', 1, 18, 5, 113, 0, 0, 0, '')"
RUN = HABIT + "(2, 1, 11, '', '', 1, 1, 'Run', 0, null, null, 0, 1, 0, 5.5, 'km')"


def parsed(data: bytes) -> Parsed:
    found = read(data, "loop", NOW)
    assert isinstance(found, Parsed)
    return found


def repetition(habit: int, day: str, value: int, notes: str = "") -> str:
    columns = "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES "
    return columns + f"({habit}, {day_ms(day)}, {value}, '{notes}')"


def test_habits_and_their_days() -> None:
    found = parsed(
        loop_backup(
            READ,
            RUN,
            repetition(1, "2025-01-01", 2),
            repetition(1, "2025-01-02", 0, "ill"),
            repetition(1, "2025-01-03", 3),
            repetition(1, "2025-01-04", 1),
            repetition(2, "2025-01-01", 7250),
        )
    )
    run, reading = found.archive["habits"]  # in the order of their positions
    assert reading["days"] == {"2025-01-01": ["done"], "2025-01-02": ["missed"], "2025-01-03": ["skip"]}
    assert reading["notes"] == {"2025-01-02": "ill"}
    assert (reading["question"], reading["description"], reading["colour"]) == ("Did you?", "About", "teal")
    assert reading["schedule"] == {"type": "times", "times": 3, "period": "week"}
    # Loop's week begins on Saturday: 113 is Saturday, Wednesday, Thursday and Friday.
    assert reading["reminders"] == [{"time": "18:05", "days": [3, 4, 5, 6]}]
    assert (run["kind"], run["target"], run["unit"], run["archived"]) == ("numeric", 5.5, "km", True)
    assert run["days"] == {"2025-01-01": ["done", 7.25]}
    assert run["reminders"] == []
    assert sum(entry["count"] for entry in found.dropped) == 1


def test_before_version_23_the_only_text_is_the_question() -> None:
    old = (
        HABIT.replace(" question,", "") + "(1, 0, 8, 'Did you?', 1, 1, 'Read', 1, null, null, 0, 0, 0, 0, '')"
    )
    data = database_of(HABITS_TABLE.format(more=""), REPETITIONS_TABLE.format(more=""), old, version=22)
    (habit,) = parsed(data).archive["habits"]
    assert (habit["question"], habit["description"]) == ("Did you?", None)


def test_before_there_were_values_a_row_is_a_day_done() -> None:
    habits = "CREATE TABLE Habits (id integer, name text, freq_num integer, freq_den integer, color integer)"
    repetitions = "CREATE TABLE Repetitions (id integer, habit integer, timestamp integer)"
    rows = (
        "INSERT INTO Habits VALUES (1, 'Read', 1, 1, -123)",
        "INSERT INTO Repetitions VALUES (1, 1, 1462060800000)",
    )
    (habit,) = parsed(database_of(habits, repetitions, *rows, version=9)).archive["habits"]
    assert (habit["days"], habit["colour"]) == ({"2016-05-01": ["done"]}, "blue")


def test_the_zip_and_the_backup_meet_in_the_same_habit() -> None:
    from shared.transfer.archive import habit_id
    from tests.unit.imports.files import loop_zip

    from_zip = parsed(loop_zip("001,Read,YES_NO,,,3,7,#D32F2F,,,,false\n", {"001 Read": ""}))
    from_backup = parsed(loop_backup(READ))
    ids = {habit_id("loop", found.archive["habits"][0]) for found in (from_zip, from_backup)}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("value", "reason"),
    [("'soon'", "is not a time"), (str(day_ms("1999-01-01")), "before 2000"), ("9e300", "is not a time")],
)
def test_rows_that_cannot_be_right_are_told_and_the_others_stay(value: str, reason: str) -> None:
    columns = "INSERT INTO Repetitions (id, habit, timestamp, value) VALUES "
    broken = columns + f"(77, 1, {value}, 2)"
    found = parsed(loop_backup(READ, repetition(1, "2025-01-01", 2), broken))
    assert found.archive["habits"][0]["days"] == {"2025-01-01": ["done"]}
    assert [problem["where"] for problem in found.problems] == ["Repetitions, id 77"]
    assert reason in found.problems[0]["reason"]


def test_rows_of_a_habit_that_is_not_there_are_told() -> None:
    found = parsed(loop_backup(READ, repetition(9, "2025-01-01", 2)))
    assert "the habit 9" in found.problems[0]["reason"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW Extra AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON Habits BEGIN DELETE FROM Habits; END",
        "CREATE VIRTUAL TABLE v USING fts5(x)",
    ],
)
def test_what_would_run_when_it_is_read_is_refused(statement: str) -> None:
    with pytest.raises(Refused, match="Loop never makes"):
        read(loop_backup(READ, statement), "loop", NOW)


def test_a_view_in_the_place_of_a_table_is_refused() -> None:
    data = database_of("CREATE VIEW Habits AS SELECT 1 AS id", REPETITIONS_TABLE.format(more=""))
    with pytest.raises(Refused, match="Loop never makes"):
        read(data, "loop", NOW)


def test_computed_columns_are_refused() -> None:
    computed = ", extra text generated always as (upper(name))"
    data = database_of(HABITS_TABLE.format(more=computed), REPETITIONS_TABLE.format(more=""))
    with pytest.raises(Refused, match="not Loop"):
        read(data, "loop", NOW)


@pytest.mark.parametrize(
    "statements",
    [["CREATE TABLE t (x)"], ["CREATE TABLE Habits (x)", "CREATE TABLE Repetitions (habit, timestamp)"]],
)
def test_another_database_is_refused(statements: list[str]) -> None:
    with pytest.raises(Refused, match="not Loop"):
        read(database_of(*statements), "loop", NOW)


def test_a_later_version_is_refused_with_a_way_out() -> None:
    with pytest.raises(Refused, match="CSV export") as refused:
        read(loop_backup(READ, version=26), "loop", NOW)
    assert refused.value.errors == [{"where": "user_version", "reason": "26 is later than 25"}]


@pytest.mark.parametrize("change", ["cut", "noise"])
def test_a_damaged_database_is_refused(change: str) -> None:
    data = bytearray(
        loop_backup(READ, *(repetition(1, f"2025-01-{d:02}", 2, "x" * 900) for d in range(1, 29)))
    )
    broken = data[:6000] if change == "cut" else data[:4096] + b"\xff" * (len(data) - 4096)
    with pytest.raises(Refused, match="damaged|no habit|not Loop"):
        read(bytes(broken), "loop", NOW)


def test_nothing_stays_on_disk(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile
    from pathlib import Path

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    parsed(loop_backup(READ))
    with pytest.raises(Refused):
        read(loop_backup(READ)[:3000], "loop", NOW)
    assert not list(Path(str(tmp_path)).iterdir())
