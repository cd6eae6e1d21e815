"""Bodies and answers of the analytics' API."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from functions.analytics.names import seen
from shared.habits.answers import WeekdayCount
from shared.habits.fields import StreakUnit
from shared.models import Input, Text


class AnalyticsWeek(TypedDict):
    """A week from Monday to Sunday, of all habits together. `done` and `due` count as in the overview."""

    start: str
    end: str
    done: int
    due: int
    rate: float | None
    """0 to 1; null when nothing was due."""
    change: float | None
    """`rate` less that of the four weeks before it together; null when one of them is missing."""
    points: int
    """What the week's days have earned."""
    tasks_done: int


class Trend(TypedDict):
    """The last four whole weeks, the four before them, and the difference; null where nothing was due."""

    recent: float | None
    before: float | None
    change: float | None


class TimeWindow(TypedDict):
    """From one full hour to another (24 for midnight; `to_hour` is the smaller where it goes past that)."""

    from_hour: int
    to_hour: int
    share: float
    """Of all marks that were counted, 0 to 1."""


class TimeOfDay(TypedDict):
    """When what was done on a day was marked on that same day, by the person's clock. Imported days and later
    entries say nothing about it."""

    hours: list[int]
    """Marks in each of the 24 hours."""
    marks: int
    needed: int
    """With fewer marks than that nothing is said about the best time."""
    best: TimeWindow | None
    """The three hours with the most marks."""


class RunningStreak(TypedDict):
    """A streak that goes on today."""

    habit_id: str
    name: str
    streak: int
    streak_unit: StreakUnit
    since: str


class AnalyticsSummary(TypedDict):
    """A person's last twelve weeks, as of the day `as_of`."""

    as_of: str
    weeks: list[AnalyticsWeek]
    """Twelve, oldest first; the last one goes up to today."""
    trend: Trend
    weekdays: list[WeekdayCount]
    """Of the twelve weeks, without today."""
    best_weekday: int | None
    """1 is Monday. Null while too few days are known, or when there is no difference."""
    hardest_weekday: int | None
    time_of_day: TimeOfDay
    streaks: list[RunningStreak]
    """At most five, the one that has gone on for longest first."""


class LeaderboardEntry(TypedDict):
    """Who takes part, and has points. Those with equally many share a place."""

    place: int
    display_name: str
    points: int
    you: bool


class OwnStanding(TypedDict):
    """`place` is null without points, and behind the first thousand."""

    display_name: str
    points: int
    place: int | None


class Leaderboard(TypedDict):
    """The points of a week's days. Only who takes part sees it: to others `items` is empty and `me` null."""

    week: str
    """ISO 8601, for example 2026-W19; it changes on Monday at midnight UTC."""
    start: str
    end: str
    items: list[LeaderboardEntry]
    """The first fifty places."""
    me: OwnStanding | None


class LeaderboardMember(Input):
    display_name: Annotated[str, Text(40), AfterValidator(seen)]
    """What the others see. It need not be one's name."""
