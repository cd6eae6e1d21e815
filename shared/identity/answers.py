"""What the API says about a person. Imported by models.py files only."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

Language = Literal["en", "de"]
WeekStart = Literal[1, 6, 7]


class ProfilePhoto(TypedDict):
    """A person's picture. Its addresses are paths of the app, and take the cookies of POST /media/session."""

    id: str
    """The file's."""
    url: str
    """At most 512 pixels wide and high."""
    small_url: str
    """At most 128."""


class Profile(TypedDict):
    id: str
    email: str
    name: str
    timezone: str
    """Name in the IANA time zone database."""
    day_start_hour: int
    """The hour (0 to 6) at which the person's day begins."""
    week_start: WeekStart
    """ISO weekday with which a week is shown: Monday (1), Saturday (6) or Sunday (7)."""
    language: Language | None
    """Null: whatever the browser asks for."""
    photo: ProfilePhoto | None
    created_at: str
    """RFC 3339, UTC."""
