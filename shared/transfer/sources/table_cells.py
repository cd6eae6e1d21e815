"""What people and programs write into tables: dates, yes and no, amounts."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

DateOrder = Literal["ymd", "dmy", "mdy"]
ORDERS: tuple[DateOrder, ...] = ("ymd", "dmy", "mdy")

_WORDS = {
    "done": "done complete completed check checked yes y true x on ok ja erledigt geschafft wahr ✓ ✔ ✅ ☑",
    "skip": "skip skipped excused rest pause paused s - – übersprungen ausgelassen",
    "missed": "missed miss fail failed no n false off not_done nein verpasst falsch ✗ ✘ ❌ ☐",
    "": "unknown none null nan n/a na ?",
}
STATUS = {word: status for status, words in _WORDS.items() for word in words.split()} | {
    "": "",
    "not done": "missed",
    "yes_manual": "done",
}
_NUMBERS = re.compile(r"(\d{1,4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,4})(?:[T ,].*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_MONTH_NAMES = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")


@lru_cache(maxsize=8192)
def date_of(cell: str, order: DateOrder) -> date | None:
    """The date in a cell, whatever separates its parts and whatever time follows; None when there is none. A
    year in front is always a year."""
    found = _COMPACT.fullmatch(cell) or _NUMBERS.fullmatch(cell)
    if found is None:
        return _named_month(cell)
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == 4:
        return _date(first, second, third)
    if order == "ymd" or len(found[3]) < 2 or len(found[3]) == 3:
        return None
    year = third if len(found[3]) == 4 else 2000 + third
    return _date(year, second, first) if order == "dmy" else _date(year, first, second)


def status_of(cell: str) -> str | None:
    """done, skip, missed, "" for nothing; None when the cell is no such word."""
    return STATUS.get(cell.strip().casefold())


def amount_of(cell: str) -> float | None:
    """The number in a cell, with a point or a comma before its decimals; None when there is none."""
    text = cell.strip().replace("\u00a0", "").replace(" ", "").replace("'", "")
    if "," in text and "." in text:
        thousands = "," if text.rindex(",") < text.rindex(".") else "."
        text = text.replace(thousands, "")
    try:
        return float(text.replace(",", ".")) if re.fullmatch(r"[-+]?[\d.,]+", text) else None
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named_month(cell: str) -> date | None:
    words = " ".join(cell.replace(",", " ").replace(".", " ").split())
    for form in _MONTH_NAMES:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    return None
