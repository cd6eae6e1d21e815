"""What days have earned, from the months of points alone."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from shared.habits.days import month_of
from shared.points.items import month_from, owner_of, points_range
from shared.rewards.items import partition
from shared.table import Table


def earned_by_day(table: Table, user_id: str, first: date) -> Counter[int]:
    """Points by day (ordinal), of all habits, from the month of `first` on, as they are now. Raises
    Unavailable."""
    found: Counter[int] = Counter()
    between = points_range(month_of(first))
    for item in table.query_all(partition(user_id), between=between, consistent=True):
        found.update(month_from(item, owner_of(item)[0]).by_day())
    return found


def week_of(day: date) -> str:
    """The day's ISO week, for example 2026-W19."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """The first day of an ISO week."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def earned_in(week: str, by_day: Counter[int]) -> int:
    """The sum over the days of an ISO week."""
    monday = monday_of(week)
    return sum(by_day[(monday + timedelta(days=number)).toordinal()] for number in range(7))
