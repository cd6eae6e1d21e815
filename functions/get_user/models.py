"""What the API says about a person."""

from __future__ import annotations

from typing_extensions import TypedDict


class Profile(TypedDict):
    id: str
    email: str
    name: str
    timezone: str
    """Name in the IANA time zone database."""
    day_start_hour: int
    """The hour (0 to 6) at which the person's day begins."""
    created_at: str
    """RFC 3339, UTC."""
