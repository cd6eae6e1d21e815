"""An archive as the file that the person gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from functions.exports.csvs import lines
from shared.habits.rules import Rules
from shared.transfer.archive import Archive, in_order
from shared.transfer.formulas import guarded

# The archive, its habits, their fields, their days: what is inside these stays on one line.
_LEVELS = 4


def written(form: str, archive: Archive, rules: Mapping[str, Rules], today: date) -> bytes:
    """The file: `json`, `loop` or `csv`. rules: how each habit is counted, by key. today: the person's."""
    if form == "json":
        return f"{_readable(archive, _LEVELS)}\n".encode()
    if form == "csv":
        return table(archive)
    from functions.exports.loop_zip import loop_zip

    return loop_zip(archive, rules, today)


def table(archive: Archive) -> bytes:
    """A line a mark or note, by day, in UTF-8 with a mark of it, without which Excel takes it for another
    encoding. Habits of the same name are told apart by a number."""
    rows = [("date", "habit", "status", "value", "unit", "note")]
    found, names = [], _names(archive)
    for place, habit in enumerate(in_order(archive)):
        for day in {*habit["days"], *habit["notes"]}:
            cell = habit["days"].get(day, [""])
            value = str(cell[1]) if len(cell) > 1 else ""
            texts = (names[habit["key"]], cell[0], value, habit["unit"] or "", habit["notes"].get(day, ""))
            found.append((day, place, tuple(guarded(text) for text in texts)))
    rows += [(day, *texts) for day, _, texts in sorted(found)]  # type: ignore[misc]  # five texts
    return lines(rows).encode("utf-8-sig")


def _names(archive: Archive) -> dict[str, str]:
    taken: set[str] = set()
    names = {}
    for habit in in_order(archive):
        name, number = habit["name"], 1
        while name in taken:
            number += 1
            name = f"{habit['name']} ({number})"
        taken.add(name)
        names[habit["key"]] = name
    return names


def _readable(value: Any, levels: int, indent: int = 0) -> str:
    """JSON with a line a field, down to so many levels."""
    if levels == 0 or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    inner = " " * (indent + 1)
    if isinstance(value, list):
        parts = [f"{inner}{_readable(item, levels - 1, indent + 1)}" for item in value]
        return "[\n" + ",\n".join(parts) + "\n" + " " * indent + "]"
    parts = [
        f"{inner}{json.dumps(name, ensure_ascii=False)}: {_readable(item, levels - 1, indent + 1)}"
        for name, item in value.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
