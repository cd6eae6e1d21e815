"""A person's weeks in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from functions.analytics.reading import BEFORE, DAYS, WEEKS, History
from functions.analytics.times import time_of_day
from shared.habits.checkpoint import begin
from shared.habits.clock import today_of
from shared.habits.counting import due_days
from shared.habits.days import iso_weekday
from shared.habits.standing import streak_unit
from shared.habits.use import days_in_use

if TYPE_CHECKING:
    from functions.analytics.models import AnalyticsSummary, AnalyticsWeek, RunningStreak, Trend
    from shared.habits.answers import WeekdayCount

STREAKS = 5
SHORTEST = 2  # a streak of one is none to speak of
# A weekday is compared when something was due on that many of them.
ENOUGH_WEEKDAYS = 4
_DECIMALS = 4


class Counts:
    """How much was due on each day (ordinal), and how much of it was done."""

    def __init__(self) -> None:
        self.done, self.due = Counter[int](), Counter[int]()

    def over(self, days: Iterable[int]) -> tuple[int, int]:
        """done, due"""
        listed = list(days)
        return sum(self.done[day] for day in listed), sum(self.due[day] for day in listed)

    def rate(self, days: Iterable[int]) -> float | None:
        """None when nothing was due."""
        done, due = self.over(days)
        return done / due if due else None


def figures(history: History) -> AnalyticsSummary:
    """What there is to tell of the history."""
    counts = _counts(history)
    weekdays = _weekdays(counts, history.shown[:-1])
    best, hardest = _extremes(counts, history.shown[:-1])
    return {
        "as_of": date.fromordinal(history.today).isoformat(),
        "weeks": _weeks(counts, history),
        "trend": _trend(counts, history),
        "weekdays": weekdays,
        "best_weekday": best,
        "hardest_weekday": hardest,
        "time_of_day": time_of_day(history),
        "streaks": _streaks(history),
    }


def _counts(history: History) -> Counts:
    counts, days = Counts(), range(history.first, history.today + 1)
    for record in history.records:
        used = days_in_use(record.item, record.marks, days)
        due = due_days(record.habit.rules, record.marks, record.begin, used)
        counts.due.update(due.keys())
        counts.done.update(day for day, done in due.items() if done)
    return counts


def _weeks(counts: Counts, history: History) -> list[AnalyticsWeek]:
    tasks = _tasks_by_day(history)
    return [
        _week(counts, history.first + number * DAYS, history, tasks)
        for number in range(BEFORE, BEFORE + WEEKS)
    ]


def _week(counts: Counts, monday: int, history: History, tasks: Counter[int]) -> AnalyticsWeek:
    days = range(monday, monday + DAYS)
    done, due = counts.over(days)
    before = counts.rate(range(monday - BEFORE * DAYS, monday))
    return {
        "start": date.fromordinal(monday).isoformat(),
        "end": date.fromordinal(days[-1]).isoformat(),
        "done": done,
        "due": due,
        "rate": _rounded(counts.rate(days)),
        "change": _difference(counts.rate(days), before),
        "points": sum(history.earned[day] for day in days),
        "tasks_done": sum(tasks[day] for day in days),
    }


def _trend(counts: Counts, history: History) -> Trend:
    """Of whole weeks: the one that is under way has days that are still to come."""
    monday, span = history.first + (BEFORE + WEEKS - 1) * DAYS, BEFORE * DAYS
    recent = counts.rate(range(monday - span, monday))
    before = counts.rate(range(monday - 2 * span, monday - span))
    return {
        "recent": _rounded(recent),
        "before": _rounded(before),
        "change": _difference(recent, before),
    }


def _weekdays(counts: Counts, days: range) -> list[WeekdayCount]:
    found: list[WeekdayCount] = []
    for weekday in range(1, 8):
        done, due = counts.over(day for day in days if iso_weekday(day) == weekday)
        found.append({"weekday": weekday, "done": done, "due": due})
    return found


def _extremes(counts: Counts, days: range) -> tuple[int | None, int | None]:
    """The best and the hardest weekday; neither, when they do not differ."""
    rates = dict(_known_rates(counts, days))
    if not rates or max(rates.values()) == min(rates.values()):
        return None, None
    return max(rates, key=lambda day: (rates[day], -day)), min(rates, key=lambda day: (rates[day], day))


def _known_rates(counts: Counts, days: range) -> Iterator[tuple[int, float]]:
    for weekday in range(1, 8):
        due = [day for day in days if iso_weekday(day) == weekday and counts.due[day]]
        rate = counts.rate(due)
        if rate is not None and len(due) >= ENOUGH_WEEKDAYS:
            yield weekday, rate


def _tasks_by_day(history: History) -> Counter[int]:
    done = (task["done_at"] for task in history.tasks if task.get("done_at"))
    moments = (datetime.fromisoformat(at.replace("Z", "+00:00")) for at in done)
    return Counter(today_of(dict(history.profile), moment).toordinal() for moment in moments)


def _streaks(history: History) -> list[RunningStreak]:
    found: list[RunningStreak] = []
    for record in history.records:
        rules = record.habit.rules
        state = begin(record.habit.usable_checkpoint(), rules)
        state.advance(rules, record.marks, history.today)
        streak = state.streaks.current(rules, history.today)
        if streak is None or streak.length < SHORTEST or record.item["archived"]:
            continue
        found.append(
            {
                "habit_id": record.habit.id,
                "name": record.item["name"],
                "streak": streak.length,
                "streak_unit": streak_unit(rules),
                "since": date.fromordinal(streak.first).isoformat(),
            }
        )
    return sorted(found, key=lambda one: (one["since"], one["habit_id"]))[:STREAKS]


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, _DECIMALS)


def _difference(rate: float | None, before: float | None) -> float | None:
    return None if rate is None or before is None else round(rate - before, _DECIMALS)
