"""Types of the tasks' fields. Only models.py and answers import this."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from shared.habits.fields import Day, HabitId, Weekdays
from shared.models import Input, Number, Text
from shared.tasks.limits import MAX_DAYS_BEFORE, MAX_INTERVAL, MAX_TITLE

Priority = Literal["none", "low", "medium", "high"]
Column = Literal["todo", "doing", "done"]
Unit = Literal["day", "week", "month", "year"]
TaskId = HabitId
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def _local_minute(text: str) -> str:
    datetime.fromisoformat(text)
    return text


LocalMinute = Annotated[
    str, StringConstraints(pattern=r"^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$"), AfterValidator(_local_minute)
]


class Due(Input):
    """Until when, in the person's local time."""

    date: Day
    time: ClockTime | None = None
    """HH:MM. Null: some time on that day."""


class Repeat(Input):
    """What a task does when it is done: the next one is made, due on the next date of this rule."""

    every: Unit
    interval: Annotated[int, Number(1, MAX_INTERVAL)] = 1
    """Every so many days, weeks, months or years."""
    weekdays: Weekdays | None = None
    """Of weekly tasks: on these ISO weekdays (1 is Monday). Null: on that of the due date."""
    counted_from: Literal["due", "done"] = Field(default="due", alias="from")
    """due: from the due date, passing over dates that are gone. done: from the day on which it was done."""
    until: Day | None = None
    """The last date on which one can be due."""

    def model_post_init(self, _context: Any) -> None:
        if self.weekdays is not None and self.every != "week":
            raise ValueError("must have weekdays only when it is weekly")


class ReminderAt(Input):
    """At a local time, once."""

    at: LocalMinute
    """YYYY-MM-DDTHH:MM."""


class ReminderBefore(Input):
    """Some days before the due date."""

    days_before: Annotated[int, Number(0, MAX_DAYS_BEFORE)]
    time: ClockTime
    """HH:MM, local."""


TaskReminder = ReminderAt | ReminderBefore


class Subtask(Input):
    """A step of a task."""

    id: HabitId
    title: Annotated[str, Text(MAX_TITLE)]
    done: bool = False
