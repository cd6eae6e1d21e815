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
    return logical_day(now, zone_of(profile.get("timezone", FALLBACK_ZONE)), profile.get("day_start_hour", 0))


def local_time(profile: dict[str, Any], moment: datetime) -> datetime:
    """`moment` on the clock of the person of this PROFILE item ({}: unknown, then UTC)."""
    return moment.astimezone(zone_of(profile.get("timezone", FALLBACK_ZONE)))


@cache
def zone_of(name: str) -> ZoneInfo:
    """The zone, or UTC for one that this release of the tz database has dropped."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(FALLBACK_ZONE)
