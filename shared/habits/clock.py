"""What day it is for a person."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from shared.habits.days import logical_day
from shared.identity.profile import FALLBACK_ZONE


def today_of(profile: dict[str, Any], now: datetime) -> date:
    """The day that the person of this PROFILE item ({}: unknown, then UTC) lives in."""
    return logical_day(now, _zone(profile.get("timezone", FALLBACK_ZONE)), profile.get("day_start_hour", 0))


def local_time(profile: dict[str, Any], moment: datetime) -> datetime:
    """`moment` on the clock of the person of this PROFILE item ({}: unknown, then UTC)."""
    return moment.astimezone(_zone(profile.get("timezone", FALLBACK_ZONE)))


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a zone that this release of the database has dropped
        return ZoneInfo(FALLBACK_ZONE)
