"""The feed, read by a library that knows the standard (icalendar) and by dateutil's recurrences."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from functions.calendar.logic.zones import timezone_lines
from shared.table import Table
from tests.unit.calendar.conftest import Owner, days_of

BERLIN = ZoneInfo("Europe/Berlin")
# Sunday 10 May 2099 is the tests' now; habits are made on Friday 1 May.


def days(*numbers: int) -> list[date]:
    return [date(2099, 5, number) for number in numbers]


@pytest.mark.parametrize(
    ("schedule", "expected", "title"),
    [
        ({"type": "daily"}, days(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), "Run"),
        ({"type": "weekdays", "days": [1, 5]}, days(1, 4, 8), "Run"),
        ({"type": "times", "times": 3, "period": "week"}, days(4), "Run (3× a week)"),
        ({"type": "times", "times": 3, "period": "week", "week_start": 7}, days(3, 10), "Run (3× a week)"),
        ({"type": "times_in_days", "times": 2, "days": 4}, days(1, 5, 9), "Run (2× in 4 days)"),
        ({"type": "every", "days": 3}, days(1, 4, 7, 10), "Run"),
    ],
)
def test_a_schedule_is_a_recurring_all_day_event(
    ada: Owner, schedule: dict[str, Any], expected: list[date], title: str
) -> None:
    ada.habit(schedule=schedule)
    event = ada.event()
    assert days_of(event, date(2099, 5, 10)) == expected
    assert (str(event["SUMMARY"]), str(event["TRANSP"])) == (title, "TRANSPARENT")


def test_times_a_month_stand_on_the_first_of_it(ada: Owner) -> None:
    ada.habit(schedule={"type": "times", "times": 2, "period": "month"}, icon="🏃")
    event = ada.event()
    assert days_of(event, date(2099, 8, 31)) == [date(2099, n, 1) for n in (5, 6, 7, 8)]
    assert str(event["SUMMARY"]) == "🏃 Run (2× a month)"


def test_words_are_in_the_persons_language(table: Table) -> None:
    grete = Owner(table, "grete", language="de")
    grete.habit(schedule={"type": "times", "times": 2, "period": "week"})
    assert str(grete.event()["SUMMARY"]) == "Run (2× pro Woche)"


def test_a_reminder_is_an_event_at_its_local_time(ada: Owner) -> None:
    habit_id = ada.habit(
        reminders=[
            {"time": "07:30", "days": [1, 2]},
            {"time": "07:30", "days": [7]},
            {"time": "21:00", "days": [6]},
        ]
    )
    morning, evening = ada.events()
    assert days_of(morning, date(2099, 5, 5)) == [
        datetime(2099, 5, day, 7, 30, tzinfo=BERLIN) for day in (3, 4, 5)
    ]
    assert days_of(evening, date(2099, 5, 9)) == [
        datetime(2099, 5, day, 21, 0, tzinfo=BERLIN) for day in (2, 9)
    ]
    assert [str(event["UID"]) for event in (morning, evening)] == [
        f"{habit_id}-0730@daybook",
        f"{habit_id}-2100@daybook",
    ]


def test_reminders_keep_to_the_schedule(ada: Owner) -> None:
    ada.habit(schedule={"type": "weekdays", "days": [1, 3]}, reminders=[{"time": "08:00", "days": [3, 4]}])
    assert [at.date() for at in days_of(ada.event(), date(2099, 5, 14))] == days(6, 13)


def test_a_reminder_on_days_that_are_never_due_is_no_event(ada: Owner) -> None:
    ada.habit(schedule={"type": "weekdays", "days": [1]}, reminders=[{"time": "08:00", "days": [2]}])
    ada.habit(schedule={"type": "every", "days": 7}, reminders=[{"time": "08:00", "days": [2]}])
    assert ada.events() == []


def test_before_the_day_begins_it_is_still_the_day_before(table: Table) -> None:
    owl = Owner(table, "owl", day_start_hour=4)
    owl.habit(
        schedule={"type": "weekdays", "days": [5]},
        reminders=[{"time": "01:00", "days": [5]}],
        end_date="2099-05-08",
    )
    assert days_of(owl.event(), date(2099, 5, 31)) == [
        datetime(2099, 5, day, 1, tzinfo=BERLIN) for day in (2, 9)
    ]


def test_start_and_end(ada: Owner) -> None:
    ada.habit(start_date="2099-05-06", end_date="2099-05-08")
    assert days_of(ada.event(), date(2099, 6, 1)) == days(6, 7, 8)


def test_the_last_timed_event_is_on_the_last_day(table: Table) -> None:
    kiri = Owner(table, "kiri", timezone="Pacific/Kiritimati")
    kiri.habit(end_date="2099-05-03", reminders=[{"time": "08:00", "days": [1, 2, 3, 4, 5, 6, 7]}])
    assert [at.date() for at in days_of(kiri.event(), date(2099, 6, 1))] == days(1, 2, 3)


@pytest.mark.parametrize("reminders", [[], [{"time": "08:00", "days": [1, 2, 3, 4, 5, 6, 7]}]])
def test_pauses_are_left_out(ada: Owner, reminders: list[dict[str, Any]]) -> None:
    ada.habit(reminders=reminders)
    ada.paused("2099-05-03", "2099-05-05")
    shown = days_of(ada.event(), date(2099, 5, 7))
    assert [at if type(at) is date else at.date() for at in shown] == days(1, 2, 6, 7)


def test_an_open_pause_ends_the_event_until_it_ends(ada: Owner) -> None:
    ada.habit()
    ada.paused("2099-05-03", None)
    assert days_of(ada.event(), date(2099, 6, 1)) == days(1, 2)


def test_a_pause_of_another_habit_changes_nothing(ada: Owner) -> None:
    ada.habit()
    ada.paused("2099-05-03", None, ["other"])
    assert len(days_of(ada.event(), date(2099, 5, 10))) == 10


def test_a_pause_at_the_start_is_no_first_event(ada: Owner) -> None:
    ada.habit(schedule={"type": "every", "days": 3})
    ada.paused("2099-04-01", "2099-05-02")
    assert days_of(ada.event(), date(2099, 5, 10)) == days(4, 7, 10)


def test_what_is_over_archived_or_deleted_is_not_there(ada: Owner) -> None:
    ada.habit(start_date="2090-01-01", end_date="2090-02-01")
    ada.habit(archived=True)
    ada.habit(deleted_at="2099-05-02T00:00:00.000Z")
    assert ada.events() == []


def test_long_ago_is_left_out_but_keeps_its_step(ada: Owner) -> None:
    ada.habit(schedule={"type": "every", "days": 7}, start_date="2080-01-03")
    event = ada.event()
    first = event.decoded("DTSTART")
    assert first >= date(2098, 1, 1)
    assert (first - date(2080, 1, 3)).days % 7 == 0


def test_texts_come_through_whatever_is_in_them(ada: Owner) -> None:
    name = "Größe; 100 €, \\ 日本語のとても長い名前 " + "🏃" * 30
    ada.habit(name=name, question="Did you?\nReally; yes, no\\", group="a,b")
    text = ada.feed()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    event = next(iter(Calendar.from_ical(text).walk("VEVENT")))
    assert str(event["SUMMARY"]) == name
    assert str(event["DESCRIPTION"]) == "Did you?\nReally; yes, no\\"
    assert [str(one) for one in event["CATEGORIES"].cats] == ["a,b"]


def test_habits_stand_in_their_order(ada: Owner, table: Table) -> None:
    first, second = ada.habit(name="A"), ada.habit(name="B")
    table.put({"pk": "USER#ada", "sk": "HABIT#ORDER", "ids": [second, first]})
    assert [str(event["SUMMARY"]) for event in ada.events()] == ["B", "A"]


def test_the_same_habits_are_the_same_bytes(ada: Owner) -> None:
    ada.habit(reminders=[{"time": "08:00", "days": [1]}])
    before = ada.feed()
    ada.now += timedelta(days=200)
    assert ada.feed() == before


def test_a_zone_that_nobody_knows_is_utc(table: Table) -> None:
    owner = Owner(table, "eve", timezone="Atlantis/City")
    owner.habit(reminders=[{"time": "08:00", "days": [7]}])
    assert owner.event().decoded("DTSTART") == datetime(2099, 5, 3, 8, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "key", ["Europe/Berlin", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
def test_the_zone_in_the_file_is_the_zone(key: str) -> None:
    """Every change of the clocks, seconds before and after it, by the definition in the file alone."""
    text = "\r\n".join(["BEGIN:VCALENDAR", *timezone_lines(key, 2024), "END:VCALENDAR", ""])
    (component,) = Calendar.from_ical(text).walk("VTIMEZONE")
    observances = sorted(
        (start, part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td)
        for part in component.subcomponents
        for start in [part["DTSTART"].dt, *([one.dt for one in part["RDATE"].dts] if "RDATE" in part else [])]
    )
    zone, at = ZoneInfo(key), datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
    while at.year < 2034:
        told = [to for start, before, to in observances if start - before <= at.replace(tzinfo=None)][-1]
        assert told == at.astimezone(zone).utcoffset()
        at += timedelta(hours=60)
    for start, before, _ in observances[1:]:
        change = (start - before).replace(tzinfo=timezone.utc)
        assert (change - timedelta(seconds=1)).astimezone(zone).utcoffset() == before


def test_a_file_without_habits_is_a_calendar(ada: Owner) -> None:
    assert Calendar.from_ical(ada.feed())["VERSION"] == "2.0"
