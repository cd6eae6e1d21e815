"""When something reminds, as the due index keeps it: everything that the next time follows from, in a short
text.

    Europe/Berlin|3|2026-01-01|2026-12-31|08:00/12345,01:30/67      weekly
    Europe/Berlin|0|||2026-03-01T09:00,2026-02-28T18:00             at these times once each

Parts: the zone, the hour with which the person's days begin, the first and the last day, the times. The
weekdays (1 is Monday), like the days, are the person's logical ones: where days begin at 3, half past one
on a Sunday is still Saturday's, for the reminder as for "done" (shared/habits/days.py). Times that are once
each are the clock's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from shared.habits.clock import zone_of
from shared.habits.days import logical_day
from shared.reminders.clock import instant, local_time

_DAY = timedelta(days=1)
_DAYS = 8


class Rule(NamedTuple):
    """weekly: HH:MM and the weekdays of it. once: local times, to the minute. first, last: days between which
    the weekly times count, None for no bound."""

    zone: str
    day_start_hour: int = 0
    first: date | None = None
    last: date | None = None
    weekly: tuple[tuple[str, frozenset[int]], ...] = ()
    once: tuple[datetime, ...] = ()

    def text(self) -> str:
        """As it is kept: the same for the same rule."""
        weekly = sorted(f"{at}/{''.join(map(str, sorted(days)))}" for at, days in self.weekly)
        once = sorted(at.isoformat(timespec="minutes") for at in self.once)
        bounds = (day.isoformat() if day else "" for day in (self.first, self.last))
        return "|".join((self.zone, str(self.day_start_hour), *bounds, ",".join(weekly + once)))

    def next(self, after: datetime) -> datetime | None:
        """The first time that is later than `after` (aware), in UTC; None when there is none any more."""
        zone, found = zone_of(self.zone), []
        # A later local time is never an earlier instant, and the times of days before this one are over.
        for locals_ in (sorted(self.once), self._weekly(self.day_of(after))):
            instants = (instant(local, zone) for local in locals_)
            found += list(islice((at for at in instants if at > after), 1))
        return min(found, default=None)

    def is_at(self, at: datetime) -> bool:
        """Whether it reminds in the minute `at`."""
        zone = zone_of(self.zone)
        # Of the day before too: a gap over midnight moves its last times into this one.
        candidates = (*self.once, *islice(self._weekly(self.day_of(at) - _DAY), 3 * len(self.weekly)))
        return any(instant(local, zone) == at for local in candidates)

    def day_of(self, at: datetime) -> date:
        """The person's day that a reminder at `at` belongs to."""
        return logical_day(at, zone_of(self.zone), self.day_start_hour)

    def time_of(self, at: datetime) -> str:
        """What the person's clock shows then, as HH:MM."""
        return local_time(at, zone_of(self.zone)).strftime("%H:%M")

    def _weekly(self, start: date) -> Iterator[datetime]:
        """Local times in their order, of at most eight days: by then every weekday has come round."""
        if self.first is not None and self.first > start:
            start = self.first
        # The last day that there is has no morning after it.
        last = min(self.last or date.max, date.max - _DAY)
        for ordinal in range(start.toordinal(), min(start.toordinal() + _DAYS, last.toordinal() + 1)):
            day = date.fromordinal(ordinal)
            times = (text for text, weekdays in self.weekly if day.isoweekday() in weekdays)
            yield from sorted(on_day(day, text, self.day_start_hour) for text in times)


def on_day(day: date, at: str, day_start_hour: int) -> datetime:
    """The local time HH:MM of a person's day, which may be on the next date of the calendar."""
    clock = time.fromisoformat(at)
    is_next = clock.hour < day_start_hour and day < date.max
    return datetime.combine(day + _DAY if is_next else day, clock)


def rule_from(text: str) -> Rule:
    """The reverse of `Rule.text`. Raises ValueError."""
    zone, hour, first, last, times = text.split("|")
    given = times.split(",") if times else []
    return Rule(
        zone,
        int(hour),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        tuple(_weekly_from(given)),
        tuple(datetime.fromisoformat(one) for one in given if "/" not in one),
    )


def _weekly_from(given: Iterable[str]) -> Iterator[tuple[str, frozenset[int]]]:
    for one in given:
        at, slash, days = one.partition("/")
        if slash:
            yield at, frozenset(map(int, days))
