"""All habits over a week, a month or a year, over the API. Today is Sunday, 10 May 2099."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.table import Table
from tests.unit.habits.client import CountingClient, Person
from tests.unit.habits.test_today import renew

THREE_A_WEEK = {"type": "times", "times": 3, "period": "week"}


def overview(person: Person, **query: Any) -> Any:
    return person.ok("GET", "/overview", query=query)


def test_a_week(ada: Person) -> None:
    run = ada.habit(colour="teal", icon="🏃")
    water = ada.habit(name="Water", kind="numeric", target=8, unit="glasses")
    ada.has_marked(run, {8: "done", 6: "done", 5: "skip", 4: "missed", 0: "done"})
    for ago, glasses in ((6, 8), (5, 9.5), (0, 3)):
        ada.check_in(water, ada.day(ago), value=glasses)

    found = overview(ada)
    assert {name: found[name] for name in ("period", "start", "end", "today")} == {
        "period": "week",
        "start": "2099-05-04",
        "end": "2099-05-10",
        "today": "2099-05-10",
    }
    assert [(day["done"], day["due"]) for day in found["days"]] == [
        *((2, 2), (1, 1), (0, 2), (0, 2), (0, 2), (0, 2), (1, 2))
    ]
    assert found["days"][0]["date"] == "2099-05-04"
    assert found["totals"] == {"done": 4, "due": 13, "perfect_days": 2}
    first, second = (next(row for row in found["habits"] if row["id"] == one) for one in (run, water))
    assert {name: first[name] for name in ("id", "name", "colour", "icon", "kind", "unit")} == {
        "id": run,
        "name": "Run",
        "colour": "teal",
        "icon": "🏃",
        "kind": "yes_no",
        "unit": None,
    }
    assert [first[name] for name in ("done", "due", "skipped", "amount")] == [2, 6, 1, None]
    assert [second[name] for name in ("done", "due", "skipped", "amount")] == [2, 7, 0, 20.5]
    assert (first["streak"], first["streak_unit"]) == (1, "days")
    scores = {point["date"]: point["score"] for point in ada.stats(run)["scores"]}
    assert first["score_start"] == pytest.approx(scores["2099-05-03"], abs=1e-9)
    assert first["score_end"] == pytest.approx(scores["2099-05-10"], abs=1e-9)


def test_days_to_come_count_nothing(ada: Person) -> None:
    ada.check_in(ada.habit(), ada.day(9))
    month = overview(ada, period="month")
    assert (month["start"], month["end"], len(month["days"])) == ("2099-05-01", "2099-05-31", 10)
    assert month["totals"] == {"done": 1, "due": 10, "perfect_days": 1}
    sundays = overview(ada, week_start=7)
    assert (sundays["start"], sundays["end"], len(sundays["days"])) == ("2099-05-10", "2099-05-16", 1)
    assert sundays["totals"]["due"] == 1


def test_a_habit_is_due_from_its_making_or_its_start(ada: Person) -> None:
    made, begun = ada.habit(), ada.habit(start_date="2099-05-09")
    ada.habit(start_date="2099-06-01")
    found = overview(ada, period="month")
    assert {habit["id"]: habit["due"] for habit in found["habits"]} == {made: 1, begun: 2}
    assert overview(ada, date="2099-04-30")["habits"] == []


def test_vacations_are_neither_done_nor_due(ada: Person) -> None:
    habit_id = ada.habit()
    ada.has_marked(habit_id, {5: "done", 6: "done"})
    ada.has_vacations({"v": {"start": str(ada.day(5)), "end": str(ada.day(1)), "habits": None}})
    found = overview(ada)
    assert found["totals"] == {"done": 1, "due": 2, "perfect_days": 1}
    assert [day["due"] for day in found["days"]] == [1, 0, 0, 0, 0, 0, 1]


def test_archived_habits_with_days_in_the_period_belong_to_it(ada: Person) -> None:
    kept, archived, deleted = ada.habit(), ada.habit(), ada.habit()
    for habit_id in (kept, archived, deleted):
        ada.has_marked(habit_id, {9: "done", 7: "done"})
    ada.ok("PATCH", f"/habits/{archived}", {"archived": True})
    ada.ok("DELETE", f"/habits/{deleted}")
    ada.ok("PUT", "/habits/order", {"ids": [archived, kept]})

    month = overview(ada, period="month")
    assert [(habit["id"], habit["done"], habit["due"]) for habit in month["habits"]] == [
        (archived, 2, 3),  # up to its last mark
        (kept, 2, 10),
    ]
    assert [habit["id"] for habit in overview(ada)["habits"]] == [kept]


def settled(table: Table, ada: Person) -> None:
    """Four habits, marked for ten months, and one that has been there for a week."""
    schedules = [{"type": "daily"}, THREE_A_WEEK, {"type": "times", "times": 9, "period": "month"}]
    for number, schedule in enumerate([*schedules, {"type": "every", "days": 50}]):
        days = {ago: "done" for ago in range(0, 280, 1 + number) if ago * 7 % 11 > number}
        ada.has_marked(ada.habit(schedule=schedule), {**days, 30: "skip", 210: "skip"})
    ada.has_marked(ada.habit(), {3: "done", 7: "done"})
    ada.has_vacations({"v": {"start": "2098-12-29", "end": "2099-01-05", "habits": None}})
    for item in list(table.query_all("USER#ada", begins_with="HABIT#0")):
        table.update("USER#ada", item["sk"], set={"pauses": [["2098-12-29", "2099-01-05"]]})


PERIODS = [
    {},
    {"period": "month", "date": "2099-01-13"},
    {"period": "week", "date": "2098-12-17"},
    {"period": "year", "date": "2098-08-13"},
]


def test_checkpoints_change_the_price_and_nothing_else(
    table: Table, ada: Person, dynamodb: CountingClient
) -> None:
    settled(table, ada)
    without = [overview(ada, **query) for query in PERIODS]
    assert renew(table, ada) == 5
    dynamodb.calls.clear()
    assert [overview(ada, **query) for query in PERIODS] == without
    assert [len(found["habits"]) for found in without] == [5, 4, 4, 4]
    assert dynamodb.operations()["batch_get_item"] == 0, "which reads whole histories"

    kept = list(table.query_all("USER#ada", begins_with="SCORES#"))
    table.write_many(deletes=[(item["pk"], item["sk"]) for item in kept])
    assert overview(ada, **PERIODS[2]) == without[2], "without kept scores it counts from the first mark on"


def test_a_year_of_twenty_habits_reads_nothing_of_the_years_before(
    table: Table, ada: Person, dynamodb: CountingClient
) -> None:
    mark = encode(Stamp(1), Mark(DONE))
    months = [f"{year}-{month:02}" for year in range(2094, 2100) for month in range(1, 13)][:65]
    for _ in range(3):
        habit_id = ada.habit()
        table.write_many(
            {"pk": "USER#ada", "sk": f"CHECKINS#{month}#{habit_id}", "01": mark} for month in months
        )
        table.update("USER#ada", f"HABIT#{habit_id}", set={"dirty_from": "2094-01-01", "past_edits": 1})
    renew(table, ada)
    dynamodb.calls.clear()
    overview(ada, period="year", date="2098-06-01")
    read = [item["sk"]["S"] for _, _, answer in dynamodb.calls for item in answer.get("Items", [])]
    assert {key[:12] for key in read if key.startswith("CHECKINS#")} <= {"CHECKINS#209"}
    years = [key[9:13] for key in read if key.startswith("CHECKINS#")]
    assert (years.count("2098"), years.count("2097"), len(years)) == (36, 0, 39)
    assert len(dynamodb.calls) == 5, "the profile, habits, scores, the year, and the open month"


def test_the_day_is_the_persons_own(table: Table) -> None:
    late = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
    kiritimati = Person(table, "teuea", late, timezone="Pacific/Kiritimati")
    kiritimati.habit()
    found = overview(kiritimati)
    assert (found["today"], found["start"], found["totals"]["due"]) == ("2099-05-11", "2099-05-11", 1)
    # Somebody in London who has flown there: the week that has begun around them is still to come.
    london = Person(table, "ada", late)
    london.habit()
    ahead = overview(london, date="2099-05-11")
    assert (ahead["start"], ahead["days"], ahead["totals"]["due"]) == ("2099-05-11", [], 0)
    assert [habit["due"] for habit in ahead["habits"]] == [0]
    london.now += timedelta(days=21)  # the last of May
    assert overview(london, date="2099-06-01", period="month")["days"] == []


@pytest.mark.parametrize("day", ["2099-05-12", "1999-12-31", "today"])
def test_a_day_that_cannot_be_looked_at(ada: Person, day: str) -> None:
    assert ada.refused("GET", "/overview", query={"date": day}) == (422, ["?date"])


def test_nobody_sees_anothers_habits(table: Table, ada: Person) -> None:
    ada.habit()
    assert overview(Person(table, "grace"))["habits"] == []
