"""When something reminds next."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reminders.clock import minute_from, minute_text
from shared.reminders.rule import Rule, on_day, rule_from
from shared.reminders.rules_of import of_digest, of_habit, of_task
from tests.support.thorough import examples

EVERY_DAY = frozenset(range(1, 8))
BERLIN: dict[str, Any] = {"timezone": "Europe/Berlin"}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def habit(**fields: Any) -> dict[str, Any]:
    return {"archived": False, "reminders": [{"time": "08:00", "days": [1, 3]}], **fields}


def task(*reminders: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"status": "open", "due": {"date": "2026-05-10"}, "reminders": list(reminders), **fields}


@pytest.mark.parametrize(
    ("time", "after", "expected"),
    [
        ("08:00", "2026-01-05T06:59", "2026-01-05T07:00"),
        ("08:00", "2026-01-05T07:00", "2026-01-06T07:00"),
        # Clocks go forward at 01:00 UTC: 02:30 is left out, and comes as 03:00.
        ("02:30", "2026-03-28T12:00", "2026-03-29T01:00"),
        ("03:00", "2026-03-28T12:00", "2026-03-29T01:00"),
        ("08:00", "2026-03-28T12:00", "2026-03-29T06:00"),
        # Clocks go back at 01:00 UTC: 02:30 is shown at 00:30 and at 01:30 UTC; the first counts.
        ("02:30", "2026-10-24T12:00", "2026-10-25T00:30"),
        ("02:30", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("02:30", "2026-10-25T00:45", "2026-10-26T01:30"),
    ],
)
def test_a_local_time_in_berlin(time: str, after: str, expected: str) -> None:
    assert Rule("Europe/Berlin", weekly=((time, EVERY_DAY),)).next(utc(after)) == utc(expected)


def test_once_a_week_is_in_a_week() -> None:
    rule = Rule("UTC", weekly=(("08:00", frozenset({1})),))
    assert rule.next(utc("2026-01-05T08:00")) == utc("2026-01-12T08:00")
    assert rule.next(utc("2026-01-05T07:59")) == utc("2026-01-05T08:00")


def test_times_that_fall_together_in_a_gap_are_one() -> None:
    rule = Rule("Europe/Berlin", weekly=(("02:15", EVERY_DAY), ("02:45", EVERY_DAY), ("03:00", EVERY_DAY)))
    assert rule.next(utc("2026-03-29T00:00")) == utc("2026-03-29T01:00")
    assert rule.next(utc("2026-03-29T01:00")) == utc("2026-03-30T00:15")


def test_a_gap_over_midnight_moves_the_evenings_last_time_into_the_next_day() -> None:
    # In Beirut clocks go from 00:00 to 01:00; in Greenland's Ittoqqortoormiit from 23:00 to 00:00.
    assert Rule("Asia/Beirut", weekly=(("00:30", EVERY_DAY),)).next(utc("2026-03-28T12:00")) == utc(
        "2026-03-28T22:00"
    )
    late = Rule("America/Scoresbysund", weekly=(("23:30", frozenset({6})),))
    moved = late.next(utc("2026-03-28T12:00"))
    assert moved == utc("2026-03-29T01:00")
    assert late.is_at(utc("2026-03-29T01:00"))
    assert moved.astimezone(ZoneInfo("America/Scoresbysund")).strftime("%a %H:%M") == "Sun 00:00"


def test_weekdays_are_the_persons_days() -> None:
    """Half past one on Tuesday is still Monday for whom days begin at three: the day of "done"."""
    rule = Rule("UTC", 3, weekly=(("01:30", frozenset({1})),))
    at = rule.next(utc("2026-01-01T00:00"))
    assert at == utc("2026-01-06T01:30")
    assert (rule.day_of(at), rule.time_of(at)) == (date(2026, 1, 5), "01:30")


def test_it_begins_and_ends_with_the_habit() -> None:
    bounds = {"start_date": "2026-03-01", "end_date": "2026-03-10"}
    rule = of_habit(habit(**bounds), BERLIN)
    assert rule is not None
    assert rule.next(utc("2025-06-01T00:00")) == utc("2026-03-02T07:00")
    assert rule.next(utc("2026-03-04T07:00")) == utc("2026-03-09T07:00")
    assert rule.next(utc("2026-03-09T07:00")) is None
    assert rule.is_at(utc("2026-03-09T07:00")) and not rule.is_at(utc("2026-03-11T07:00"))


@pytest.mark.parametrize(
    "item", [None, habit(archived=True), habit(deleted_at="2026-01-01T00:00:00Z"), habit(reminders=[]), {}]
)
def test_what_reminds_of_nothing_has_no_rule(item: dict[str, Any] | None) -> None:
    assert of_habit(item, BERLIN) is None


def test_tasks_remind_at_a_time_or_before_they_are_due() -> None:
    item = task(
        {"at": "2026-05-01T09:15"}, {"days_before": 1, "time": "18:00"}, {"days_before": 0, "time": "01:00"}
    )
    rule = of_task(item, {**BERLIN, "day_start_hour": 3})
    assert rule is not None
    found, at = [], utc("2026-04-01T00:00")
    while (following := rule.next(at)) is not None:
        found.append(minute_text(at := following))
    assert found == ["2026-05-01T07:15", "2026-05-09T16:00", "2026-05-10T23:00"]


@pytest.mark.parametrize(
    "item",
    [
        None,
        task(),
        task({"days_before": 1, "time": "18:00"}, due=None),
        task({"at": "2026-05-01T09:15"}, status="done"),
        task({"at": "2026-05-01T09:15"}, deleted_at="2026-01-01T00:00:00Z"),
    ],
)
def test_a_task_that_reminds_of_nothing_has_no_rule(item: dict[str, Any] | None) -> None:
    assert of_task(item, BERLIN) is None


def test_the_digest_comes_on_monday_morning_to_whom_wants_it() -> None:
    assert of_digest({}, BERLIN) is None
    rule = of_digest({"channels": {"digest": {"mail": True}}}, BERLIN)
    assert rule is not None and rule.next(utc("2026-07-01T00:00")) == utc("2026-07-06T05:00")


def test_a_zone_that_the_database_has_dropped_is_utc() -> None:
    assert Rule("Mars/Olympus", weekly=(("08:00", EVERY_DAY),)).next(utc("2026-01-01T00:00")) == utc(
        "2026-01-01T08:00"
    )


CLOCK_TIMES = st.times().map(lambda time: time.strftime("%H:%M"))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - made aware
    lambda at: at.replace(tzinfo=timezone.utc)
)
WEEKDAYS = st.sets(st.integers(1, 7), min_size=1).map(frozenset)
RULES = st.builds(
    Rule,
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "UTC"]),
    day_start_hour=st.integers(0, 6),
    first=st.none(),
    last=st.none(),
    weekly=st.lists(st.tuples(CLOCK_TIMES, WEEKDAYS), max_size=4, unique_by=lambda one: one[0]).map(tuple),
    once=st.lists(
        MOMENTS.map(lambda at: at.replace(tzinfo=None, second=0, microsecond=0)), max_size=3, unique=True
    ).map(lambda times: tuple(sorted(times))),
)


@examples(60)
@given(RULES, MOMENTS)
def test_next_is_later_and_nothing_lies_between(rule: Rule, after: datetime) -> None:
    following = rule.next(after)
    if following is None:
        assert not rule.weekly
        return
    assert following > after and rule.is_at(following)
    # Asked again from anywhere before it, it is the same one.
    assert rule.next(after + (following - after) / 2) == following
    assert following - after <= timedelta(days=8) or not rule.weekly


@examples(60)
@given(RULES)
def test_a_rule_survives_being_kept(rule: Rule) -> None:
    kept = rule_from(rule.text())
    assert kept.text() == rule.text()
    assert (kept.zone, kept.day_start_hour, set(kept.weekly), set(kept.once)) == (
        rule.zone,
        rule.day_start_hour,
        set(rule.weekly),
        set(rule.once),
    )


@examples(60)
@given(CLOCK_TIMES, st.integers(0, 6), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_time_belongs_to_the_day_that_it_was_made_for(time: str, hour: int, day: date) -> None:
    """Where no clock is changed."""
    rule = Rule("UTC", hour, weekly=((time, EVERY_DAY),))
    at = on_day(day, time, hour).replace(tzinfo=timezone.utc)
    assert rule.day_of(at) == day and rule.is_at(at) and rule.time_of(at) == time


def test_minutes_are_texts_that_sort() -> None:
    assert minute_from(minute_text(utc("2026-01-05T07:00"))) == utc("2026-01-05T07:00")
    assert minute_text(utc("2026-01-05T07:00").astimezone(ZoneInfo("Asia/Tokyo"))) == "2026-01-05T07:00"
