"""Any CSV, with a mapping of its columns: a line a mark (long), or a line a day and a column a habit (wide).

A habit with an amount other than 0 and 1 is numeric. A table says nothing about targets and schedules: it is
daily, numeric ones at least 1, until the person says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, cast

from shared.transfer.archive import Parsed
from shared.transfer.formulas import unguarded
from shared.transfer.sources.draft import Draft, HabitDraft, Refused
from shared.transfer.sources.table_cells import ORDERS, DateOrder, amount_of, date_of, status_of
from shared.transfer.sources.table_columns import Columns, look
from shared.transfer.sources.texts import rows

_ROLES = ("date", "habit", "value", "status", "note")


class Cell(NamedTuple):
    """One habit on one line."""

    where: str
    day: str
    habit: str
    status: str
    value: str
    note: str


def parse(text: str, mapping: dict[str, Any], name: str, now: datetime) -> Parsed:
    """`mapping` as the API takes it; `name` is for the habit of a table that names none. Raises Refused when
    the mapping does not fit the table."""
    columns = look(text)
    places = _places(columns, mapping)
    wide = bool(mapping.get("wide"))

    def cells() -> Iterator[Cell]:
        return _wide(text, columns, places["date"]) if wide else _long(text, columns, places, name)

    draft = Draft("csv", now)
    order = mapping.get("date_order")
    order = cast("DateOrder", order if order in ORDERS else columns.guess.get("date_order", "ymd"))
    _take(draft, cells(), _numeric_habits(cells()), order)
    return draft.finish()


def _take(draft: Draft, cells: Iterator[Cell], numeric: set[str], order: DateOrder) -> None:
    habits: dict[str, HabitDraft] = {}
    for cell in cells:
        if not cell.habit:
            draft.problem(cell.where, "names no habit")
            continue
        habit = habits.get(cell.habit)
        if habit is None:
            fields: dict[str, Any] = {"kind": "numeric", "target": 1} if cell.habit in numeric else {}
            habit = habits[cell.habit] = draft.habit(cell.habit, cell.habit, cell.where, **fields)
        found = date_of(cell.day, order)
        day = draft.day(found.isoformat() if found else cell.day, cell.where)
        if day is not None:
            _mark(habit, day, cell)
            habit.note(day, cell.note)


def _mark(habit: HabitDraft, day: str, cell: Cell) -> None:
    """The status decides, and the value where there is none; the value of a numeric habit is its amount."""
    amount, status = amount_of(cell.value), status_of(cell.status)
    word = status_of(cell.value) if amount is None else None
    if status is None or (amount is None and word is None):
        wrong = cell.status if status is None else cell.value
        habit.draft.problem(cell.where, f"“{wrong[:40]}” is neither a status nor a number")
        return
    if not cell.status:
        status = word if amount is None else _status_of_amount(habit, amount)
    if status == "done" and habit.numeric and amount is None:
        amount = 1  # marked without an amount, between days that have one
    if status:
        habit.mark(day, status, amount, cell.where)


def _status_of_amount(habit: HabitDraft, amount: float) -> str:
    return "missed" if amount == 0 else "done"


def _numeric_habits(cells: Iterator[Cell]) -> set[str]:
    return {cell.habit for cell in cells if amount_of(cell.value) not in (None, 0, 1)}


def _long(text: str, columns: Columns, places: dict[str, int], name: str) -> Iterator[Cell]:
    for where, row in _body(text, columns):
        cell = {role: row[place].strip() for role, place in places.items() if place < len(row)}
        habit = cell.get("habit", "") if "habit" in places else name
        status, value = cell.get("status", ""), cell.get("value", "")
        if "status" not in places and "value" not in places:
            status = "done"  # a list of days on which it was done
        elif status and "value" not in places and amount_of(status) is not None:
            status, value = "", status
        note = unguarded(cell.get("note", ""))
        yield Cell(where, cell.get("date", ""), unguarded(habit), status, value, note)


def _wide(text: str, columns: Columns, date_place: int) -> Iterator[Cell]:
    for where, row in _body(text, columns):
        day = row[date_place].strip() if date_place < len(row) else ""
        for place, name in enumerate(columns.names):
            if place != date_place and place < len(row):
                yield Cell(f"{where}, {name[:40]}", day, name, "", row[place].strip(), "")


def _body(text: str, columns: Columns) -> Iterator[tuple[str, list[str]]]:
    table = rows(text, columns.delimiter)
    if columns.header:
        next(table, None)
    for line, row in table:
        yield f"line {line}", row


def _places(columns: Columns, mapping: dict[str, Any]) -> dict[str, int]:
    places = {}
    for role in _ROLES:
        name = mapping.get(role)
        if name is None:
            continue
        if name not in columns.names:
            raise Refused(f"The table has no column “{str(name)[:60]}”.", role)
        places[role] = columns.names.index(name)
    if "date" not in places:
        raise Refused("Say which column has the date.", "date")
    return places
