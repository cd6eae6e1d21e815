"""What the overview reads: the period, what is open and the scores at ends of months, not the years before
and in between."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from functions.insights.past import Record, month_before
from shared.habits.days import month_of, months_between, next_month, previous_month
from shared.habits.items import Habit, scores_range
from shared.habits.recompute import collect
from shared.habits.standing import look_from

if TYPE_CHECKING:
    from shared.habits.store import HabitStore

# Schedules look back at most two months, but for those of long intervals, whose months are read one by one.
_NEARBY_DAYS = 62

Item = dict[str, Any]


class Span(NamedTuple):
    """Ordinals: the days that are looked at (none when `last` is before `first`), and today."""

    first: int
    last: int
    today: int

    @property
    def days(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def edges(self) -> tuple[int, int]:
        """The days at whose ends the scores are wanted."""
        return self.first - 1, max(self.last, self.first - 1)


def read(store: HabitStore, habits: list[tuple[Item, Habit]], span: Span) -> list[Record]:
    """The habits with all that the span's days, the scores before it and at its end, and today need."""
    records = [Record(item, habit, habit.usable_checkpoint()) for item, habit in habits]
    _read_month_ends(store, records, span)
    for record in records:
        if any(record.lacks(day) for day in span.edges):
            record.checkpoint = None  # nobody has kept the scores, so count from the first mark on
    _read_marks(store, records, span)
    return records


def _read_month_ends(store: HabitStore, records: list[Record], span: Span) -> None:
    if not any(record.covered(day) for record in records for day in span.edges):
        return
    first, last = (month_before(day)[0][:4] for day in span.edges)
    by_id = {record.habit.id: record for record in records}
    for item in store.table.query_all(store.pk, between=scores_range(first, last)):
        _, year, habit_id = item["sk"].split("#")
        if habit_id in by_id:
            scores = {f"{year}-{name}": score for name, score in item.items() if name.isdigit()}
            by_id[habit_id].month_ends.update(scores)


def _read_marks(store: HabitStore, records: list[Record], span: Span) -> None:
    leads = {record.habit.id: _lead(record, span) for record in records}
    near = min(max(lead, span.first - _NEARBY_DAYS) for lead in leads.values())
    months = months_between(_month(min(near, span.edges[1])), _month(span.edges[1]))
    open_months = months_between(_open_from(records, span), _month(span.today))
    items = _items(store, months, open_months)
    for record in records:
        wanted = months_between(_month(leads[record.habit.id]), months[0])
        if record.checkpoint is None:
            wanted = months_between(record.habit.history_from, _month(span.today))
        own = [month for month in wanted if month not in months and month not in open_months]
        items += store.months_of(record.habit.id, own)
    marks = collect(items)
    for record in records:
        record.marks = marks.get(record.habit.id, {})


def _items(store: HabitStore, months: list[str], open_months: list[str]) -> list[Item]:
    """The months of all habits: in one query when they are next to each other."""
    if open_months[0] <= next_month(months[-1]):
        return store.months(min(months[0], open_months[0]), open_months[-1])
    return store.months(months[0], months[-1]) + store.months(open_months[0], open_months[-1])


def _lead(record: Record, span: Span) -> int:
    """The first day before the span, or in it, whose mark is wanted; what comes after the checkpoint is
    open."""
    days = [look_from(record.rules, span.first)]
    days += [record.needs_from(day) for day in span.edges if record.covered(day)]
    begun = record.first if record.checkpoint else None
    return min(span.first, *(day if begun is None else max(day, begun) for day in days))


def _open_from(records: list[Record], span: Span) -> str:
    """The first month that is read to know how the habits stand today. What has no checkpoint and is not new
    is read by itself."""
    today = _month(span.today)
    recent = previous_month(previous_month(today))
    months = [
        next_month(record.checkpoint.through) if record.checkpoint else record.habit.history_from
        for record in records
        if record.checkpoint or record.habit.history_from >= recent
    ]
    return min([*months, today])


def _month(day: int) -> str:
    return month_of(date.fromordinal(day))
