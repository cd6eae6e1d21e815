"""The Today page and a habit's statistics."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from functions.relay.checkpoints import Checkpoints
from shared.stream import Change
from shared.table import Table
from tests.unit.habits.client import NOON, Person

THREE_A_WEEK = {
    "type": "times",
    "times": 3,
    "period": "week",
}  # NOON is on a Sunday: this week has days_ago 0 to 6


def renew(table: Table, ada: Person) -> int:
    """What relay does when a habit's change comes by; the number of habits renewed."""
    items = list(table.query_all(f"USER#{ada.user_id}", begins_with="HABIT#0"))
    changes = [Change("1", "1", "MODIFY", ada.now, item["pk"], item["sk"], None, item) for item in items]
    return Checkpoints(table, lambda: ada.now).refresh(ada.user_id, changes)


def test_an_empty_day(ada: Person) -> None:
    assert ada.page() == {
        "date": "2099-05-10",
        "today": "2099-05-10",
        "progress": {"done": 0, "due": 0},
        "habits": [],
    }


def test_a_row_shows_the_week_up_to_the_day(ada: Person) -> None:
    habit_id = ada.habit(schedule={"type": "weekdays", "days": [6, 7]})
    ada.check_in(habit_id, ada.day(1))
    ada.check_in(habit_id, ada.day(3), "skip")
    week = ada.row(habit_id)["week"]
    assert [day["date"] for day in week] == [str(ada.day(ago)) for ago in range(6, -1, -1)]
    assert [day["due"] for day in week] == [False] * 5 + [True] * 2
    assert [day["status"] for day in week] == [None, None, None, "skip", None, "done", None]


def test_today_follows_zone_and_day_start(table: Table) -> None:
    early = datetime(2099, 5, 10, 2, 30, tzinfo=timezone.utc)
    assert Person(table, "night-owl", early, day_start_hour=3).page()["today"] == "2099-05-09"
    assert (
        Person(table, "tokyo", NOON + timedelta(hours=4), timezone="Asia/Tokyo").page()["today"]
        == "2099-05-11"
    )
    assert Person(table, "lost", NOON, timezone="Atlantis/Centre").page()["today"] == "2099-05-10"


def test_progress_counts_what_is_due(ada: Person) -> None:
    done, skipped, _, little = ada.habit(), ada.habit(), ada.habit(), ada.habit(kind="numeric", target=5)
    ada.habit(schedule={"type": "weekdays", "days": [1]})
    ada.check_in(done, ada.today)
    ada.check_in(skipped, ada.today, "skip")
    ada.check_in(little, ada.today, value=4.9)
    assert ada.page()["progress"] == {"done": 1, "due": 3}
    ada.check_in(little, ada.today, value=5)
    assert ada.page()["progress"] == {"done": 2, "due": 3}


def test_what_the_week_has_already_is_not_due(ada: Person) -> None:
    habit_id = ada.habit(schedule=THREE_A_WEEK)
    for ago in (6, 5):
        ada.check_in(habit_id, ada.day(ago))
    assert ada.row(habit_id)["due"]
    ada.check_in(habit_id, ada.today)
    row = ada.row(habit_id)
    assert row["due"], "today's own mark does not take itself away"
    assert (row["summary"]["fulfilled"], row["summary"]["streak"], row["summary"]["streak_unit"]) == (
        True,
        1,
        "weeks",
    )
    ada.check_in(habit_id, ada.day(4))
    assert not ada.row(habit_id)["due"]


def test_every_third_day_is_due_three_days_after(ada: Person) -> None:
    habit_id = ada.habit(schedule={"type": "every", "days": 3})
    assert ada.row(habit_id)["due"]
    ada.check_in(habit_id, ada.day(2))
    assert not ada.row(habit_id)["due"]
    assert not ada.row(habit_id, date=ada.day(1))["due"]
    ada.now += timedelta(days=1)
    assert ada.row(habit_id)["due"]


def test_a_habit_is_shown_in_its_time(ada: Person) -> None:
    ada.habit(start_date="2099-05-11")
    ended = ada.habit(end_date="2099-05-09")
    assert ada.page()["habits"] == []
    ada.check_in(ended, ada.today)
    assert not ada.row(ended)["due"], "what was marked is shown all the same"
    assert ada.row(ended, date="2099-05-09")["due"]


def test_archived_habits_are_not_shown(ada: Person) -> None:
    ada.ok("PATCH", f"/habits/{ada.habit()}", {"archived": True})
    assert ada.page()["habits"] == []


def test_another_day_shows_that_days_marks_and_todays_standing(ada: Person) -> None:
    habit_id = ada.habit()
    for ago in (0, 1, 2, 70):
        ada.check_in(habit_id, ada.day(ago))
    row = ada.row(habit_id, date=ada.day(70))
    assert row["checkin"]["status"] == "done"
    assert row["week"][-1]["status"] == "done"
    assert row["summary"] == ada.row(habit_id)["summary"]
    assert not ada.row(habit_id, date=ada.day(69))["summary"]["fulfilled"]


@pytest.mark.parametrize(
    ("day", "expected"), [("2099-05-12", "/date"), ("1999-12-31", "/date"), ("soon", "?date")]
)
def test_days_that_are_not_shown(ada: Person, day: str, expected: str) -> None:
    assert ada.refused("GET", "/today", query={"date": day}) == (422, [expected])


@pytest.mark.parametrize(
    "schedule", [{"type": "daily"}, THREE_A_WEEK, {"type": "times", "times": 9, "period": "month"}]
)
def test_a_checkpoint_changes_no_figure(ada: Person, table: Table, schedule: dict[str, Any]) -> None:
    habit_id = ada.habit(schedule=schedule)
    ada.has_marked(habit_id, {ago: "done" if ago % 9 else "skip" for ago in range(150) if ago % 4})
    days = [ada.day(ago) for ago in (0, 1, 8, 12, 41, 100)]
    before = [ada.row(habit_id, date=day) for day in days], ada.stats(habit_id)
    assert renew(table, ada) == 1
    assert renew(table, ada) == 0
    item = table.get("USER#ada", f"HABIT#{habit_id}")
    assert item is not None
    assert item["checkpoint"]["through"] == "2099-04"
    assert "dirty_from" not in item
    assert ([ada.row(habit_id, date=day) for day in days], ada.stats(habit_id)) == before


def test_an_edit_before_the_checkpoint_counts_at_once(ada: Person, table: Table) -> None:
    habit_id = ada.habit()
    ada.has_marked(habit_id, dict.fromkeys(range(40), "done"))
    renew(table, ada)
    answer = ada.check_in(habit_id, ada.day(40))
    assert answer["summary"]["streak"] == ada.row(habit_id)["summary"]["streak"] == 41
    undone = ada.ok("DELETE", f"/habits/{habit_id}/checkins/{ada.day(20)}")
    assert undone["summary"]["streak"] == ada.row(habit_id)["summary"]["streak"] == 20
    renew(table, ada)
    assert ada.row(habit_id)["summary"]["streak"] == 20
    assert ada.row(habit_id)["summary"]["best_streak"] == 20


def test_the_earliest_of_several_edits_is_where_recomputing_begins(ada: Person, table: Table) -> None:
    habit_id = ada.habit()
    for ago in (40, 100, 70):
        ada.check_in(habit_id, ada.day(ago))
    item = table.get("USER#ada", f"HABIT#{habit_id}")
    assert item is not None
    assert (item["dirty_from"], item["past_edits"], item["version"]) == (str(ada.day(100)), 3, 1)


def test_another_schedule_counts_from_the_beginning(ada: Person, table: Table) -> None:
    habit_id = ada.habit()
    for ago in range(0, 60, 2):
        ada.check_in(habit_id, ada.day(ago))
    renew(table, ada)
    assert ada.row(habit_id)["summary"]["streak"] == 1
    ada.ok("PATCH", f"/habits/{habit_id}", {"schedule": THREE_A_WEEK})
    assert ada.row(habit_id)["summary"]["streak"] == 8
    renew(table, ada)
    assert ada.row(habit_id)["summary"]["streak"] == 8
    ada.ok("PATCH", f"/habits/{habit_id}", {"name": "Only the name"})
    item = table.get("USER#ada", f"HABIT#{habit_id}")
    assert item is not None
    assert "checkpoint" in item, "a name changes nothing that is counted"


def test_statistics(ada: Person) -> None:
    habit_id = ada.habit()
    for ago in (0, 1, 2, 4, 5, 400):
        ada.check_in(habit_id, ada.day(ago))
    ada.check_in(habit_id, ada.day(6), "skip")
    ada.check_in(habit_id, ada.day(7), "missed")
    stats = ada.stats(habit_id)
    assert (stats["as_of"], stats["current_streak"], stats["streak_unit"]) == ("2099-05-10", 3, "days")
    assert stats["best_streaks"][:2] == [
        {"start": "2099-05-08", "end": "2099-05-10", "length": 3},
        {"start": "2099-05-05", "end": "2099-05-06", "length": 2},
    ]
    assert stats["totals"] == {"done": 6, "skipped": 1, "missed": 1}
    assert len(stats["scores"]) == 366
    assert stats["scores"][-1] == {"date": "2099-05-10", "score": stats["score"]}
    monday = stats["weekdays"][0]  # 4 May was skipped
    assert monday["due"] == _mondays(ada.day(400), ada.today) - 1


def _mondays(first: date, last: date) -> int:
    return sum((first + timedelta(days=day)).isoweekday() == 1 for day in range((last - first).days + 1))


def test_statistics_of_nothing(ada: Person) -> None:
    stats = ada.stats(ada.habit())
    assert (stats["score"], stats["scores"], stats["best_streaks"], stats["current_streak"]) == (0, [], [], 0)


def test_a_limit_for_the_week_is_due_until_the_week_is_over(ada: Person) -> None:
    weekly = {"type": "times", "times": 1, "period": "week"}
    habit_id = ada.habit(kind="numeric", target=5, target_type="at_most", schedule=weekly)
    ada.check_in(habit_id, ada.day(2), value=1)
    row = ada.row(habit_id)
    assert (row["due"], row["summary"]["fulfilled"]) == (True, True)


def test_a_look_back_knows_the_marks_that_bear_on_the_day(ada: Person, table: Table) -> None:
    habit_id = ada.habit(schedule={"type": "every", "days": 30})
    ada.check_in(habit_id, ada.day(100))  # 30 January
    renew(table, ada)
    assert not ada.row(habit_id, date=ada.day(80))["due"]
    assert ada.row(habit_id, date=ada.day(65))["due"]
