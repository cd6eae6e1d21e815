"""A week of all of a person's habits: what was due, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from shared.habits.counting import due_days
from shared.habits.items import Habit
from shared.habits.marks import Marks

DAYS = 7


class Count(NamedTuple):
    done: int
    due: int


class Row(NamedTuple):
    """A habit. cells: by day, whether it was done; None where it was not due."""

    name: str
    cells: tuple[bool | None, ...]

    @property
    def total(self) -> Count:
        return Count(self.cells.count(True), sum(cell is not None for cell in self.cells))


class Week(NamedTuple):
    """first: its Monday. rows: the habits that were due, in their order."""

    first: date
    rows: tuple[Row, ...]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=DAYS - 1)

    @property
    def days(self) -> list[Count]:
        columns = zip(*(row.cells for row in self.rows), strict=True) if self.rows else [()] * DAYS
        return [Count(column.count(True), sum(cell is not None for cell in column)) for column in columns]

    @property
    def total(self) -> Count:
        return Count(sum(day.done for day in self.days), sum(day.due for day in self.days))


class Record(NamedTuple):
    """A habit's item, what follows from it, and its marks from `standing.look_from` of the Monday on. begin:
    the day (ordinal) from which it may be due."""

    item: Mapping[str, Any]
    habit: Habit
    marks: Marks
    begin: int


def week_of(first: date, records: Iterable[Record]) -> Week:
    """The week that begins with the Monday `first`."""
    rows = (_row(record, first.toordinal()) for record in records)
    return Week(first, tuple(row for row in rows if row.total.due))


def _row(record: Record, monday: int) -> Row:
    days = range(monday, monday + DAYS)
    due = due_days(record.habit.rules, record.marks, record.begin, days)
    return Row(record.item["name"], tuple(due.get(day) for day in days))
