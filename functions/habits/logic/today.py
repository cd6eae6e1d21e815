"""The Today page: all habits on one day, from their checkpoints and the months since, in three requests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from functions.habits.logic.checkins import check_day
from shared.habits.clock import today_of
from shared.habits.days import month_of
from shared.habits.items import Habit, checkins_key, first_month_to_read, habit_from, in_order, month_from
from shared.habits.marks import DONE, SKIP, STATUS_NAMES, Mark, Marks, amount_value, note_attribute
from shared.habits.shapes import checkin_shape, habit_shape
from shared.habits.standing import look_from, stand

if TYPE_CHECKING:
    from shared.habits.answers import Checkin, Progress, Today, TodayHabit, WeekDay
    from shared.habits.store import HabitStore

Item = dict[str, Any]
WEEK = 7


def today_page(store: HabitStore, asked: date | None, now: datetime) -> Today:
    """The page of the day `asked` (default: today). Raises Invalid for a day that nobody lives in yet."""
    if asked is not None:
        check_day(asked, now)
    today = today_of(store.profile(), now)
    day = asked or today
    found, order, vacations = store.all_and_vacations()
    shown = [(item, habit_from(item, vacations)) for item in in_order(found, order) if not item["archived"]]
    months = _Months(store, [habit for _, habit in shown], day, today) if shown else None
    rows = [_row(item, habit, months, day, today) for item, habit in shown] if months else []
    rows = [row for row in rows if _in_its_time(row, day)]
    return {"date": day.isoformat(), "today": today.isoformat(), "progress": _progress(rows), "habits": rows}


class _Months:
    """What has been marked: the months since the oldest checkpoint and around the asked-for day."""

    def __init__(self, store: HabitStore, habits: list[Habit], day: date, today: date) -> None:
        self._store = store
        starts = {first_month_to_read(habit) for habit in habits}
        nearby = month_of(min(_needed_from(habit, day) for habit in habits))
        last = max(month_of(today), month_of(day))
        first = min(starts)
        if month_of(day + timedelta(days=31)) < first:  # a look far back: what lies between is not needed
            items = store.months(nearby, month_of(day + timedelta(days=31))) + store.months(first, last)
        else:
            items = store.months(min(first, nearby), last)
        self._items = {item["sk"]: item for item in items}
        self._marks: dict[str, dict[int, Mark]] = {}
        for item in items:
            month = month_from(item)
            self._marks.setdefault(month.habit_id, {}).update(month.marks)

    def marks(self, habit_id: str) -> Marks:
        return self._marks.get(habit_id, {})

    def checkin(self, habit_id: str, day: date) -> Checkin | None:
        """The day's mark or note, None when there is neither."""
        item = self._items.get(checkins_key(month_of(day), habit_id))
        noted = item is not None and note_attribute(day.day) in item
        shape = checkin_shape(item, day, self._store.note(habit_id, day) if noted else None)
        return shape if shape["status"] or shape["note"] else None


def _row(item: Item, habit: Habit, months: _Months, day: date, today: date) -> TodayHabit:
    marks = months.marks(habit.id)
    due, summary = stand(habit.rules, habit.usable_checkpoint(), marks, day, today)
    return {
        "habit": habit_shape(item),
        "due": due,
        "checkin": months.checkin(habit.id, day),
        "week": _week(habit, marks, day),
        "summary": summary,
    }


def _week(habit: Habit, marks: Marks, day: date) -> list[WeekDay]:
    last = day.toordinal()
    return [_week_day(habit, marks.get(ordinal), ordinal) for ordinal in range(last - WEEK + 1, last + 1)]


def _week_day(habit: Habit, mark: Mark | None, ordinal: int) -> WeekDay:
    day: WeekDay = {
        "date": date.fromordinal(ordinal).isoformat(),
        "status": STATUS_NAMES[mark.status] if mark else None,
        "value": amount_value(mark.amount) if mark else None,
        "due": habit.rules.counts_on(ordinal),
    }
    return {**day, "frozen": True} if ordinal in habit.rules.held else day


def _progress(rows: Iterable[TodayHabit]) -> Progress:
    due = [row for row in rows if row["due"] and _status(row) != STATUS_NAMES[SKIP]]
    return {"done": sum(_is_done(row) for row in due), "due": len(due)}


def _is_done(row: TodayHabit) -> bool:
    # One of three times a week is that day's share; of an amount only the whole is.
    enough = row["habit"]["kind"] == "yes_no" or row["summary"]["fulfilled"]
    return _status(row) == STATUS_NAMES[DONE] and enough


def _status(row: TodayHabit) -> str | None:
    return row["checkin"]["status"] if row["checkin"] else None


def _in_its_time(row: TodayHabit, day: date) -> bool:
    begins, ends = row["habit"]["start_date"], row["habit"]["end_date"]
    within = (begins is None or begins <= day.isoformat()) and (ends is None or day.isoformat() <= ends)
    return within or row["checkin"] is not None


def _needed_from(habit: Habit, day: date) -> date:
    """The first day that the row shows, or that decides whether it is due."""
    checkpoint = habit.usable_checkpoint()
    shown = day - timedelta(days=WEEK - 1)
    if checkpoint is None or month_of(day) > checkpoint.through:
        return shown  # the checkpoint carries the period that is open at its end
    return min(shown, date.fromordinal(look_from(habit.rules, day.toordinal())))
