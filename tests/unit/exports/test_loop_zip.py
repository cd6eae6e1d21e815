"""Loop's layout: the real exports beside the checkout come out as they went in, and its rules by example."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from functions.exports.loop_days import automatic
from functions.exports.loop_zip import loop_zip
from shared.habits.items import rules_from
from shared.transfer.archive import Archive, new_archive, new_habit
from shared.transfer.sources.recognise import read
from tests.unit.imports.files import NOW, zipped

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
LATER = NOW.replace(year=2027)
MADE = {"created_at": "2015-01-01T00:00:00.000Z"}


def files_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def exported(archive: Archive, today: date) -> dict[str, str]:
    rules = {habit["key"]: rules_from({**habit, **MADE}) for habit in archive["habits"]}
    return files_of(loop_zip(archive, rules, today))


def one(days: dict[str, list[Any]], **fields: Any) -> dict[str, str]:
    habit = new_habit("a", "Run", days=days, **fields)
    return exported({**new_archive("daybook", NOW), "habits": [habit]}, date(2025, 1, 4))


def samples() -> list[bytes]:
    folder = SAMPLES / "loop" / "csv_export"
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")}
    return [zipped(found), *(path.read_bytes() for path in sorted((SAMPLES / "mhabit").glob("*.zip")))]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample exports are not beside this checkout")
def test_loops_own_export_comes_out_as_it_went_in() -> None:
    """Names, headers, every cell, the days that Loop filled in, and the scores to their four decimals."""
    for data in samples():
        theirs, found = files_of(data), read(data, "auto", LATER)
        newest = max(line[:10] for line in theirs["Scores.csv"].splitlines()[1:])
        ours = exported(found.archive, date.fromisoformat(newest))  # type: ignore[union-attr]  # no table
        assert set(ours) == {*theirs, "README.txt"}
        for name, text in theirs.items():
            assert ours[name] == text, name


def test_a_habit_without_days_has_todays_score() -> None:
    files = one({})
    assert files["001 Run/Checkmarks.csv"] == "Date,Value,Notes\n"
    assert files["001 Run/Scores.csv"] == "Date,Score\n2025-01-04,0.0000\n"
    assert files["Checkmarks.csv"] == "Date,Run,\n2025-01-04,UNKNOWN,\n"


def test_amounts_are_thousandths() -> None:
    days = {
        "2025-01-01": ["done", 1.5],
        "2025-01-02": ["skip"],
        "2025-01-03": ["missed"],
        "2025-01-04": ["done", 0.003],
    }
    files = one(days, kind="numeric", unit="km", target=2)
    assert files["001 Run/Checkmarks.csv"].splitlines()[1:] == [
        "2025-01-04,4,",
        "2025-01-03,0,",
        "2025-01-02,SKIP,",
        "2025-01-01,1500,",
    ]
    assert files["Habits.csv"].splitlines()[1] == "001,Run,NUMERICAL,,,1,1,#1976D2,km,AT_LEAST,2.0,false"
    assert "0.003 became 0.004" in files["README.txt"]


def test_what_the_person_missed_stays_missed_between_days_that_count() -> None:
    days = {"2025-01-01": ["done"], "2025-01-02": ["missed"]}
    files = one(days, schedule={"type": "every", "days": 4})
    assert files["001 Run/Checkmarks.csv"].splitlines()[1:] == [
        "2025-01-04,YES_AUTO,",
        "2025-01-03,YES_AUTO,",
        "2025-01-02,NO,",
        "2025-01-01,YES_MANUAL,",
    ]


@pytest.mark.parametrize(
    ("done", "times", "days", "covered"),
    [
        ([10], 1, 1, [10]),
        ([10], 1, 3, [10, 11, 12]),
        ([10], 2, 3, []),
        ([10, 12], 2, 3, [10, 11, 12]),
        ([10, 13], 2, 3, []),
        # Two weeks that overlap: the earlier one gives way, back to its own last day.
        ([10, 14], 1, 7, [*range(7, 14), *range(14, 21)]),
        ([10, 11], 1, 7, [*range(4, 11), *range(11, 18)]),
    ],
)
def test_days_that_loop_fills_in(done: list[int], times: int, days: int, covered: list[int]) -> None:
    assert sorted(automatic(done, times, days)) == covered


def test_the_readme_tells_what_is_not_loops() -> None:
    habit = new_habit(
        "a",
        "=Run",
        schedule={"type": "weekdays", "days": [1, 4]},
        kind="numeric",
        target=5,
        unit="km",
        start_date="2025-01-01",
        reminders=[{"time": "08:00", "days": [1]}],
        icon="🏃",
    )
    vacation: Any = {"id": None, "start": "2025-01-01", "end": None, "habits": None, "note": None}
    archive: Archive = {**new_archive("daybook", NOW), "habits": [habit], "vacations": [vacation]}
    files = exported(archive, date(2025, 1, 4))
    told = files["README.txt"]
    for part in (
        "(Mon, Thu) became 2 times in 7 days",
        "starts on 2025-01-01",
        "reminders",
        "icon",
        "vacation",
    ):
        assert part in told
    assert "apostrophe" in told
    assert files["Habits.csv"].splitlines()[1] == "001,'=Run,NUMERICAL,,,2,7,#1976D2,km,AT_LEAST,10.0,false"
    assert "Nothing had to be" in one({})["README.txt"]


def test_folders_are_names_and_no_paths() -> None:
    archive: Archive = {
        **new_archive("daybook", NOW),
        "habits": [new_habit("a", "../../etc"), new_habit("b", "日本"), new_habit("c", "x" * 100)],
    }
    folders = [
        name.split("/")[0] for name in exported(archive, date(2025, 1, 4)) if name.endswith("/Scores.csv")
    ]
    assert folders == ["001 ....etc", "002", "003 " + "x" * 100]
    assert read(
        loop_zip(archive, {h["key"]: rules_from({**h, **MADE}) for h in archive["habits"]}, date(2025, 1, 4)),
        "auto",
        NOW,
    )


def test_the_same_day_gives_the_same_bytes() -> None:
    archive: Archive = {
        **new_archive("daybook", NOW),
        "habits": [new_habit("a", "Run", days={"2025-01-01": ["done"]})],
    }
    rules = {"a": rules_from({**archive["habits"][0], **MADE})}
    again: Archive = {**archive, "exported_at": "2025-01-04T09:00:00.000Z"}
    assert loop_zip(archive, rules, date(2025, 1, 4)) == loop_zip(again, rules, date(2025, 1, 4))
