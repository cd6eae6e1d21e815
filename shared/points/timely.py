"""Which days a change of a month's marks has marked in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from shared.habits.clock import today_of
from shared.habits.days import first_ordinal
from shared.habits.marks import DONE, IMPORTED, decode_mark, decode_stamp
from shared.stream import Change

IN_TIME = timedelta(hours=48)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def changed_marks(change: Change) -> dict[int, str]:
    """Of a CHECKINS# item's change: by day (ordinal), the attributes that are new or different
    (shared/habits/marks.py)."""
    old, new = change.old or {}, change.new or {}
    first = first_ordinal(change.sk.split("#")[1])
    names = [name for name in new if len(name) == 2 and name.isdigit() and new[name] != old.get(name)]
    return {first + int(name) - 1: new[name] for name in names}


def may_earn(change: Change, mark: str, now: datetime) -> bool:
    """Whether the mark says that something was done, by a person, in a change that does not come so late that
    it must be a replay. Nothing that came out of a file is a person's doing."""
    is_replay = now - change.at > IN_TIME
    return not is_replay and decode_mark(mark).status == DONE and decode_stamp(mark).device != IMPORTED


def marked_in_time(mark: str, day: int, profile: Mapping[str, Any]) -> bool:
    """Whether the mark was made at most 48 hours after the day's end, where the person of this PROFILE
    lives."""
    return is_recent(day, _EPOCH + timedelta(milliseconds=decode_stamp(mark).time_ms), profile)


def is_recent(day: int, at: datetime, profile: Mapping[str, Any]) -> bool:
    """Whether no more than 48 hours have passed at `at` since the day's end."""
    return today_of(dict(profile), at - IN_TIME).toordinal() <= day
