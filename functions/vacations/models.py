"""Bodies and answers of the vacations' API."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.habits.fields import Day, HabitId, Stamped
from shared.habits.limits import MAX_HABITS
from shared.models import Text, without_default

HabitIds = Annotated[list[HabitId], Field(min_length=1, max_length=MAX_HABITS)]
_LEFT_OUT: Any = Field(default=None, json_schema_extra=without_default)


class VacationCreate(Stamped):
    """A new vacation. With an `id` made by the client, the same request can be repeated for ever."""

    id: HabitId | None = None
    start_date: Day
    end_date: Day | None = None
    """The last day of it. Null: until further notice."""
    habit_ids: HabitIds | None = None
    """The habits that pause. Null: all, later ones too."""
    note: Annotated[str, Text(200, min_length=0)] | None = None


class VacationChange(Stamped):
    """The fields to change; the others stay. Of two edits of one field the later wins."""

    start_date: Day = _LEFT_OUT
    end_date: Day | None = None
    habit_ids: HabitIds | None = None
    note: Annotated[str, Text(200, min_length=0)] | None = None


class Vacation(TypedDict):
    """Days on which habits are paused: they are not due, and streak and score stay as they are."""

    id: str
    start_date: str
    end_date: str | None
    habit_ids: list[str] | None
    note: str | None
    created_at: str
    updated_at: str


class VacationPage(TypedDict):
    """All vacations, by their start."""

    items: list[Vacation]
    next_cursor: str | None
