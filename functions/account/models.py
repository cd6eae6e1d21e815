"""Bodies and answers of a person's own settings."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from shared.habits.fields import HabitId, Stamped
from shared.identity.answers import Language, Profile, WeekStart
from shared.identity.fields import Timezone
from shared.models import Input, Number, Text, without_default

__all__ = ["Device", "Profile", "ProfileChange"]

_LEFT_OUT: Any = Field(default=None, json_schema_extra=without_default)


class ProfileChange(Stamped):
    """The settings to change; the others stay. Of two edits of one setting the later wins. No day that was
    recorded moves: time zone and start of day say which day it is from now on."""

    name: Annotated[str, Text(100)] = _LEFT_OUT
    timezone: Timezone = _LEFT_OUT
    """Name in the IANA time zone database."""
    day_start_hour: Annotated[int, Number(0, 6)] = _LEFT_OUT
    """The hour at which the person's day begins: at 3, what is done at half past two counts for the day
    before."""
    week_start: WeekStart = _LEFT_OUT
    """ISO weekday with which a week is shown: Monday (1), Saturday (6) or Sunday (7)."""
    language: Language | None = None
    """Null: whatever the browser asks for."""
    photo: HabitId | None = None
    """A file that was uploaded for this purpose and is ready; the one before it is deleted. Null: none."""


class Device(Input):
    """What a device is called in the history of edits."""

    name: Annotated[str, Text(60)]
