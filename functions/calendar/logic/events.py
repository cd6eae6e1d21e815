"""What of a habit stands in a calendar: one event that recurs as its schedule says, or one for each of its
reminders' times.

| schedule | without reminders: all day | with reminders: at their time, on their days |
|---|---|---|
| daily | every day | every day |
| chosen weekdays | these | these |
| n times a week, a month | the first day of the week or month, with "n× a week" behind the name | every day |
| n times in m days | every m days from the start on, with "n× in m days" | every day |
| every n days | every n days from the start on | the same days |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import lcm
from typing import Any, NamedTuple

from shared.habits.days import iso_weekday
from shared.habits.items import rules_from
from shared.habits.rules import Rules

_DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVERY_DAY = frozenset(range(1, 8))
_LONGEST_MONTH = 31


class Window(NamedTuple):
    """The days that the calendar is about. What is before is left out; a pause that lasts beyond the end is
    taken as one without an end."""

    first: date
    last: date


class Recurrence(NamedTuple):
    """On which days: of `weekdays`, of the first of months, every `interval` days counted from `anchor`."""

    weekdays: frozenset[int] = _EVERY_DAY
    interval: int = 1
    anchor: int = 0
    monthly: bool = False

    def on(self, day: int) -> bool:
        if self.monthly:
            return date.fromordinal(day).day == 1
        return iso_weekday(day) in self.weekdays and (day - self.anchor) % self.interval == 0

    def rule(self, shift: int) -> str:
        """The RRULE without its end. shift: days by which timed events are later than the days they are
        for."""
        if self.monthly:
            return "FREQ=MONTHLY;BYMONTHDAY=1"
        chosen = sorted((day - 1 + shift) % 7 for day in self.weekdays)
        names = "" if self.weekdays == _EVERY_DAY else f";BYDAY={','.join(_DAY_NAMES[day] for day in chosen)}"
        if self.interval > 1:
            return f"FREQ=DAILY;INTERVAL={self.interval}{names}"
        return f"FREQ=WEEKLY{names}" if names else "FREQ=DAILY"


class Event(NamedTuple):
    """time: HH:MM, None for all day. `first` and `last` are the days of the first and (None: for ever) no
    later than the last event; `left_out` those between that are paused."""

    uid: str
    time: str | None
    recurrence: Recurrence
    first: date
    last: date | None
    left_out: list[date]


def events_of(item: Mapping[str, Any], window: Window) -> Iterator[Event]:
    """The events of a HABIT# item that has its pauses; none for a habit that is over or paused for good."""
    rules = rules_from(item)
    times: dict[str | None, frozenset[int]] = {}
    for reminder in item.get("reminders", []):
        times[reminder["time"]] = times.get(reminder["time"], frozenset()) | frozenset(reminder["days"])
    for time, days in sorted(times.items()) or [(None, _EVERY_DAY)]:
        recurrence = _at_times(rules, days) if time else _all_day(rules)
        uid = f"{item['id']}-{time.replace(':', '')}" if time else item["id"]
        event = _event(f"{uid}@daybook", time, recurrence, rules, window)
        if event is not None:
            yield event


def _all_day(rules: Rules) -> Recurrence:
    schedule = rules.schedule
    if schedule.period == "week":
        return Recurrence(frozenset([schedule.week_start]))
    if schedule.period == "month":
        return Recurrence(monthly=True)
    if schedule.period == "block":
        return Recurrence(interval=schedule.days, anchor=rules.anchor)
    return Recurrence(schedule.weekdays or _EVERY_DAY)


def _at_times(rules: Rules, days: frozenset[int]) -> Recurrence:
    schedule = rules.schedule
    if schedule.spaced:
        return Recurrence(days, schedule.days, rules.anchor)
    return Recurrence(days & (schedule.weekdays or _EVERY_DAY))


def _event(uid: str, time: str | None, recurrence: Recurrence, rules: Rules, window: Window) -> Event | None:
    first, last = max(rules.anchor, window.first.toordinal()), rules.last
    pauses = []
    for begins, ends in sorted(rules.pauses):
        if ends > window.last.toordinal():
            last = min(begins - 1, last or begins - 1)
        else:
            pauses.append(range(begins, ends + 1))
    paused = {day for pause in pauses for day in pause if day >= first}
    # Weekdays and intervals meet again after their least common multiple; months begin within 31 days.
    span = max(_LONGEST_MONTH, lcm(recurrence.interval, 7)) + len(paused)
    begin = next(
        (day for day in range(first, first + span) if recurrence.on(day) and day not in paused), None
    )
    if begin is None or (last is not None and begin > last):
        return None
    left_out = [
        date.fromordinal(day)
        for day in sorted(paused)
        if day > begin and recurrence.on(day) and (last is None or day <= last)
    ]
    end = None if last is None else date.fromordinal(last)
    return Event(uid, time, recurrence, date.fromordinal(begin), end, left_out)


def shifted(day: date, shift: int) -> date:
    """The day on the calendar for a day of the habit's."""
    return day + timedelta(days=shift)
