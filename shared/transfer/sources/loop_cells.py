"""What a cell of Loop Habit Tracker means, in every form that it has been written in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shared.transfer.loop import NAMES, NO, SKIP, UNKNOWN, YES_AUTO, YES_MANUAL
from shared.transfer.sources.draft import HabitDraft

AUTOMATIC = (
    "days that Loop had filled in by itself",
    "nobody marked them, and neither score counts them",
)
# Loop 2.0 to 2.0.3 wrote its own object into the cell.
_ENTRY = re.compile(r"Entry\(timestamp=[^,]*, ?value=(-?\d+(?:\.\d+)?)[,)].*", re.DOTALL)


def bare(cell: str) -> str:
    """The cell's value without what 2.0 wrote around it."""
    cell = cell.strip()
    found = _ENTRY.fullmatch(cell) if cell.startswith("Entry(") else None
    return found[1] if found else cell


def is_plain(cells: Iterable[str]) -> bool:
    """Whether a numeric habit's cells are amounts and not thousandths: some versions write decimals."""
    return any("." in cell for cell in cells)


def take(habit: HabitDraft, day: str, cell: str, where: str, *, plain: bool = False) -> None:
    """Marks the day as the (bare) cell says; what it cannot say is a problem."""
    number = _number(cell)
    if number is None:
        habit.draft.problem(where, f"“{cell[:40]}” is not a value of Loop's")
    elif number == UNKNOWN:
        return
    elif number == SKIP and (not plain or cell in NAMES):
        habit.mark(day, "skip", None, where)
    elif habit.numeric:
        amount = number if plain and cell not in NAMES else number / 1000
        if amount == 0 and not habit.at_most:
            habit.mark(day, "missed", None, where)
        else:
            habit.mark(day, "done", amount, where)
    elif number == YES_AUTO:
        habit.draft.drop(*AUTOMATIC)
    elif number in (NO, YES_MANUAL):
        habit.mark(day, "done" if number == YES_MANUAL else "missed", None, where)
    else:
        habit.draft.problem(where, f"{cell[:40]} is not a value of a yes/no habit")


def _number(cell: str) -> float | None:
    if cell in NAMES:
        return NAMES[cell]
    try:
        return int(cell)
    except ValueError:
        pass
    try:
        return float(cell)
    except ValueError:
        return None
