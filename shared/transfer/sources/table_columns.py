"""A first look at a table: its delimiter, its columns, and which of them is likely to be what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

from shared.transfer.sources.draft import Refused
from shared.transfer.sources.table_cells import ORDERS, DateOrder, amount_of, date_of, status_of
from shared.transfer.sources.texts import rows

SAMPLE_ROWS = 5
MAX_COLUMNS = 501  # a date and as many habits as there may be
_LOOKED_AT = 400
_CELL_SHOWN = 100
_DELIMITERS = (",", ";", "\t", "|")
_ROLES = {
    "habit": ("habit", "habitname", "name", "task", "taskname", "activity", "title", "gewohnheit"),
    "status": ("status", "state", "done", "completed", "result", "erledigt", "checkmark"),
    "value": ("value", "amount", "count", "quantity", "number", "wert", "menge", "anzahl"),
    "note": ("note", "notes", "comment", "comments", "commenttext", "text", "notiz", "notizen", "kommentar"),
}


class Columns(NamedTuple):
    """`names`: unique, in order. `rows`: the first ones. `guess`: a mapping as the API takes it, {} when no
    date is in sight. `header`: whether the first line has the names."""

    names: list[str]
    rows: list[list[str]]
    guess: dict[str, Any]
    delimiter: str
    header: bool


def look(text: str) -> Columns:
    """Raises Refused for what is no table."""
    delimiter = _delimiter(text)
    table = [row for _, row in islice(rows(text, delimiter), _LOOKED_AT)]
    width = max((len(row) for row in table), default=0)
    if len(table) < 2 or width < 2:
        raise Refused("This is no table: it needs at least two columns and a line below the first.")
    if width > MAX_COLUMNS:
        raise Refused(f"The table has {width} columns; at most {MAX_COLUMNS} can be read.")
    header = not any(_any_date(cell) for cell in table[0])
    names = _unique(table[0] if header else [], width)
    body = table[1:] if header else table
    shown = [[cell[:_CELL_SHOWN] for cell in row] for row in body[:SAMPLE_ROWS]]
    return Columns(names, shown, _guess(names, body), delimiter, header)


def _delimiter(text: str) -> str:
    """The one that cuts the first lines into the most cells of equal number."""

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for _, row in islice(rows(text[:200_000], delimiter), 20)]
        common = max(set(widths), key=widths.count, default=0)
        return (widths.count(common) if common > 1 else 0, common)

    return max(_DELIMITERS, key=agreement)


def _unique(given: Sequence[str], width: int) -> list[str]:
    names: list[str] = []
    for index in range(width):
        name = (given[index].strip() if index < len(given) else "")[:_CELL_SHOWN] or f"Column {index + 1}"
        number, unique = 1, name
        while unique in names:
            number += 1
            unique = f"{name} ({number})"
        names.append(unique)
    return names


def _guess(names: list[str], body: list[list[str]]) -> dict[str, Any]:
    cells = {
        name: [row[i].strip() for row in body if i < len(row) and row[i].strip()]
        for i, name in enumerate(names)
    }
    dated = [(name, order) for order in ORDERS for name in names if _all_dates(cells[name], order)]
    if not dated:
        return {}
    date_name, order = dated[0]
    guess: dict[str, Any] = {"date": date_name, "date_order": order}
    for role, words in _ROLES.items():
        for name in names:
            if name != date_name and name.replace(" ", "").replace("_", "").casefold() in words:
                guess.setdefault(role, name)
    others = [name for name in names if name != date_name]
    wide = "habit" not in guess and all(_is_mark(cell) for name in others for cell in cells[name])
    return {"date": date_name, "date_order": order, "wide": True} if wide else {**guess, "wide": False}


def _all_dates(cells: list[str], order: DateOrder) -> bool:
    return bool(cells) and all(date_of(cell, order) for cell in cells)


def _any_date(cell: str) -> bool:
    return any(date_of(cell.strip(), order) for order in ORDERS)


def _is_mark(cell: str) -> bool:
    return status_of(cell) is not None or amount_of(cell) is not None
