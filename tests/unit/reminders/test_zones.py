"""Every zone of the tz database, for two years: no reminder is missing, doubled or at a wrong local time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import available_timezones

import pytest

from shared.reminders.rule import Rule
from tests.support.clocks import EPOCH, Span, first_shown, minutes, spans

BEGIN = datetime(2026, 1, 1, tzinfo=timezone.utc)
END = datetime(2028, 1, 1, tzinfo=timezone.utc)
EVERY_DAY = frozenset(range(1, 8))
# In the hours in which clocks are changed somewhere, on both sides of midnight, and in broad daylight.
TIMES = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "08:00", "23:30", "23:59")
A_DAYS = ("00:30", "02:30", "23:30")
# "localtime" is whatever this machine has.
ZONES = sorted(available_timezones() - {"localtime", "Factory"})


def clock_of(name: str) -> tuple[Span, ...]:
    return spans(name, minutes(BEGIN) - 2 * 24 * 60, minutes(END) + 2 * 24 * 60)


def one_for_each_clock() -> dict[str, str]:
    """A zone for each way in which clocks run in these years, and how many zones run so."""
    alike: dict[tuple[Span, ...], list[str]] = {}
    for name in ZONES:
        alike.setdefault(clock_of(name), []).append(name)
    return {names[0]: f"{names[0]} and {len(names) - 1} like it" for names in alike.values()}


CLOCKS = one_for_each_clock()


def test_there_are_zones_with_gaps_and_such_that_show_times_twice() -> None:
    steps = [after.ahead - span.ahead for z in CLOCKS for span, after in pairwise(clock_of(z))]
    assert len(ZONES) > 590
    assert {60, -60, 30, -30, 120, -120} <= set(steps)


@pytest.mark.exhaustive
@pytest.mark.parametrize("zone", CLOCKS, ids=CLOCKS.values())
def test_each_time_comes_once_a_day_and_when_the_clock_shows_it(zone: str) -> None:
    """Three times a day through both years, and all of TIMES around the days on which clocks are changed."""
    first, last = minutes(BEGIN), minutes(END)
    wanted = expected(zone, first, last, A_DAYS)
    assert chain(rule(zone, A_DAYS), first, last) == wanted
    for change in (span.start for span in clock_of(zone)[1:]):
        first, last = change - 36 * 60, change + 36 * 60
        assert chain(rule(zone, TIMES), first, last) == expected(zone, first, last, TIMES)


def test_where_no_clock_is_changed_over_them_all_are_there() -> None:
    first, last = minutes(BEGIN), minutes(END)
    assert len(chain(rule("Europe/Berlin", ("02:30", "08:00")), first, last)) == 2 * 730


def rule(zone: str, times: tuple[str, ...]) -> Rule:
    return Rule(zone, weekly=tuple((time, EVERY_DAY) for time in times))


def chain(rule: Rule, first: int, last: int) -> list[int]:
    """When it reminds, told one from the other as the due index does."""
    found, at = list[int](), EPOCH + timedelta(minutes=first - 1)
    while (following := rule.next(at)) is not None and minutes(following) < last:
        found.append(minutes(following))
        at = following
    return found


def expected(zone: str, first: int, last: int, times: tuple[str, ...]) -> list[int]:
    """The same, from a table of all days. Times that fall together in a gap's end remind once."""
    clock = clock_of(zone)
    shown = set()
    for day in range(first // (24 * 60) - 2, last // (24 * 60) + 3):
        for time in times:
            local = day * 24 * 60 + int(time[:2]) * 60 + int(time[3:])
            shown.add(first_shown(local, clock))
    return sorted(at for at in shown if first <= at < last)
