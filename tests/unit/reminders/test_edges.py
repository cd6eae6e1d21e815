"""Times at the end of the calendar: what one person writes keeps nobody else from being reminded."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest

from shared.reminders.rule import Rule
from shared.reminders.wanted import wanted
from tests.unit.reminders.world import ADA, TASK, World, at

BOB = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
NOW = datetime(2026, 11, 21, tzinfo=timezone.utc)
# Clocks behind UTC run out of years at the end, those ahead of it at the beginning.
ZONES = ("America/New_York", "Asia/Tokyo", "UTC")
FIRST, LAST = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)  # noqa: DTZ001 - a wall clock's
EVERY_DAY = frozenset(range(1, 8))


def task(*times: str) -> dict[str, Any]:
    reminders = [{"at": time} for time in times]
    return {"id": TASK, "title": "Call", "status": "open", "reminders": reminders}


@pytest.mark.parametrize("zone", ZONES)
def test_the_last_minute_that_there_is_stops_nobodys_reminders(zone: str) -> None:
    world, now = World(), at("07:57")
    world.tick(now)
    world.person(timezone=zone)
    world.person(BOB)
    local = {"America/New_York": "2099-05-04T04:00", "Asia/Tokyo": "2099-05-04T17:00"}
    soon = local.get(zone, "2099-05-04T08:00")
    world.save(f"TASK#{TASK}", task("0001-01-01T00:00", soon, "9999-12-31T23:59"), now)
    world.habit("08:00", user_id=BOB, now=now)
    world.run(at("07:58"), at("08:01"))
    assert {(message.user_id, message.ref["of"]) for message in world.sent} == {
        (ADA, "task"),
        (BOB, "habit"),
    }
    (hers,) = (message for message in world.sent if message.user_id == ADA)
    profile = world.table.get(f"USER#{ADA}", "PROFILE") or {}
    assert wanted(world.table, profile, hers, at("08:00")) is not None
    assert world.is_sound()


def test_an_entry_that_nobody_can_work_out_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    world, now = World(), at("07:57")
    world.tick(now)
    world.person()
    world.person(BOB)
    for user_id in (ADA, BOB):
        world.habit("08:00", user_id=user_id, now=now)
    (minute,) = set(world.entries())
    (sk,) = (sk for pk, sk in world.memory.items if pk == minute and sk.startswith(ADA))
    broken = "UTC|99999999999999999999|||08:00/1"
    world.table.update(minute, sk, set={"rule": broken})
    world.run(at("07:58"), at("08:01"))
    assert [message.user_id for message in world.sent] == [BOB]
    assert "nobody can tell" in capsys.readouterr().out


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day_start_hour", [0, 6])
def test_rules_at_the_ends_of_the_calendar_have_an_answer(zone: str, day_start_hour: int) -> None:
    once = Rule(zone, day_start_hour, once=(FIRST, LAST))
    assert (once.next(NOW) or NOW).year >= 9999 and not once.is_at(NOW)
    for first in (date.max, date(9999, 12, 29)):
        weekly = Rule(zone, day_start_hour, first=first, weekly=(("05:30", EVERY_DAY), ("23:30", EVERY_DAY)))
        following = weekly.next(NOW)
        assert following is None or following.year >= 9999
        assert not weekly.is_at(NOW)
