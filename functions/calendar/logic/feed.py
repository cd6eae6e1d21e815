"""A person's schedule as an iCalendar file. The same habits give the same bytes for a whole year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timezone
from typing import Any
from zoneinfo import ZoneInfo

from functions.calendar.logic import content
from functions.calendar.logic.events import Event, Window, events_of, shifted
from functions.calendar.logic.zones import timezone_lines
from shared.habits.vacations import pauses_of
from shared.identity.profile import FALLBACK_ZONE

Item = dict[str, Any]

_YEARS_AHEAD = 2
_LENGTH = "PT15M"
_WORDS = {
    "en": {"week": "{times}× a week", "month": "{times}× a month", "block": "{times}× in {days} days"},
    "de": {"week": "{times}× pro Woche", "month": "{times}× im Monat", "block": "{times}× in {days} Tagen"},
}


def feed(
    found: list[Item], order: list[str], vacations: Mapping[str, Item], profile: Item, now: datetime
) -> str:
    """The file. found: live habits' items; archived ones are left out. Times are in the profile's zone."""
    window = Window(date(now.year - 1, 1, 1), date(now.year + _YEARS_AHEAD, 12, 31))
    place = {habit_id: index for index, habit_id in enumerate(order)}
    shown = [{**item, "pauses": pauses_of(item["id"], vacations)} for item in found if not item["archived"]]
    shown.sort(key=lambda item: place.get(item["id"], len(place)))
    zone = _zone(profile)
    body = [line for item in shown for line in _habit(item, window, profile, zone)]
    timed = any(line.startswith("DTSTART;TZID") for line in body)
    zones = timezone_lines(zone, window.first.year) if timed else ()
    return content.document([*_head(zone), *zones, *body, "END:VCALENDAR"])


def _head(zone: str) -> list[str]:
    return [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Daybook//Habits//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Daybook",
        "X-WR-CALNAME:Daybook",
        f"X-WR-TIMEZONE:{zone}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]


def _habit(item: Item, window: Window, profile: Item, zone: str) -> Iterator[str]:
    for event in events_of(item, window):
        yield "BEGIN:VEVENT"
        yield f"UID:{event.uid}"
        yield f"DTSTAMP:{content.utc(item['updated_at'])}"
        yield f"SUMMARY:{content.text(_title(item, event, profile))}"
        about = "\n".join(item[name] for name in ("question", "description") if item.get(name))
        if about:
            yield f"DESCRIPTION:{content.text(about)}"
        if item.get("group"):
            yield f"CATEGORIES:{content.text(item['group'])}"
        yield from _when(event, profile, zone)
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _title(item: Item, event: Event, profile: Item) -> str:
    name = f"{item['icon']} {item['name']}" if item.get("icon") else str(item["name"])
    schedule = item["schedule"]
    period = "block" if schedule["type"] == "times_in_days" else schedule.get("period")
    if event.time or not period:
        return name
    words = _WORDS.get(profile.get("language") or "en", _WORDS["en"])[period]
    return f"{name} ({words.format(times=schedule['times'], days=schedule.get('days'))})"


def _when(event: Event, profile: Item, zone: str) -> Iterator[str]:
    """Start, recurrence and exceptions. A reminder before the hour at which the person's days begin belongs
    to the day before, so it stands on the day after in the calendar."""
    at = None if event.time is None else time.fromisoformat(event.time)
    shift = int(at is not None and at.hour < profile.get("day_start_hour", 0))

    def written(day: date) -> str:
        day = shifted(day, shift)
        if at is None:
            return content.day(day)
        return content.moment(datetime.combine(day, at)) + ("Z" if zone == FALLBACK_ZONE else "")

    kind = ";VALUE=DATE" if at is None else "" if zone == FALLBACK_ZONE else f";TZID={zone}"
    yield f"DTSTART{kind}:{written(event.first)}"
    if at is not None:
        yield f"DURATION:{_LENGTH}"
    yield f"RRULE:{event.recurrence.rule(shift)}{_until(event, at, shift, zone)}"
    if event.left_out:
        yield f"EXDATE{kind}:{','.join(written(day) for day in event.left_out)}"


def _until(event: Event, at: time | None, shift: int, zone: str) -> str:
    """The rule's end: a date for all day, else a time in UTC (RFC 5545, 3.3.10)."""
    if event.last is None:
        return ""
    day = shifted(event.last, shift)
    if at is None:
        return f";UNTIL={content.day(day)}"
    local = datetime.combine(day, at, ZoneInfo(zone))
    return f";UNTIL={content.moment(local.astimezone(timezone.utc))}Z"


def _zone(profile: Item) -> str:
    name: str = profile.get("timezone", FALLBACK_ZONE)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a zone that this release of the database has dropped
        return FALLBACK_ZONE
    return name
