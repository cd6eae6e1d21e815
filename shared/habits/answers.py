"""What the habits' API answers: its shapes, for the OpenAPI document."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.habits.fields import Colour, Kind, Reminder, Schedule, Status, StreakUnit, TargetType


class Habit(TypedDict):
    """A habit as the API shows it."""

    id: str
    name: str
    question: str | None
    description: str | None
    kind: Kind
    unit: str | None
    target: float | None
    target_type: TargetType
    schedule: Schedule
    colour: Colour
    icon: str | None
    group: str | None
    reminders: list[Reminder]
    start_date: str | None
    end_date: str | None
    archived: bool
    version: int
    created_at: str
    updated_at: str
    frozen_days: NotRequired[list[str]]
    """Missed days over which a streak freeze holds the streak, in order; left out when there are none."""


class HabitPage(TypedDict):
    """Some of a user's habits, in the order of their making; go on with `next_cursor`."""

    items: list[Habit]
    next_cursor: str | None


class Checkin(TypedDict):
    """What is so on a day. `status` null: nothing (any more); `edited_at` null: never was."""

    date: str
    status: Status | None
    value: float | None
    note: str | None
    edited_at: str | None
    entries: NotRequired[bool]
    """True when the value adds up from single amounts (or did); left out otherwise."""


class Entry(TypedDict):
    """One of several amounts of a day."""

    id: str
    value: float
    edited_at: str


class EntryPage(TypedDict):
    """The single amounts of a day, oldest first. `base`: the amount to which they are added, null when there
    is none. Amounts from before the whole day was marked are in it, and not here any more."""

    items: list[Entry]
    base: float | None


class CheckinPage(TypedDict):
    """The marked days of a range, oldest first."""

    items: list[Checkin]
    next_cursor: str | None


class RangeResult(TypedDict):
    """The days after the edit, each with the edit that won, and where the habit stands with them."""

    items: list[Checkin]
    summary: Summary


class Summary(TypedDict):
    """Where a habit stands today."""

    streak: int
    streak_unit: StreakUnit
    best_streak: int
    score: float
    """0 to 1."""
    fulfilled: bool
    """Whether the period (day, week, …) of the asked-for day has what the schedule wants."""


class CheckinResult(TypedDict):
    """The day after the edit (or the later edit that had come before it), and where the habit stands with
    it."""

    checkin: Checkin
    summary: Summary


class FreezeResult(TypedDict):
    """A day after it was frozen or freed, how many streak freezes the person has left, and where the habit
    stands."""

    date: str
    frozen: bool
    left: int
    summary: Summary


class WeekDay(TypedDict):
    """One of the days up to the asked-for one."""

    date: str
    status: Status | None
    value: float | None
    due: bool
    frozen: NotRequired[bool]
    """True when a streak freeze holds the streak over it; left out otherwise."""


class TodayHabit(TypedDict):
    """One row of Today."""

    habit: Habit
    due: bool
    """Whether it is to be done on the day: scheduled, not skipped, and not already fulfilled by earlier days
    of the period."""
    checkin: Checkin | None
    week: list[WeekDay]
    summary: Summary


class Progress(TypedDict):
    """Of the habits that are due: how many there are, and how many are done."""

    done: int
    due: int


class Today(TypedDict):
    """A day (`date`) and where every habit stands today (`today`, by the user's time zone and day start)."""

    date: str
    today: str
    progress: Progress
    habits: list[TodayHabit]


class ScorePoint(TypedDict):
    """The score at the end of a day."""

    date: str
    score: float


class Streak(TypedDict):
    """Consecutive fulfilled periods; `length` counts periods, not days."""

    start: str
    end: str
    length: int


class Totals(TypedDict):
    """How many days are marked as what."""

    done: int
    skipped: int
    missed: int


class WeekdayCount(TypedDict):
    """`weekday` 1 is Monday; `due` are the scheduled days since the first mark that were not skipped."""

    weekday: int
    done: int
    due: int


class PeriodCount(TypedDict):
    """A calendar period, from the first mark to today; paused days and those after the habit's end do not
    count."""

    start: str
    end: str
    done: int
    """Days that are done; of amounts those with the target, or the one with which their period has it."""
    due: int
    """How often it was wanted: of three times a week, 3 in a week."""
    skipped: int
    amount: float | None
    """The sum of a numeric habit's days."""


class Completion(TypedDict):
    """Oldest first: the last 105 weeks, and all months, quarters and years."""

    weeks: list[PeriodCount]
    months: list[PeriodCount]
    quarters: list[PeriodCount]
    years: list[PeriodCount]


class BestDay(TypedDict):
    """The day with the largest amount; of equal ones the later."""

    date: str
    value: float


class Amounts(TypedDict):
    """A numeric habit's recorded amounts; the average is of the recorded days."""

    total: float
    average: float | None
    best: BestDay | None


class Stats(TypedDict):
    """A habit's history in figures, as of today."""

    as_of: str
    first_day: str | None
    """The first marked day."""
    score: float
    scores: list[ScorePoint]
    """A point a day, the last 366 days or since the first mark."""
    history: list[ScorePoint]
    """A point a week, since the first mark; the last one is today's."""
    current_streak: int
    streak_unit: StreakUnit
    best_streaks: list[Streak]
    """The ten longest, newest first."""
    totals: Totals
    weekdays: list[WeekdayCount]
    completion: Completion
    amounts: Amounts | None
    """Null for yes/no habits."""
