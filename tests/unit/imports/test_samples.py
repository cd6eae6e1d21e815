"""Real exports of Loop's, beside the checkout (../shared/samples): no row is lost, and the score that Loop
itself exported comes out again, day by day, to its four printed decimals."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from functions.imports.plan import marks_of
from shared.habits.items import rules_from
from shared.habits.state import nothing
from shared.transfer.archive import ArchiveHabit, Parsed
from shared.transfer.sources.recognise import read
from tests.unit.imports.files import NOW, zipped

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
LATER = NOW.replace(year=2027)

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample exports are not beside this checkout (../shared/samples)"
)


def exports() -> list[bytes]:
    folder = SAMPLES / "loop" / "csv_export"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")}
    return [zipped(files), *(path.read_bytes() for path in sorted((SAMPLES / "mhabit").glob("*.zip")))]


def parsed(data: bytes) -> Parsed:
    found = read(data, "auto", LATER)
    assert isinstance(found, Parsed)
    assert not found.problems
    return found


def table(data: bytes, name: str) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return list(csv.reader(io.StringIO(archive.read(name).decode())))[1:]


def habits_of(data: bytes) -> Iterator[tuple[ArchiveHabit, str]]:
    """Each habit with its folder in the export."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        folders = sorted({name.split("/")[0] for name in archive.namelist() if "/" in name})
    yield from zip(parsed(data).archive["habits"], folders, strict=True)


def scores(habit: ArchiveHabit, through: date) -> dict[str, float]:
    """Daybook's score of every day from the first mark on."""
    item = {**habit, "created_at": "2015-01-01T00:00:00.000Z"}
    rules = rules_from(item)
    marks = {date.fromisoformat(day).toordinal(): mark for day, mark in marks_of(habit).items()}
    history: list[tuple[int, float]] = []
    nothing(rules).advance(rules, marks, through.toordinal(), history)
    return {date.fromordinal(day).isoformat(): score for day, score in history}


def test_the_score_is_the_one_that_loop_exported() -> None:
    compared = 0
    for data in exports():
        for habit, folder in habits_of(data):
            theirs = dict(table(data, f"{folder}/Scores.csv"))
            ours = scores(habit, date.fromisoformat(max(theirs)))
            # Before the first mark Loop prints 0 and Daybook has no score.
            assert {day: f"{ours.get(day, 0.0):.4f}" for day in theirs} == theirs, habit["name"]
            compared += len(theirs)
    assert compared == 19


def test_no_row_is_lost() -> None:
    for data in exports():
        found = parsed(data)
        dropped = sum(entry["count"] for entry in found.dropped)
        rows = [row for _, folder in habits_of(data) for row in table(data, f"{folder}/Checkmarks.csv")]
        assert sum(len(habit["days"]) for habit in found.archive["habits"]) + dropped == len(rows)
        assert dropped == sum(row[1] == "YES_AUTO" for row in rows)
        assert sum(len(habit["notes"]) for habit in found.archive["habits"]) == sum(bool(r[2]) for r in rows)


def test_the_backup() -> None:
    found = parsed((SAMPLES / "loop" / "databases" / "022.db").read_bytes())
    first, second = found.archive["habits"]
    assert (first["name"], first["question"], first["colour"]) == ("Work out", "Did you work out?", "teal")
    assert first["reminders"] == [{"time": "18:00", "days": [3, 4, 5, 6]}]
    assert (first["days"], second["days"]) == ({"2020-01-01": ["done"]}, {})
