"""An archive in the making: everything that comes out of a file goes through here, and only what the API
would take too comes in. What is too long is shortened and told; what cannot be right is left out, with where
and why."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from datetime import date, datetime
from functools import lru_cache
from typing import Any, get_args

from shared.habits.days import latest_today
from shared.habits.limits import FIRST_DAY, MAX_AMOUNT, MAX_HABITS
from shared.habits.marks import amount_value, thousandths
from shared.ids import is_ulid
from shared.transfer.archive import ArchiveHabit, Parsed, Problem, Source, new_archive, new_habit

MAX_NAME, MAX_QUESTION, MAX_DESCRIPTION, MAX_NOTE, MAX_UNIT, MAX_GROUP = 100, 200, 2000, 1000, 20, 50
PROBLEMS_KEPT = 100
SOURCES: tuple[str, ...] = get_args(Source)

_UNNAMED = "Unnamed habit"
_LIMITS = {
    "question": MAX_QUESTION,
    "description": MAX_DESCRIPTION,
    "unit": MAX_UNIT,
    "group": MAX_GROUP,
}


class Refused(Exception):
    """The file as a whole cannot be taken in. `detail` tells the person what is wrong and what to do, `where`
    names the place."""

    def __init__(self, detail: str, where: str = "", reason: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors: list[Problem] = [{"where": where, "reason": reason or detail}] if where else []


class Draft:
    """Collects a file's habits. `now` tells which days are in the future for everybody."""

    def __init__(self, source: Source, now: datetime) -> None:
        self.archive = new_archive(source, now)
        self.problems: list[Problem] = []
        self.problem_count = 0
        self._dropped: Counter[tuple[str, str]] = Counter()
        self._first, self._last = FIRST_DAY, latest_today(now)
        self._keys: set[str] = set()

    def problem(self, where: str, reason: str) -> None:
        """Something that is left out because it cannot be right."""
        self.problem_count += 1
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append({"where": where, "reason": reason})

    def drop(self, what: str, why: str, count: int = 1) -> None:
        """Something that is left out on purpose."""
        if count:
            self._dropped[what, why] += count

    def habit(self, key: str, name: object, where: str, **fields: Any) -> HabitDraft:
        """A habit begins. Equal keys are told apart by a number. Raises Refused when there are too many."""
        if len(self.archive["habits"]) >= MAX_HABITS:
            raise Refused(f"The file has more than {MAX_HABITS} habits.", where)
        texts = {
            field: self.text(fields.get(field), limit, field, lines=field == "description")
            for field, limit in _LIMITS.items()
        }
        title = self.text(name, MAX_NAME, "name")
        if fields.get("target") is not None:
            fields["target"] = amount_value(thousandths(fields["target"]))
        if title is None:
            self.problem(where, f"has no name; it is called “{_UNNAMED}”")
        habit = new_habit(self._unique(key), title or _UNNAMED, **{**fields, **texts})
        self.archive["habits"].append(habit)
        return HabitDraft(self, habit)

    def text(self, value: object, limit: int, what: str, *, lines: bool = False) -> str | None:
        """A text as the API would keep it: NFC, without control characters, not too long, in one line or
        several; None for none."""
        text = "" if value is None else str(value)
        if not (text.isascii() and text.isprintable()):
            text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
            text = text if lines else text.replace("\n", " ").replace("\t", " ")
            text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
        text = text.strip()
        if len(text) > limit:
            self.drop(f"the end of a {what}", f"a {what} has at most {limit} characters")
            text = text[:limit].rstrip()
        return text or None

    def day(self, text: str, where: str) -> str | None:
        """A date (yyyy-mm-dd) if it can be marked, else a problem and None."""
        day = parse_day(text)
        if day is None:
            self.problem(where, f"“{text[:40]}” is not a date of the form 2025-03-01")
        elif day < self._first:
            self.problem(where, f"{text} is before {self._first}")
        elif day > self._last:
            self.problem(where, f"{text} is in the future")
        else:
            return day.isoformat()
        return None

    def finish(self) -> Parsed:
        """The whole. Raises Refused when there is neither a habit nor a task in it."""
        if not self.archive["habits"] and "tasks" not in self.archive:
            raise Refused("There is no habit in this file.")
        if not self.archive["order"]:
            self.archive["order"] = [habit["key"] for habit in self.archive["habits"]]
        for habit in self.archive["habits"]:
            for by_day in (habit["days"], habit["notes"], habit["entries"]):
                _sort(by_day)
        dropped = [{"what": what, "count": n, "why": why} for (what, why), n in self._dropped.items()]
        return Parsed(self.archive, dropped, self.problems, self.problem_count)  # type: ignore[arg-type]  # a literal

    def _unique(self, key: str) -> str:
        key = unicodedata.normalize("NFC", key.encode(errors="replace").decode())[:200] or _UNNAMED
        name, number = key, 1
        while name in self._keys:
            number += 1
            name = f"{key} ({number})"
        self._keys.add(name)
        return name


class HabitDraft:
    """One habit, whose days are coming in."""

    def __init__(self, draft: Draft, habit: ArchiveHabit) -> None:
        self.draft, self.habit = draft, habit
        self.numeric = habit["kind"] == "numeric"

    @property
    def at_most(self) -> bool:
        return self.numeric and self.habit["target_type"] == "at_most"

    def mark(self, day: str, status: str, amount: object, where: str) -> bool:
        """A day (checked) is done, skip or missed; amount: of a numeric habit that is done. A second,
        different mark of a day is a problem. Gives whether the mark is there now."""
        cell: list[Any] = [status]
        if self.numeric and status == "done":
            value = self._amount(amount, where)
            if value is None:
                return False
            cell.append(value)
        there = self.habit["days"].setdefault(day, cell)
        if there != cell:
            self.draft.problem(where, f"{day} is there twice with different marks; the first is kept")
        return there == cell

    def note(self, day: str, text: object) -> None:
        """A note of a day (checked), with a mark or without."""
        note = self.draft.text(text, MAX_NOTE, "note", lines=True)
        if note:
            self.habit["notes"].setdefault(day, note)

    def entries(self, day: str, entries: list[Any], where: str) -> None:
        """The day's single amounts, [[id, amount], …]; only for a numeric day that is done."""
        cell, found = self.habit["days"].get(day), []
        for entry in entries:
            entry_id, raw = entry if isinstance(entry, list) and len(entry) == 2 else (None, None)
            value = self._amount(raw, where) if isinstance(entry_id, str) and is_ulid(entry_id) else None
            if value is not None:
                found.append([entry_id, value])
        if not self.numeric or cell is None or cell[0] != "done" or len(found) < len(entries):
            self.draft.problem(where, "has entries that do not fit their day; its amount is kept as a whole")
        elif found:
            self.habit["entries"][day] = found

    def _amount(self, raw: object, where: str) -> float | int | None:
        try:
            value = float(raw)  # type: ignore[arg-type]  # whatever it is: what is no number raises
        except (TypeError, ValueError):
            self.draft.problem(where, f"“{str(raw)[:40]}” is not a number")
            return None
        if not math.isfinite(value) or not 0 <= value <= MAX_AMOUNT:
            self.draft.problem(where, f"{str(raw)[:40]} is not between 0 and {MAX_AMOUNT}")
            return None
        return amount_value(thousandths(value))


@lru_cache(maxsize=8192)  # the same days come for every habit
def parse_day(text: str) -> date | None:
    """The date of yyyy-mm-dd; None for anything else."""
    if len(text) != 10 or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sort(by_day: dict[str, Any]) -> None:
    ordered = sorted(by_day.items())
    by_day.clear()
    by_day.update(ordered)
