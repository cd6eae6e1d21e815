"""Quiet hours: when nothing that makes a sound is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from shared.habits.clock import zone_of
from shared.reminders.clock import instant, local_time


def quiet_until(quiet: Mapping[str, str] | None, zone_name: str, now: datetime) -> datetime | None:
    """When (UTC) the quiet hours end that `now` (aware) lies in; None when it lies in none.

    quiet: {"from": "HH:MM", "to": "HH:MM"}, local times; "from" belongs to them and "to" does not.
    """
    if not quiet:
        return None
    zone = zone_of(zone_name)
    local = local_time(now, zone)
    begin, end = time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["to"])
    over_midnight = begin > end
    after_begin, before_end = local.time() >= begin, local.time() < end
    if not (after_begin or before_end if over_midnight else after_begin and before_end):
        return None
    day = local.date() + timedelta(days=over_midnight and after_begin)
    until = instant(datetime.combine(day, end), zone)
    # Where clocks have gone back, the hours may be over and begin again: what waited has waited enough.
    return until if until > now else None
