"""Streak freezes: what they hold, on which days, and that none is used twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.relay.checkpoints import Checkpoints
from shared.habits.items import habit_key, partition
from shared.rewards.items import FREEZES_KEY
from shared.table import Table
from tests.unit.habits.client import Person


@pytest.fixture
def ada(table: Table) -> Person:
    person = Person(table)
    give(table, 2)
    return person


def give(table: Table, left: int, user_id: str = "ada") -> None:
    table.put({"pk": partition(user_id), "sk": FREEZES_KEY, "left": left})


def left(table: Table) -> int:
    found: int = (table.get(partition("ada"), FREEZES_KEY) or {})["left"]
    return found


def missed_yesterday(ada: Person, days: int = 5) -> str:
    """A habit that was done on so many days before yesterday, and today."""
    habit = ada.habit()
    for ago in (*range(2, 2 + days), 0):
        ada.check_in(habit, ada.day(ago))
    return habit


def freeze(ada: Person, habit: str, ago: int = 1) -> Any:
    return ada.ok("PUT", f"/habits/{habit}/freezes/{ada.day(ago)}")


def test_a_freeze_holds_the_streak_and_not_the_score(ada: Person, table: Table) -> None:
    habit = missed_yesterday(ada)
    before = ada.row(habit)["summary"]
    held = freeze(ada, habit)
    assert (held["date"], held["frozen"], held["left"]) == (str(ada.day(1)), True, 1)
    assert (before["streak"], held["summary"]["streak"]) == (1, 6)
    assert held["summary"]["score"] == before["score"]
    row = ada.row(habit)
    assert (row["summary"]["streak"], row["summary"]["score"]) == (6, before["score"])
    assert row["habit"]["frozen_days"] == [str(ada.day(1))]
    assert [day["date"] for day in row["week"] if day.get("frozen")] == [str(ada.day(1))]


def test_repeating_takes_no_other_one(ada: Person, table: Table) -> None:
    habit = missed_yesterday(ada)
    assert freeze(ada, habit) == freeze(ada, habit)
    assert left(table) == 1


def test_taken_away_again_the_person_has_it_back(ada: Person, table: Table) -> None:
    habit = missed_yesterday(ada)
    freeze(ada, habit)
    for _ in range(2):
        freed = ada.ok("DELETE", f"/habits/{habit}/freezes/{ada.day(1)}")
        assert (freed["frozen"], freed["left"], freed["summary"]["streak"]) == (False, 2, 1)
    assert "frozen_days" not in ada.row(habit)["habit"]


def test_a_day_done_after_all_counts_as_done(ada: Person) -> None:
    habit = missed_yesterday(ada)
    freeze(ada, habit)
    assert ada.check_in(habit, ada.day(1))["summary"]["streak"] == 7


def test_a_day_said_to_be_missed_stays_held(ada: Person) -> None:
    habit = missed_yesterday(ada)
    freeze(ada, habit)
    assert ada.check_in(habit, ada.day(1), "missed")["summary"]["streak"] == 6


def test_a_week_is_held_by_one_of_its_days(ada: Person) -> None:
    """Monday to Sunday: today is a Sunday, the week before had one of two."""
    habit = ada.habit(schedule={"type": "times", "times": 2, "period": "week"})
    for ago in (0, 1, 8, 14, 15):
        ada.check_in(habit, ada.day(ago))
    assert ada.row(habit)["summary"]["streak"] == 1
    assert freeze(ada, habit, 7)["summary"]["streak"] == 2


def test_none_left(ada: Person, table: Table) -> None:
    habit = missed_yesterday(ada)
    give(table, 0)
    answer = ada.send("PUT", f"/habits/{habit}/freezes/{ada.day(1)}")
    assert (answer.status, answer.body["type"].rpartition(":")[2]) == (409, "no-freeze-left")
    table.delete(partition("ada"), FREEZES_KEY)
    assert ada.send("PUT", f"/habits/{habit}/freezes/{ada.day(1)}").status == 409
    assert ada.row(habit)["summary"]["streak"] == 1


@pytest.mark.parametrize("ago", [0, -1, 8])
def test_only_the_last_seven_days(ada: Person, ago: int) -> None:
    habit = ada.habit()
    path = f"/habits/{habit}/freezes/{ada.day(ago)}"
    assert ada.refused("PUT", path) == ada.refused("DELETE", path) == (422, ["/date"])


@pytest.mark.parametrize(("ago", "told"), [(30, 29), (400, 395), (-3, -5)])
def test_nobody_moves_the_seven_days_by_naming_another_today(
    ada: Person, table: Table, ago: int, told: int
) -> None:
    habit = ada.habit()
    for method in ("PUT", "DELETE"):
        answer = ada.send(
            method, f"/habits/{habit}/freezes/{ada.day(ago)}", query={"today": str(ada.day(told))}
        )
        assert (answer.status, left(table)) == (422, 2)


@pytest.mark.parametrize(
    ("ago", "told", "status"), [(0, -1, 200), (0, 0, 422), (7, 1, 200), (8, 1, 200), (8, 0, 422)]
)
def test_who_travels_is_a_day_ahead_or_behind(ada: Person, ago: int, told: int, status: int) -> None:
    habit = ada.habit()
    path, today = f"/habits/{habit}/freezes/{ada.day(ago)}", {"today": str(ada.day(told))}
    assert ada.send("PUT", path, query=today).status == status


def test_only_a_day_that_is_due_and_not_marked(ada: Person, table: Table) -> None:
    weekdays = ada.habit(schedule={"type": "weekdays", "days": [1]})
    assert ada.refused("PUT", f"/habits/{weekdays}/freezes/{ada.day(1)}") == (422, ["/date"])
    habit = ada.habit()
    for status in ("done", "skip"):
        ada.check_in(habit, ada.day(1), status)
        assert ada.send("PUT", f"/habits/{habit}/freezes/{ada.day(1)}").status == 409
    ada.check_in(habit, ada.day(1), None)
    assert freeze(ada, habit)["left"] == 1


def test_a_habit_that_is_not_hers_or_gone(ada: Person, table: Table) -> None:
    habit = missed_yesterday(ada)
    eve = Person(table, "eve")
    give(table, 1, "eve")
    assert eve.send("PUT", f"/habits/{habit}/freezes/{ada.day(1)}").status == 404
    ada.ok("DELETE", f"/habits/{habit}")
    assert ada.send("PUT", f"/habits/{habit}/freezes/{ada.day(1)}").status == 404
    assert left(table) == 2


def test_a_month_that_is_closed_is_counted_anew(ada: Person, table: Table) -> None:
    """The last day of April was missed; by the third of May it is in a checkpoint."""
    ada.now = ada.now.replace(day=3)
    habit = ada.habit()
    ada.has_marked(habit, dict.fromkeys((0, 1, 2, *range(4, 20)), "done"))
    relay(ada, table)
    assert ada.row(habit)["summary"]["streak"] == 3
    assert freeze(ada, habit, 3)["summary"]["streak"] == 19
    assert ada.row(habit)["summary"]["streak"] == 19
    relay(ada, table)
    item = table.get(partition("ada"), habit_key(habit)) or {}
    assert "dirty_from" not in item and item["frozen"] == [str(ada.day(3))]
    assert ada.row(habit)["summary"]["streak"] == 19


def relay(ada: Person, table: Table) -> None:
    Checkpoints(table, lambda: ada.now)._renew("ada")


def test_the_habits_version_stays(ada: Person) -> None:
    """To edits it is the same habit: none of them is refused because of a freeze."""
    habit = missed_yesterday(ada)
    version = ada.row(habit)["habit"]["version"]
    freeze(ada, habit)
    assert ada.row(habit)["habit"]["version"] == version


def test_two_at_a_time_for_the_last_one(ada: Person, table: Table) -> None:
    habits = [missed_yesterday(ada) for _ in range(2)]
    give(table, 1)
    with ThreadPoolExecutor(2) as pool:
        paths = [f"/habits/{habit}/freezes/{ada.day(1)}" for habit in habits]
        statuses = sorted(pool.map(lambda path: ada.send("PUT", path).status, paths))
    assert (statuses, left(table)) == ([200, 409], 0)
