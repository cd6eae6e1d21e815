"""Answers of the insights' API."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from functions.insights.edit_models import EditPage as EditPage
from functions.insights.edit_models import LoggedEdit as LoggedEdit
from shared.habits.answers import ScorePoint
from shared.habits.answers import Stats as Stats
from shared.habits.fields import Colour, Kind, Status, StreakUnit

Reason = Literal[
    "done", "partial", "missed", "not_done", "skip", "pause", "not_due", "over_limit", "within_limit"
]
Period = Literal["week", "month", "year"]


class ScoreDay(TypedDict):
    """What is so on a day, and what the day did to the score: `change` is its score less the score of the day
    before. `skip`, `pause` and `not_due` (also: before the first mark, after the end) leave it as it is."""

    date: str
    status: Status | None
    value: float | None
    reason: Reason
    score: float
    change: float


class ReasonShare(TypedDict):
    """What all days with the reason did together."""

    reason: Reason
    days: int
    change: float


# `from` is a word of Python's, so it cannot be a field of a class.
_FromScore = TypedDict("_FromScore", {"from": ScorePoint})


class ScoreChange(_FromScore):
    """Why the score at the end of the day `to` is another one than at the end of the day `from`. Scores are
    rounded to twelve decimals and changes are differences of those, so all of them add up exactly."""

    to: ScorePoint
    change: float
    reasons: list[ReasonShare]
    """The ones with the largest share first."""
    days: list[ScoreDay]
    """The days after `from` up to `to`, oldest first."""


class OverviewDay(TypedDict):
    """Of the habits that were wanted on a day: how many there are, and how many were done."""

    date: str
    done: int
    due: int


class OverviewHabit(TypedDict):
    """A habit over the period. `done` and `due` count days; a habit that is wanted some times a week (or
    another period) is due on days when it is done, and when it cannot be put off any more."""

    id: str
    name: str
    colour: Colour
    icon: str | None
    kind: Kind
    unit: str | None
    done: int
    due: int
    skipped: int
    amount: float | None
    """The sum of a numeric habit's days."""
    score_start: float
    """The score before the period's first day."""
    score_end: float
    """The score at the end of the period's last day, or of today."""
    streak: int
    """As it stands today."""
    streak_unit: StreakUnit


class OverviewTotals(TypedDict):
    """Sums over all days and habits; on a perfect day something was due and all of it was done."""

    done: int
    due: int
    perfect_days: int


class Overview(TypedDict):
    """All habits over a week, month or year, from `start` to `end`; days after `today` count nothing."""

    period: Period
    start: str
    end: str
    today: str
    days: list[OverviewDay]
    """Up to today, oldest first."""
    habits: list[OverviewHabit]
    """In the order of showing; archived ones if they have marked days in the period."""
    totals: OverviewTotals
