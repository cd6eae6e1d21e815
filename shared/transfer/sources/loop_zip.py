"""Loop Habit Tracker's CSV export, a zip. Its layout over the years:

    1.0     NAME/checkmarks.csv, no list of habits
    1.1-1.5 Habits.csv (Name,Description,NumRepetitions,Interval,Color)
    1.6-2.0 with a Position in front, and Question in 1.8; 001 NAME/Checkmarks.csv without a header
    2.1-2.3 Type, Unit, Target …, Archived?; checkmarks with a header, named values and notes

Columns are found by their names. The Checkmarks.csv of all habits at the root is not read: a comma in a name
breaks it, and it says nothing that the habits' own do not.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from shared.transfer.archive import Parsed
from shared.transfer.formulas import unguarded
from shared.transfer.loop import colour_of, schedule_of
from shared.transfer.sources import loop_cells
from shared.transfer.sources.draft import Draft, HabitDraft, Refused
from shared.transfer.sources.texts import decode, rows
from shared.transfer.sources.zips import Zip

LEAST_TARGET = 0.001


def parse(data: bytes, now: datetime) -> Parsed:
    """Raises Refused for what is no export of Loop's."""
    archive = Zip(data)
    root, files = _checkmarks(archive)
    draft = Draft("loop", now)
    listed = next((name for name in archive.names if name.lower() == f"{root}habits.csv".lower()), None)
    if listed is None and not files:
        raise Refused("There is no Habits.csv in this zip, so it is not Loop Habit Tracker's CSV export.")
    if listed is not None:
        _listed_habits(draft, archive, listed, files)
    for folder, name in files.items():
        _days(_habit(draft, _bare_name(folder), {}, name), archive, name)
    return draft.finish()


def _checkmarks(archive: Zip) -> tuple[str, dict[str, str]]:
    """Where the export begins in the zip ("" or a folder), and the habits' files by folder."""
    habits = [name for name in archive.names if name.rpartition("/")[2].lower() == "habits.csv"]
    root = min(habits, key=len)[: -len("habits.csv")] if habits else ""
    found = {}
    for name in archive.names:
        folder, _, file = name.removeprefix(root).rpartition("/")
        if name.startswith(root) and folder and "/" not in folder and file.lower() == "checkmarks.csv":
            found[folder] = name
    return root, found


def _listed_habits(draft: Draft, archive: Zip, listed: str, files: dict[str, str]) -> None:
    """The habits of Habits.csv; takes away the files that are theirs."""
    table = rows(decode(archive.read(listed)))
    _, header = next(table, (0, []))
    names = [name.strip().lower() for name in header]
    if "name" not in names:
        raise Refused("Habits.csv has no column Name, so it is not Loop Habit Tracker's.", listed)
    for number, (line, row) in enumerate(table, start=1):
        where = f"{listed}, line {line}"
        if len(row) < len(names):
            draft.problem(where, f"has {len(row)} cells, the first line {len(names)}")
            continue
        fields = dict(zip(names, (unguarded(cell.strip()) for cell in row), strict=False))
        habit = _habit(draft, fields["name"], fields, where)
        file = _file_of(fields, number, files)
        if file is None:
            draft.problem(where, f"there is no Checkmarks.csv for “{fields['name'][:60]}”")
        else:
            _days(habit, archive, files.pop(file))


def _file_of(fields: dict[str, str], number: int, files: dict[str, str]) -> str | None:
    """The folder of a habit: its position in front, or (1.0) its bare name."""
    position = fields.get("position", "")
    wanted = f"{int(position) if position.isdecimal() else number:03}"
    for folder in files:
        if folder == wanted or folder.startswith(f"{wanted} "):
            return folder
    return fields["name"] if fields["name"] in files else None


def _habit(draft: Draft, name: str, fields: dict[str, str], where: str) -> HabitDraft:
    question, description = fields.get("question"), fields.get("description")
    if "question" not in fields:
        question, description = description, None  # 1.x had one text, and asked it
    return draft.habit(
        name,
        name,
        where,
        question=question,
        description=description,
        schedule=schedule(draft, _frequency(fields), where),
        colour=colour_of(fields.get("color", "")),
        archived=fields.get("archived?", "").lower() == "true",
        **numeric(draft, fields, where),
    )


def _frequency(fields: dict[str, str]) -> tuple[Any, Any]:
    times = fields.get("frequencynumerator") or fields.get("numrepetitions") or 1
    return times, fields.get("frequencydenominator") or fields.get("interval") or 1


def schedule(draft: Draft, frequency: tuple[Any, Any], where: str) -> dict[str, Any]:
    """A schedule that keeps the score; what is none becomes daily, which is told."""
    try:
        found, changed = schedule_of(int(frequency[0]), int(frequency[1]))
    except (TypeError, ValueError, OverflowError):
        draft.problem(where, f"“{frequency[0]} times in {frequency[1]} days” is no frequency; kept as daily")
        return {"type": "daily"}
    if changed:
        draft.drop("a frequency as it was", changed)
    return found


def numeric(draft: Draft, fields: dict[str, str], where: str) -> dict[str, Any]:
    """Kind, unit and target by Loop's words."""
    if fields.get("type", "").upper() not in ("NUMERICAL", "NUMBER"):
        return {}
    try:
        target = float(fields.get("target value") or 0)
    except ValueError:
        target = -1.0
    at_most = fields.get("target type", "").upper() == "AT_MOST"
    least = 0.0 if at_most else LEAST_TARGET
    if not least <= target <= 10_000_000:  # also what is no number
        if target != 0:
            draft.problem(where, f"“{fields.get('target value')}” is no target; it is kept as {least:g}")
        target = least
    kind = {"kind": "numeric", "unit": fields.get("unit"), "target": round(target, 3)}
    return {**kind, "target_type": "at_most" if at_most else "at_least"}


def _days(habit: HabitDraft, archive: Zip, file: str) -> None:
    table = [(line, _cells(row)) for line, row in rows(decode(archive.read(file)))]
    if table and table[0][1] and table[0][1][0].strip().lower() == "date":
        table = table[1:]
    plain = habit.numeric and loop_cells.is_plain(row[1] for _, row in table if len(row) > 1)
    for line, row in table:
        where = f"{file}, line {line}"
        if len(row) < 2:
            habit.draft.problem(where, "is not a date and a value")
            continue
        day = habit.draft.day(row[0].strip(), where)
        if day is not None:
            loop_cells.take(habit, day, row[1], where, plain=plain)
            habit.note(day, unguarded(row[2]) if len(row) > 2 else None)


def _cells(row: list[str]) -> list[str]:
    """Date, bare value, note: in 2.0 the comma in Entry(timestamp=…, value=…) made two cells of one."""
    if len(row) > 2 and row[1].lstrip().startswith("Entry(") and ")" not in row[1]:
        row = [row[0], ",".join(row[1:3]), *row[3:]]
    return [row[0], loop_cells.bare(row[1]), *row[2:]] if len(row) > 1 else row


def _bare_name(folder: str) -> str:
    return re.sub(r"^\d{3,} ", "", folder)
