"""Twelve weeks in figures. Today is Sunday, 10 May 2099."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shared.habits.marks import IMPORTED
from shared.table import Table
from tests.unit.analytics.client import Ada


def at(ada: Ada, ago: int, hour: int, zone: str = "UTC") -> datetime:
    local = datetime.combine(ada.day(ago), time(hour, 30), ZoneInfo(zone))
    return local.astimezone(timezone.utc)


def test_a_new_person_has_twelve_empty_weeks(ada: Ada) -> None:
    found = ada.summary()
    assert [(week["start"], week["end"]) for week in (found["weeks"][0], found["weeks"][-1])] == [
        ("2099-02-16", "2099-02-22"),
        ("2099-05-04", "2099-05-10"),
    ]
    assert len(found["weeks"]) == 12
    assert {(week["due"], week["rate"], week["change"], week["points"]) for week in found["weeks"]} == {
        (0, None, None, 0)
    }
    assert found["trend"] == {"recent": None, "before": None, "change": None}
    assert (found["best_weekday"], found["hardest_weekday"], found["streaks"]) == (None, None, [])


def test_weeks_and_what_became_of_them(ada: Ada) -> None:
    habit = ada.habit()
    # The week that is under way: nothing; four whole weeks: all; four before them: every other day.
    ada.has_marked(habit, dict.fromkeys((*range(7, 35), *range(35, 63, 2), 62), "done"))
    found = ada.summary()
    weeks = found["weeks"]
    assert [(week["done"], week["due"]) for week in weeks[-3:]] == [(7, 7), (7, 7), (0, 7)]
    assert weeks[-1]["rate"] == 0
    assert (weeks[-1]["change"], weeks[-5]["change"]) == (-1, pytest.approx(1 - 15 / 28, abs=1e-4))
    assert found["trend"]["recent"] == 1
    assert found["trend"]["before"] == pytest.approx(15 / 28, abs=1e-4)
    assert found["trend"]["change"] == pytest.approx(13 / 28, abs=1e-4)


def test_each_week_is_that_of_the_overview(ada: Ada) -> None:
    schedules: list[Any] = [
        {"type": "daily"},
        {"type": "times", "times": 3, "period": "week"},
        {"type": "every", "days": 5},
        {"type": "times", "times": 9, "period": "month"},
    ]
    habits = [ada.habit(schedule=schedule) for schedule in schedules]
    for number, habit in enumerate(habits):
        ada.has_marked(habit, dict.fromkeys(range(number, 130, 1 + number), "done") | {9: "skip"})
    ada.ok("PATCH", f"/habits/{habits[0]}", {"archived": True})
    ada.has_vacations({"v": {"start": "2099-03-03", "end": "2099-03-09", "habits": None}})
    for week in ada.summary()["weeks"]:
        totals = ada.ok("GET", "/overview", query={"date": week["start"]})["totals"]
        assert (week["done"], week["due"]) == (totals["done"], totals["due"]), week["start"]


def test_the_best_and_the_hardest_weekday(ada: Ada) -> None:
    habit = ada.habit()
    # Never on Wednesdays (4, 11, …), always on Mondays (6, 13, …), else three weeks of four.
    missed = {ago for ago in range(84) if ago % 7 == 4 or (ago % 7 != 6 and ago % 28 < 7)}
    ada.has_marked(habit, {ago: "done" for ago in range(84) if ago not in missed})
    found = ada.summary()
    assert (found["best_weekday"], found["hardest_weekday"]) == (1, 3)
    wednesday = found["weekdays"][2]
    assert wednesday == {"weekday": 3, "done": 0, "due": 12}
    # Today is a Sunday and not over.
    assert found["weekdays"][6]["due"] == 11


def test_weekdays_are_not_compared_on_a_few_days(ada: Ada) -> None:
    ada.has_marked(ada.habit(), {ago: "done" for ago in range(20) if ago % 7 != 4} | {20: "done"})
    found = ada.summary()
    assert (found["best_weekday"], found["hardest_weekday"]) == (None, None)


def test_the_best_time_of_day_is_that_of_the_persons_clock(table: Table) -> None:
    ada = Ada(table, timezone="America/New_York")
    habit = ada.habit()
    ada.marked_at(habit, {ago: at(ada, ago, 7 + ago % 2, "America/New_York") for ago in range(1, 21)})
    found = ada.summary()["time_of_day"]
    assert (found["marks"], found["needed"]) == (20, 20)
    assert (found["hours"][7], found["hours"][8]) == (10, 10)
    assert found["best"] == {"from_hour": 6, "to_hour": 9, "share": 1}


def test_it_may_go_past_midnight(table: Table) -> None:
    ada = Ada(table, day_start_hour=4)
    habit = ada.habit()
    late = {ago: at(ada, ago, 23) for ago in range(1, 15)}
    ada.marked_at(habit, late | {ago: at(ada, ago - 1, 1) for ago in range(15, 29)})
    assert ada.summary()["time_of_day"]["best"] == {"from_hour": 23, "to_hour": 2, "share": 1}


def test_nothing_is_said_of_few_marks_and_of_those_that_tell_nothing(ada: Ada) -> None:
    habit, restored = ada.habit(), ada.habit()
    ada.marked_at(habit, {ago: at(ada, ago, 7) for ago in range(1, 20)})
    later = {ago: at(ada, ago - 1, 7) for ago in range(20, 40)}
    ada.marked_at(habit, later)
    ada.marked_at(restored, {ago: at(ada, ago, 7) for ago in range(1, 20)}, IMPORTED)
    found = ada.summary()["time_of_day"]
    assert (found["marks"], found["best"]) == (19, None)


def test_streaks_that_go_on(ada: Ada) -> None:
    long, short, broken, archived = (ada.habit(name=name) for name in ("Long", "Short", "Broken", "Old"))
    ada.has_marked(long, dict.fromkeys(range(200), "done"))
    ada.has_marked(short, {1: "done", 2: "done"})
    ada.has_marked(broken, dict.fromkeys(range(3, 90), "done"))
    ada.has_marked(archived, dict.fromkeys(range(30), "done"))
    ada.ok("PATCH", f"/habits/{archived}", {"archived": True})
    assert [(one["name"], one["streak"], one["since"]) for one in ada.summary()["streaks"]] == [
        ("Long", 200, ada.day(199).isoformat()),
        ("Short", 2, ada.day(2).isoformat()),
    ]


def test_points_and_tasks_by_week(table: Table) -> None:
    ada = Ada(table, timezone="Asia/Tokyo")
    ada.has_earned(ada.habit(), [0, 1, 7, 8, 9], streaks={"03": 7}, undone={"01"})
    tasks = {"A": "2099-05-03T14:59:00.000Z", "B": "2099-05-03T15:00:00.000Z", "C": None}
    for name, done_at in tasks.items():
        item = {"id": name, "status": "done" if done_at else "open", "done_at": done_at}
        table.put({"pk": ada.pk, "sk": f"TASK#{name}", **item})
    weeks = ada.summary()["weeks"]
    # Of 1, 2 and 3 May the first was undone, and a streak came to seven on the third.
    assert [(week["points"], week["tasks_done"]) for week in weeks[-2:]] == [(70, 1), (20, 1)]


def test_what_a_token_may(ada: Ada) -> None:
    assert ada.send("GET", "/analytics/summary", scopes="habits:read").status == 403
    assert ada.send("GET", "/analytics/summary", scopes="analytics:read").status == 200
    body = {"display_name": "Ada"}
    assert ada.send("PUT", "/analytics/leaderboard/me", body, scopes="analytics:read").status == 403


def test_the_span_is_that_of_the_persons_own_day(ada: Ada) -> None:
    ada.ok("POST", "/habits", {"name": "Run"})
    ada.now += timedelta(hours=13)
    assert ada.summary()["as_of"] == "2099-05-11"
    assert ada.summary()["weeks"][-1]["start"] == "2099-05-11"
