"""All of a person's habits over a week, a month or a year."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from functions.insights.reading import Span, read
from shared.errors import FieldError, Invalid
from shared.habits.clock import today_of
from shared.habits.completion import period_of
from shared.habits.counting import due_days
from shared.habits.days import latest_today
from shared.habits.items import habit_from, in_order
from shared.habits.limits import FIRST_DAY
from shared.habits.marks import DONE, SKIP, amount_value
from shared.habits.standing import streak_unit
from shared.habits.use import begin_of, days_in_use

if TYPE_CHECKING:
    from functions.insights.models import Overview, OverviewDay, OverviewHabit, Period
    from functions.insights.past import Record
    from shared.habits.store import HabitStore

Item = dict[str, Any]

_DECIMALS = 9  # of a score: kept ones have a few more, so that the last one shown is right


def overview(
    store: HabitStore, period: Period, asked: date | None, week_start: int, now: datetime
) -> Overview:
    """The period that the day `asked` (default: today) is in. Raises Invalid for a day in the future."""
    if asked is not None and not FIRST_DAY <= asked <= latest_today(now):
        detail = f"must be a day from {FIRST_DAY} to today"
        raise Invalid("There is nothing to look back on there.", [FieldError("?date", detail)])
    profile = store.profile()
    today = today_of(profile, now)
    first, last = period_of(period, (asked or today).toordinal(), week_start)
    span = Span(first, min(last, today.toordinal()), today.toordinal())
    items, order, vacations = store.all_and_vacations()
    habits = [(item, habit_from(item, vacations)) for item in in_order(items, order)]
    rows = [_Row(record, span, profile) for record in (read(store, habits, span) if habits else [])]
    shown = [row for row in rows if row.shown]
    days = _days(shown, span)
    return {
        "period": period,
        "start": date.fromordinal(first).isoformat(),
        "end": date.fromordinal(last).isoformat(),
        "today": today.isoformat(),
        "days": days,
        "habits": [row.shape() for row in shown],
        "totals": {
            "done": sum(day["done"] for day in days),
            "due": sum(day["due"] for day in days),
            "perfect_days": sum(0 < day["due"] == day["done"] for day in days),
        },
    }


def _days(rows: list[_Row], span: Span) -> list[OverviewDay]:
    found: list[OverviewDay] = []
    for day in span.days:
        due = [row.due[day] for row in rows if day in row.due]
        found.append({"date": date.fromordinal(day).isoformat(), "done": sum(due), "due": len(due)})
    return found


class _Row:
    """A habit in the period. `due`: the days on which it was, and whether it was done."""

    def __init__(self, record: Record, span: Span, profile: Item) -> None:
        self._record, self._span = record, span
        self._begin = begin_of(record.item, record.rules, record.first, profile)
        frozen = record.rules.frozen(span.days)
        self._marked = [day for day in span.days if day in record.marks]
        self._counted = [record.marks[day] for day in self._marked if day not in frozen]
        used = days_in_use(record.item, record.marks, span.days)
        self.due = due_days(record.rules, record.marks, self._begin, used)

    @property
    def shown(self) -> bool:
        rules = self._record.rules
        begun = self._begin <= max(self._span.edges)
        ended = rules.last is not None and rules.last < self._span.first
        return bool(self._marked) or (begun and not ended and not self._record.item["archived"])

    def shape(self) -> OverviewHabit:
        item, record, rules = self._record.item, self._record, self._record.rules
        done = [mark for mark in self._counted if mark.status == DONE]
        amount = sum(mark.amount or 0 for mark in done) if rules.numeric else None
        score_start, score_end = (round(record.score_at(day), _DECIMALS) for day in self._span.edges)
        return {
            "id": record.habit.id,
            "name": item["name"],
            "colour": item["colour"],
            "icon": item.get("icon"),
            "kind": item["kind"],
            "unit": item.get("unit"),
            "done": sum(self.due.values()),
            "due": len(self.due),
            "skipped": sum(mark.status == SKIP for mark in self._counted),
            "amount": amount_value(amount),
            "score_start": score_start,
            "score_end": score_end,
            "streak": record.streak_at(self._span.today),
            "streak_unit": streak_unit(rules),
        }
