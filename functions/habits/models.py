"""Bodies of the habits' API: what comes in; what goes out (shared/habits/answers.py) can be had here too.

Amounts have three decimals at most; further ones are rounded away.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, Strict

from shared.habits.answers import CheckinPage as CheckinPage
from shared.habits.answers import CheckinResult as CheckinResult
from shared.habits.answers import EntryPage as EntryPage
from shared.habits.answers import FreezeResult as FreezeResult
from shared.habits.answers import Habit as Habit
from shared.habits.answers import HabitPage as HabitPage
from shared.habits.answers import RangeResult as RangeResult
from shared.habits.answers import Today as Today
from shared.habits.fields import (
    Amount,
    Colour,
    DailySchedule,
    Day,
    Emoji,
    HabitId,
    Kind,
    Reminder,
    Schedule,
    Stamped,
    Status,
    TargetType,
)
from shared.habits.limits import MAX_DAYS_AT_ONCE, MAX_HABITS, MAX_REMINDERS
from shared.models import Input, LongText, Text, without_default

# A field of a PATCH that may be left out but not be null.
_LEFT_OUT: Any = Field(default=None, json_schema_extra=without_default)


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
    group: Annotated[str, Text(50, min_length=0)] | None = None
    """A heading under which habits are shown together."""
    reminders: Annotated[list[Reminder], Field(max_length=MAX_REMINDERS)] = Field(default_factory=list)
    """When to remind, as the preferences of notifications say (PATCH /notifications/preferences)."""
    start_date: Day | None = None
    """The first day on which it is due; earlier days can be marked, and count. Periods of days are counted
    from it."""
    end_date: Day | None = None
    """The last day on which it is due; later days do not count."""


class HabitChange(Stamped):
    """The fields to change; the others stay. Of two edits of one field the later wins. Schedule, target,
    start and end change what counts: everything is recomputed."""

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
    group: Annotated[str, Text(50, min_length=0)] | None = None
    reminders: Annotated[list[Reminder], Field(max_length=MAX_REMINDERS)] = _LEFT_OUT
    start_date: Day | None = None
    end_date: Day | None = None
    archived: Annotated[bool, Strict()] = _LEFT_OUT


class HabitOrder(Stamped):
    """Habit ids in the order in which they are shown; those left out follow in the order of their making."""

    ids: Annotated[list[HabitId], Field(max_length=MAX_HABITS)]


class DayEdit(Input):
    """What is so on a day."""

    status: Status | None
    """Null takes the mark away; a note may stay."""
    value: Amount | None = None
    """The day's amount: needed when a numeric habit is done, refused otherwise."""
    note: Annotated[str, LongText(1000)] | None = None
    """Left out: the note stays. Null or empty: it goes."""


class CheckinEdit(DayEdit, Stamped):
    """What is so on a day, and when it was said."""


class EntryEdit(Stamped):
    """One of several amounts of a day."""

    value: Amount


class DatedEdit(DayEdit):
    """One of the days of a range."""

    date: Day


class RangeEdit(Stamped):
    """Several days at once; each of them is an edit of its own."""

    days: Annotated[list[DatedEdit], Field(min_length=1, max_length=MAX_DAYS_AT_ONCE)]
