"""By which rule (rule.py) the things that a person has remind. `profile`: the PROFILE item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from shared.identity.profile import FALLBACK_ZONE
from shared.notifications import preferences
from shared.reminders.rule import Rule, on_day

Item = Mapping[str, Any]

# A week's summary, when the week is over.
DIGEST_DAY, DIGEST_TIME = 1, "07:00"


def of_habit(item: Item | None, profile: Item) -> Rule | None:
    """Of a HABIT# item; None when it reminds of nothing."""
    if item is None or "deleted_at" in item or item.get("archived") or not item.get("reminders"):
        return None
    first, last = (date.fromisoformat(day) if day else None for day in map(item.get, _BOUNDS))
    weekly = tuple((one["time"], frozenset(one["days"])) for one in item["reminders"])
    return _of(profile)._replace(first=first, last=last, weekly=weekly)


def of_task(item: Item | None, profile: Item) -> Rule | None:
    """Of a TASK# item; None when it reminds of nothing."""
    if item is None or item.get("deleted_at") or item.get("status") == "done" or not item.get("reminders"):
        return None
    rule = _of(profile)
    once = tuple(sorted(set(_times_of(item, rule.day_start_hour))))
    return rule._replace(once=once) if once else None


def of_digest(preferences_item: Item, profile: Item) -> Rule | None:
    """Of the weekly digest, for a person with these preferences ({}: none chosen)."""
    if not preferences.wants(preferences_item, "digest", "mail"):
        return None
    return _of(profile)._replace(weekly=((DIGEST_TIME, frozenset({DIGEST_DAY})),))


_BOUNDS = ("start_date", "end_date")


def _of(profile: Item) -> Rule:
    return Rule(profile.get("timezone", FALLBACK_ZONE), profile.get("day_start_hour", 0))


def _times_of(task: Item, day_start_hour: int) -> Iterator[datetime]:
    due = (task.get("due") or {}).get("date")
    for reminder in task["reminders"]:
        if "at" in reminder:
            yield datetime.fromisoformat(reminder["at"])
        elif due:
            day = date.fromisoformat(due) - timedelta(days=reminder["days_before"])
            yield on_day(day, reminder["time"], day_start_hour)
