"""Types of the fields in the bodies of the habits' API. Days are `YYYY-MM-DD`, times RFC 3339 in UTC."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from shared.habits.limits import (
    FIRST_DAY,
    MAX_AMOUNT,
    MAX_INTERVAL_DAYS,
    MAX_SEQUENCE,
    MAX_TIMES_A_MONTH,
    MAX_TIMES_A_WEEK,
)
from shared.ids import is_ulid
from shared.models import Input, Number, Text

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
WeekStart = Literal[1, 6, 7]
Interval = Annotated[int, Number(1, MAX_INTERVAL_DAYS)]
Amount = Annotated[float, Number(0, MAX_AMOUNT)]


class Stamped(Input):
    """An edit. Of several edits of the same thing the latest (`edited_at`, `device`, `sequence`) wins,
    however they arrive."""

    edited_at: Time | None = None
    """When the person did it; never taken as later than now. Left out: now."""
    device: Annotated[str, Text(64, min_length=0)] = ""
    """Any name that is the client's own; settles edits of the same millisecond."""
    sequence: Annotated[int, Number(0, MAX_SEQUENCE)] = 0
    """Orders a device's edits of the same millisecond; it may start again at 0 at any time."""


class Reminder(Input):
    """When to remind, in the person's local time."""

    time: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    """HH:MM, 00:00 to 23:59."""
    days: Weekdays = Field(default_factory=lambda: [1, 2, 3, 4, 5, 6, 7])
    """ISO weekdays: 1 is Monday, 7 Sunday. Left out: every day."""


class DailySchedule(Input):
    """Every day."""

    type: Literal["daily"]


class WeekdaySchedule(Input):
    """On chosen weekdays."""

    type: Literal["weekdays"]
    days: Weekdays
    """ISO numbers: 1 is Monday, 7 Sunday."""


class TimesSchedule(Input):
    """Some times a calendar week or month."""

    type: Literal["times"]
    times: Annotated[int, Number(1, MAX_TIMES_A_MONTH)]
    period: Literal["week", "month"]
    week_start: WeekStart = 1
    """ISO weekday with which a week begins: Monday (1), Saturday (6) or Sunday (7). Of no meaning for
    months."""

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
