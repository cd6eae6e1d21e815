"""What Habitica's dailies and habits are as habits of Daybook's."""

from __future__ import annotations

from typing import Any

from shared.habits.limits import MAX_INTERVAL_DAYS, MAX_TIMES_A_MONTH
from shared.transfer.sources.draft import Draft
from shared.transfer.sources.jsons import items, record, text, whole

_WEEKDAYS = {"m": 1, "t": 2, "w": 3, "th": 4, "f": 5, "s": 6, "su": 7}
_DAILY: dict[str, Any] = {"type": "daily"}


def daily_schedule(draft: Draft, task: dict[str, Any]) -> dict[str, Any]:
    """The fields of a daily; what Daybook's schedules cannot say is kept as often, and told."""
    frequency = text(task.get("frequency"))
    every = whole(task.get("everyX", 1), 0, 9999) or 0
    repeat = record(task.get("repeat"))
    on = [number for letter, number in _WEEKDAYS.items() if repeat.get(letter)]
    if every == 0 or (frequency == "weekly" and not on):
        draft.drop("dailies that are never due", "they are kept as daily and archived")
        return {"schedule": _DAILY, "archived": True}
    if frequency == "weekly" and every == 1:
        return {"schedule": _DAILY if len(on) == 7 else {"type": "weekdays", "days": on}}
    if frequency in ("", "daily"):
        return {"schedule": _DAILY if every == 1 else _every(draft, every)}
    return {"schedule": _sometimes(draft, frequency, every, len(on), task)}


def habit_fields(task: dict[str, Any]) -> dict[str, Any]:
    """The fields of a habit: how often plus was pressed, at least once; of one with minus only, how often
    minus was, at most never. Its counter's period is its schedule."""
    minus_only = bool(task.get("down")) and not task.get("up")
    periods = {"weekly": "week", "monthly": "month"}
    period = periods.get(text(task.get("frequency")))
    return {
        "kind": "numeric",
        "unit": "times",
        "target": 0 if minus_only else 1,
        "target_type": "at_most" if minus_only else "at_least",
        "schedule": {"type": "times", "times": 1, "period": period} if period else _DAILY,
    }


def _every(draft: Draft, days: int) -> dict[str, Any]:
    if days > MAX_INTERVAL_DAYS:
        draft.drop("a frequency as it was", f"at most every {MAX_INTERVAL_DAYS} days can be kept")
    return {"type": "every", "days": min(days, MAX_INTERVAL_DAYS)}


def _sometimes(
    draft: Draft, frequency: str, every: int, weekdays: int, task: dict[str, Any]
) -> dict[str, Any]:
    if frequency == "yearly":
        return _every(draft, 365 * every)
    if frequency == "weekly":
        return _in_days(draft, weekdays, 7 * every)
    days = items(task.get("daysOfMonth"))
    times = min(
        MAX_TIMES_A_MONTH, len(days) or max(1, weekdays) * max(1, len(items(task.get("weeksOfMonth"))))
    )
    draft.drop("the days of the month of a daily", "they are kept as that many times a month")
    if every == 1:
        return {"type": "times", "times": times, "period": "month"}
    return _in_days(draft, times, 30 * every)


def _in_days(draft: Draft, times: int, days: int) -> dict[str, Any]:
    if days > MAX_INTERVAL_DAYS:
        draft.drop("a frequency as it was", f"periods have at most {MAX_INTERVAL_DAYS} days")
    days = min(days, MAX_INTERVAL_DAYS)
    return {"type": "times_in_days", "times": min(times, days), "days": days}
