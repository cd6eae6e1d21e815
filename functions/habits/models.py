"""Bodies of the habits' API: what comes in (pydantic) and what goes out (TypedDict, for the OpenAPI
document).

Days are `YYYY-MM-DD`, times RFC 3339 in UTC. Amounts have three decimals at most; further ones are rounded
away.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.habits.limits import (
    FIRST_DAY,
    MAX_AMOUNT,
    MAX_HABITS,
    MAX_INTERVAL_DAYS,
    MAX_SEQUENCE,
    MAX_TIMES_A_MONTH,
    MAX_TIMES_A_WEEK,
)
from shared.ids import is_ulid
from shared.models import Input, LongText, Number, Text

Kind = Literal["yes_no", "numeric"]
TargetType = Literal["at_least", "at_most"]
Status = Literal["done", "skip", "missed"]
StreakUnit = Literal["days", "weeks", "months", "periods"]
Colour = Literal["red", "orange", "amber", "green", "teal", "blue", "indigo", "purple", "pink", "grey"]


def _ulid(text: str) -> str:
    if not is_ulid(text):
        raise ValueError("must be a ULID: 26 characters, upper case")
    return text


def _day(text: str) -> str:
    if date.fromisoformat(text) < FIRST_DAY:
        raise ValueError(f"must not be before {FIRST_DAY}")
    return text


def _text_only(value: Any) -> Any:
    if value is not None and not isinstance(value, str):
        raise ValueError("must be a time in RFC 3339 form, like 2026-03-01T08:00:00Z")
    return value


def _edit_time(value: datetime) -> datetime:
    if value.date() < FIRST_DAY:
        raise ValueError(f"must not be before {FIRST_DAY}")
    return value


def _emoji(text: str) -> str:
    categories = {unicodedata.category(character) for character in text}
    if not categories & {"So", "Sm", "Me"} or any(name[0] in "LZ" for name in categories):
        raise ValueError("must be an emoji")
    return text


def _distinct(days: list[int]) -> list[int]:
    if len(set(days)) != len(days):
        raise ValueError("must name each weekday once")
    return sorted(days)


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


# A field of a PATCH that may be left out but not be null.
_LEFT_OUT: Any = Field(default=None, json_schema_extra=_without_default)

HabitId = Annotated[
    str,
    AfterValidator(_ulid),
    WithJsonSchema({"type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$", "description": "A ULID."}),
]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"),
    AfterValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Time = Annotated[AwareDatetime, BeforeValidator(_text_only), AfterValidator(_edit_time)]
Emoji = Annotated[str, Text(16), AfterValidator(_emoji)]
Weekdays = Annotated[
    list[Annotated[int, Number(1, 7)]], Field(min_length=1, max_length=7), AfterValidator(_distinct)
]
Interval = Annotated[int, Number(1, MAX_INTERVAL_DAYS)]
Amount = Annotated[float, Number(0, MAX_AMOUNT)]


class DailySchedule(Input):
    """Every day."""

    type: Literal["daily"]


class WeekdaySchedule(Input):
    """On chosen weekdays."""

    type: Literal["weekdays"]
    days: Weekdays
    """ISO numbers: 1 is Monday, 7 Sunday."""


class TimesSchedule(Input):
    """Some times a calendar week (Monday to Sunday) or month."""

    type: Literal["times"]
    times: Annotated[int, Number(1, MAX_TIMES_A_MONTH)]
    period: Literal["week", "month"]

    def model_post_init(self, _context: Any) -> None:
        if self.period == "week" and self.times > MAX_TIMES_A_WEEK:
            raise ValueError(f"must be at most {MAX_TIMES_A_WEEK} times a week")


class TimesInDaysSchedule(Input):
    """Some times in every so many days."""

    type: Literal["times_in_days"]
    times: Interval
    days: Interval

    def model_post_init(self, _context: Any) -> None:
        if self.times > self.days:
            raise ValueError("must not have more times than days")


class EverySchedule(Input):
    """Once every so many days."""

    type: Literal["every"]
    days: Interval


Schedule = Annotated[
    DailySchedule | WeekdaySchedule | TimesSchedule | TimesInDaysSchedule | EverySchedule,
    Field(discriminator="type"),
]


class HabitCreate(Input):
    """A new habit. With an `id` made by the client, the same request can be repeated for ever."""

    id: HabitId | None = None
    name: Annotated[str, Text(100)]
    question: Annotated[str, Text(200, min_length=0)] | None = None
    description: Annotated[str, LongText(2000)] | None = None
    kind: Kind = "yes_no"
    unit: Annotated[str, Text(20, min_length=0)] | None = None
    """Of a numeric habit, e.g. km."""
    target: Amount | None = None
    """Of a numeric habit, for a whole period of the schedule. More than 0 when it is a minimum."""
    target_type: TargetType = "at_least"
    schedule: Schedule = Field(default_factory=lambda: DailySchedule(type="daily"))
    colour: Colour = "blue"
    icon: Emoji | None = None
    start_date: Day | None = None
    """The first day on which it is due; earlier days can be marked, and count. Periods of days are counted
    from it."""
    end_date: Day | None = None
    """The last day on which it is due; later days do not count."""


class HabitChange(Input):
    """The fields to change; the others stay. Schedule, target, start and end change what counts: everything
    is recomputed."""

    name: Annotated[str, Text(100)] = _LEFT_OUT
    question: Annotated[str, Text(200, min_length=0)] | None = None
    description: Annotated[str, LongText(2000)] | None = None
    kind: Kind = _LEFT_OUT
    """Cannot become another one: its days would lose their meaning."""
    unit: Annotated[str, Text(20, min_length=0)] | None = None
    target: Amount | None = None
    target_type: TargetType = _LEFT_OUT
    schedule: Schedule = _LEFT_OUT
    colour: Colour = _LEFT_OUT
    icon: Emoji | None = None
    start_date: Day | None = None
    end_date: Day | None = None
    archived: Annotated[bool, Strict()] = _LEFT_OUT


class HabitOrder(Input):
    """Habit ids in the order in which they are shown; those left out follow in the order of their making."""

    ids: Annotated[list[HabitId], Field(max_length=MAX_HABITS)]


class CheckinEdit(Input):
    """What is so on a day. Of several edits of a day the latest (`edited_at`, `device`, `sequence`) wins,
    however they arrive."""

    status: Status | None
    """Null takes the mark away; a note may stay."""
    value: Amount | None = None
    """The day's amount: needed when a numeric habit is done, refused otherwise."""
    note: Annotated[str, LongText(1000)] | None = None
    """Left out: the note stays. Null or empty: it goes."""
    edited_at: Time | None = None
    """When the person did it; never taken as later than now. Left out: now."""
    device: Annotated[str, Text(64, min_length=0)] = ""
    """Any name that is the client's own; settles edits of the same millisecond."""
    sequence: Annotated[int, Number(0, MAX_SEQUENCE)] = 0
    """Orders a device's edits of the same millisecond; it may start again at 0 at any time."""


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
    start_date: str | None
    end_date: str | None
    archived: bool
    version: int
    created_at: str
    updated_at: str


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


class CheckinPage(TypedDict):
    """The marked days of a range, oldest first."""

    items: list[Checkin]
    next_cursor: str | None


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


class WeekDay(TypedDict):
    """One of the days up to the asked-for one."""

    date: str
    status: Status | None
    value: float | None
    due: bool


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


class Stats(TypedDict):
    """A habit's history in figures, as of today."""

    as_of: str
    score: float
    scores: list[ScorePoint]
    """A point a day, the last 366 days or since the first mark."""
    current_streak: int
    streak_unit: StreakUnit
    best_streaks: list[Streak]
    """The ten longest, newest first."""
    totals: Totals
    weekdays: list[WeekdayCount]
