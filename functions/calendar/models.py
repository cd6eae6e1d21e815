"""What the API says about the calendar."""

from __future__ import annotations

from typing_extensions import TypedDict


class CalendarAddress(TypedDict):
    """Where calendar programs find the schedule: whoever knows the address can read it. Null: there is
    none."""

    url: str | None
