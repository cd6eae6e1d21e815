"""Holding a streak over a missed day with a streak freeze, which the person has bought."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.errors import Conflict, FieldError, Invalid, NotFound
from shared.habits.clock import today_of
from shared.habits.days import earliest_today, latest_today, month_of, months_between, next_month
from shared.habits.freezes import NoneLeft, freeze_day, left, unfreeze_day
from shared.habits.items import habit_from, month_from
from shared.habits.marks import Mark
from shared.habits.standing import stand
from shared.rewards.limits import FREEZABLE_DAYS, MAX_FROZEN_DAYS

if TYPE_CHECKING:
    from shared.habits.answers import FreezeResult
    from shared.habits.store import HabitStore

Item = dict[str, Any]
_ATTEMPTS = 5


def freeze(store: HabitStore, item: Item, day: date, now: datetime, told: date | None) -> FreezeResult:
    """Freezes a missed day. told: the person's today, where the client says it.

    Raises Invalid for a day that cannot be frozen, NotFound for a habit that went away meanwhile, Conflict
    when the day is marked (`day-is-marked`), none is left (`no-freeze-left`) or the habit has too many.
    """
    today = _today(store, day, now, told)
    for _ in range(_ATTEMPTS):
        if _is_frozen(item, day):
            return _result(store, item, day, today)
        _check(store, item, day)
        try:
            changed = freeze_day(store, item, day)
        except NoneLeft:
            detail = "You have no streak freeze left. Get one among the rewards."
            raise Conflict(detail, code="no-freeze-left") from None
        item = _again(store, item) if changed is None else changed
    raise _busy()


def unfreeze(store: HabitStore, item: Item, day: date, now: datetime, told: date | None) -> FreezeResult:
    """Takes the freeze of a day away; the person has it back. Raises Invalid, NotFound."""
    today = _today(store, day, now, told)
    for _ in range(_ATTEMPTS):
        if not _is_frozen(item, day):
            return _result(store, item, day, today)
        changed = unfreeze_day(store, item, day)
        item = _again(store, item) if changed is None else changed
    raise _busy()


def _today(store: HabitStore, day: date, now: datetime, told: date | None) -> date:
    # What is today nowhere on Earth is not taken for it: else any day at all could be held.
    earliest, latest = earliest_today(now), latest_today(now)
    today = min(max(told, earliest), latest) if told else today_of(store.profile(), now)
    if not today - timedelta(days=FREEZABLE_DAYS) <= day < today:
        message = f"must be before today, and at most {FREEZABLE_DAYS} days ago"
        raise Invalid("This day cannot be frozen.", [FieldError("/date", message)])
    return today


def _check(store: HabitStore, item: Item, day: date) -> None:
    if not habit_from(item).rules.counts_on(day.toordinal()):
        raise Invalid("The habit is not due on this day.", [FieldError("/date", "must be a day that is due")])
    if day.toordinal() in _marks(store, item["id"], [month_of(day)]):
        raise Conflict("This day is marked: there is nothing to hold.", code="day-is-marked")
    if len(item.get("frozen", ())) >= MAX_FROZEN_DAYS:
        detail = f"A habit can be frozen on {MAX_FROZEN_DAYS} days; this one has been."
        raise Conflict(detail, code="too-many-freezes")


def _result(store: HabitStore, item: Item, day: date, today: date) -> FreezeResult:
    habit = habit_from(item)
    checkpoint = habit.usable_checkpoint(day)
    first = next_month(checkpoint.through) if checkpoint else min(habit.history_from, month_of(day))
    marks = _marks(store, habit.id, months_between(first, month_of(today)))
    summary = stand(habit.rules, checkpoint, marks, day, today).summary
    return {
        "date": day.isoformat(),
        "frozen": _is_frozen(item, day),
        "left": left(store.table, store.pk),
        "summary": summary,
    }


def _marks(store: HabitStore, habit_id: str, months: list[str]) -> dict[int, Mark]:
    found: Iterable[Item] = store.months_of(habit_id, months)
    return {day: mark for item in found for day, mark in month_from(item).marks.items()}


def _is_frozen(item: Item, day: date) -> bool:
    return day.isoformat() in item.get("frozen", ())


def _again(store: HabitStore, item: Item) -> Item:
    found = store.find_now(item["id"])
    if found is None:
        raise NotFound("The habit has been deleted.")
    return found


def _busy() -> Conflict:
    return Conflict("The habit is being changed by someone else. Repeat the request.")
