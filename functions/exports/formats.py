"""An archive as the file that the person gets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from shared.habits.marks import STATUS_CODES, Mark, thousandths
from shared.habits.rules import Rules
from shared.habits.state import nothing
from shared.transfer.archive import Archive, ArchiveHabit, in_order, to_json
from shared.transfer.loop import HEX, frequency_of

_HABITS = (
    *("Position", "Name", "Type", "Question", "Description", "FrequencyNumerator", "FrequencyDenominator"),
    *("Color", "Unit", "Target Type", "Target Value", "Archived?"),
)
_CELLS = {"done": "YES_MANUAL", "missed": "NO", "skip": "SKIP"}
# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def written(form: str, archive: Archive, rules: Mapping[str, Rules], now: datetime) -> bytes:
    """The file: `json`, `loop` or `csv`. rules: how each habit is counted, by key."""
    if form == "json":
        return to_json(archive)
    return loop_zip(archive, rules, now) if form == "loop" else table(archive)


def table(archive: Archive) -> bytes:
    """A line a mark or note, by day, in UTF-8 with a mark of it, without which Excel takes it for another
    encoding."""
    rows = [("date", "habit", "status", "value", "unit", "note")]
    found = []
    for place, habit in enumerate(in_order(archive)):
        for day in {*habit["days"], *habit["notes"]}:
            cell = habit["days"].get(day, [""])
            value = str(cell[1]) if len(cell) > 1 else ""
            texts = (habit["name"], cell[0], value, habit["unit"] or "", habit["notes"].get(day, ""))
            found.append((day, place, tuple(_safe(text) for text in texts)))
    rows += [(day, *texts) for day, _, texts in sorted(found)]  # type: ignore[misc]  # five texts
    return _csv(rows).encode("utf-8-sig")


def loop_zip(archive: Archive, rules: Mapping[str, Rules], now: datetime) -> bytes:
    """Loop Habit Tracker 2.3.1's CSV export. What Loop has no place for (reminders, vacations, single
    amounts, chosen weekdays) is left behind or becomes what is nearest."""
    import zipfile

    habits = in_order(archive)
    scores = {habit["key"]: _scores(habit, rules[habit["key"]], now) for habit in habits}
    marks = {
        habit["key"]: {day: _cell(habit, cell) for day, cell in habit["days"].items()} for habit in habits
    }
    files = {"Habits.csv": _csv([_HABITS, *(_line(n, one) for n, one in enumerate(habits, start=1))])}
    for number, habit in enumerate(habits, start=1):
        key, folder = habit["key"], _folder(number, habit["name"])
        days = sorted({*habit["days"], *habit["notes"]}, reverse=True)
        cells = [(day, marks[key].get(day, "UNKNOWN"), habit["notes"].get(day, "")) for day in days]
        files[f"{folder}/Checkmarks.csv"] = _csv([("Date", "Value", "Notes"), *cells])
        files[f"{folder}/Scores.csv"] = _csv([("Date", "Score"), *sorted(scores[key].items(), reverse=True)])
    files["Scores.csv"] = _all(habits, scores, "0.0000")
    files["Checkmarks.csv"] = _all(habits, marks, "UNKNOWN")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, _ZIP_TIME), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _line(number: int, habit: ArchiveHabit) -> tuple[str, ...]:
    numeric = habit["kind"] == "numeric"
    times, days = frequency_of(habit["schedule"])
    amounts = (habit["unit"] or "", habit["target_type"].upper(), str(float(habit["target"] or 0)))
    return (
        f"{number:03}",
        habit["name"],
        "NUMERICAL" if numeric else "YES_NO",
        habit["question"] or "",
        habit["description"] or "",
        str(times),
        str(days),
        HEX[habit["colour"]],
        *(amounts if numeric else ("", "", "")),
        str(habit["archived"]).lower(),
    )


def _cell(habit: ArchiveHabit, cell: list[Any]) -> str:
    if habit["kind"] == "yes_no" or cell[0] == "skip":
        return _CELLS[cell[0]]
    if cell[0] == "missed":
        # To Loop 0 of a limit is a limit that was kept.
        return "UNKNOWN" if habit["target_type"] == "at_most" else "0"
    amount = thousandths(cell[1])
    return str(amount + (amount == 3))  # 3 would be a skipped day


def _scores(habit: ArchiveHabit, rules: Rules, now: datetime) -> dict[str, str]:
    marks = {
        date.fromisoformat(day).toordinal(): Mark(
            STATUS_CODES[cell[0]], thousandths(cell[1]) if len(cell) > 1 else None
        )
        for day, cell in habit["days"].items()
    }
    history: list[tuple[int, float]] = []
    nothing(rules).advance(rules, marks, max([now.date().toordinal(), *marks]), history)
    return {date.fromordinal(day).isoformat(): f"{score:.4f}" for day, score in history}


def _all(habits: list[ArchiveHabit], cells: Mapping[str, Mapping[str, str]], otherwise: str) -> str:
    days = sorted({day for by_day in cells.values() for day in by_day}, reverse=True)
    rows = [[day, *(cells[one["key"]].get(day, otherwise) for one in habits), ""] for day in days]
    return _csv([["Date", *(habit["name"] for habit in habits), ""], *rows])


def _folder(number: int, name: str) -> str:
    """As Loop names it: without what a file's name may not have."""
    return f"{number:03} {re.sub(r'[^ a-zA-Z0-9._-]+', '', name)[:100]}".strip()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(rows: Iterable[Iterable[str]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()
