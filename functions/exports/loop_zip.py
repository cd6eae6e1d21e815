"""An archive as Loop Habit Tracker 2.3.1 would export it: the same files, headers and words
(https://github.com/iSoron/uhabits, HabitsCSVExporter). What Loop has no place for is told in a README.txt."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from functions.exports.csvs import lines
from functions.exports.loop_days import automatic
from functions.exports.loop_readme import readme
from shared.habits.marks import STATUS_CODES, Mark, thousandths
from shared.habits.rules import Rules
from shared.habits.state import nothing
from shared.transfer.archive import Archive, ArchiveHabit, in_order
from shared.transfer.formulas import guarded
from shared.transfer.loop import HEX, SKIP, frequency_of

_HABITS = (
    *("Position", "Name", "Type", "Question", "Description", "FrequencyNumerator", "FrequencyDenominator"),
    *("Color", "Unit", "Target Type", "Target Value", "Archived?"),
)
_CELLS = {"done": "YES_MANUAL", "missed": "NO", "skip": "SKIP"}
_UNKNOWN, _NO_SCORE = "UNKNOWN", "0.0000"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class Sheet(NamedTuple):
    """A habit's days (ordinals): Loop's cell of each that is known, notes, and the scores of all from the
    first known day on."""

    habit: ArchiveHabit
    folder: str
    cells: dict[int, str]
    notes: dict[int, str]
    scores: dict[int, str]


def loop_zip(archive: Archive, rules: Mapping[str, Rules], today: date) -> bytes:
    """The zip. rules: how each habit is counted, by key. The same archive on the same day gives the same
    bytes."""
    habits = in_order(archive)
    newest = max([today.isoformat(), *(day for habit in habits for day in habit["days"])])
    last = date.fromisoformat(newest).toordinal()
    sheets = [_sheet(number, habit, rules[habit["key"]], last) for number, habit in enumerate(habits, 1)]
    files = {
        "README.txt": readme(archive),
        "Habits.csv": lines([_HABITS, *(_line(*one) for one in enumerate(sheets, 1))]),
    }
    for sheet in sheets:
        files[f"{sheet.folder}/Checkmarks.csv"] = lines(_checkmarks(sheet))
        scores = sorted(sheet.scores.items(), reverse=True)
        files[f"{sheet.folder}/Scores.csv"] = lines(
            [("Date", "Score"), *((_day(n), text) for n, text in scores)]
        )
    first = min((day for sheet in sheets for day in sheet.scores), default=last)
    days = range(last, first - 1, -1)
    files["Scores.csv"] = _all(sheets, [sheet.scores for sheet in sheets], days, _NO_SCORE)
    files["Checkmarks.csv"] = _all(sheets, [sheet.cells for sheet in sheets], days, _UNKNOWN)
    return _zipped(files)


def _sheet(number: int, habit: ArchiveHabit, rules: Rules, last: int) -> Sheet:
    marks = {_ordinal(day): cell for day, cell in habit["days"].items()}
    cells = {day: _cell(habit, cell) for day, cell in marks.items()}
    if habit["kind"] == "yes_no":
        done = [day for day, cell in marks.items() if cell[0] == "done"]
        filled = automatic(done, *frequency_of(habit["schedule"]))
        cells |= {day: "YES_AUTO" for day in filled if day not in cells and day <= last}
    notes = {_ordinal(day): text for day, text in habit["notes"].items()}
    first = min([*cells, *notes], default=last)
    scores = {**dict.fromkeys(range(first, last + 1), _NO_SCORE), **_scores(marks, rules, last)}
    return Sheet(habit, _folder(number, habit["name"]), cells, notes, scores)


def _line(number: int, sheet: Sheet) -> tuple[str, ...]:
    habit = sheet.habit
    numeric = habit["kind"] == "numeric"
    times, days = frequency_of(habit["schedule"])
    unit, target = guarded(habit["unit"] or ""), habit["target"] or 0
    if numeric and habit["schedule"]["type"] == "weekdays":
        target = target * times  # a target of each of these days becomes one of the week
    return (
        f"{number:03}",
        guarded(habit["name"]),
        "NUMERICAL" if numeric else "YES_NO",
        guarded(habit["question"] or ""),
        guarded(habit["description"] or ""),
        str(times),
        str(days),
        HEX[habit["colour"]],
        *((unit, habit["target_type"].upper(), str(float(target))) if numeric else ("", "", "")),
        str(habit["archived"]).lower(),
    )


def _checkmarks(sheet: Sheet) -> Iterable[tuple[str, ...]]:
    yield "Date", "Value", "Notes"
    for day in sorted({*sheet.cells, *sheet.notes}, reverse=True):
        yield _day(day), sheet.cells.get(day, _UNKNOWN), guarded(sheet.notes.get(day, ""))


def _cell(habit: ArchiveHabit, cell: list[Any]) -> str:
    if habit["kind"] == "yes_no" or cell[0] == "skip":
        return _CELLS[cell[0]]
    if cell[0] == "missed":
        # To Loop 0 of a limit is a limit that was kept.
        return _UNKNOWN if habit["target_type"] == "at_most" else "0"
    amount = thousandths(cell[1])
    return str(amount + (amount == SKIP))  # this number would be a skipped day


def _scores(marks: Mapping[int, list[Any]], rules: Rules, last: int) -> dict[int, str]:
    known = {
        day: Mark(STATUS_CODES[cell[0]], thousandths(cell[1]) if len(cell) > 1 else None)
        for day, cell in marks.items()
    }
    history: list[tuple[int, float]] = []
    nothing(rules).advance(rules, known, last, history)
    return {day: f"{score:.4f}" for day, score in history}


def _all(sheets: list[Sheet], cells: list[dict[int, str]], days: range, otherwise: str) -> str:
    """Loop's table of all habits: each line ends in a comma."""
    header = ["Date", *(guarded(sheet.habit["name"]) for sheet in sheets), ""]
    return lines([header, *([_day(day), *(one.get(day, otherwise) for one in cells), ""] for day in days)])


def _zipped(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, _ZIP_TIME), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _folder(number: int, name: str) -> str:
    """As Loop names it: without what a file's name may not have."""
    return f"{number:03} {re.sub(r'[^ a-zA-Z0-9._-]+', '', name)[:100]}".strip()


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
