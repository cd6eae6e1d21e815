"""What lists of tasks hold, and in what order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.cursors import encode
from shared.ids import new_ulid
from shared.table import Table
from tests.unit.tasks.client import NOON, Person


def test_what_presses_most_is_first(ada: Person) -> None:
    ada.task(title="whenever")
    ada.task(title="later", due={"date": "2099-06-01"})
    ada.task(title="urgent", due={"date": "2099-05-11"}, priority="high")
    ada.task(title="plain", due={"date": "2099-05-11"})
    ada.task(title="at nine", due={"date": "2099-05-11", "time": "09:00"})
    ada.task(title="overdue", due={"date": "2099-05-01"})
    ada.task(title="important", priority="medium")
    expected = ["overdue", "at nine", "urgent", "plain", "later", "important", "whenever"]
    assert ada.titles() == expected


def test_among_equals_the_position_counts(ada: Person) -> None:
    made = []
    for title in "abc":
        made.append(ada.task(title=title))
        ada.now += timedelta(milliseconds=1)  # ids of one millisecond have no order
    first, second, third = made
    assert ada.titles() == ["a", "b", "c"]
    ada.change(third, position=(first["position"] + second["position"]) / 2 - 0.5)
    ada.change(second, position=0)
    assert ada.titles() == ["b", "c", "a"]


def test_a_new_task_is_behind_the_others(ada: Person) -> None:
    ada.task(title="first")
    ada.now += timedelta(seconds=1)
    ada.task(title="second")
    assert ada.titles() == ["first", "second"]


def test_done_ones_come_from_the_latest_on(ada: Person) -> None:
    for hour, title in ((9, "early"), (11, "late"), (10, "between")):
        ada.complete(ada.task(title=title), edited_at=f"2099-05-10T{hour:02}:00:00Z")
    ada.task(title="open")
    assert ada.titles(status="done") == ["late", "between", "early"]
    assert ada.titles(status="all") == ["open", "late", "between", "early"]
    assert ada.titles() == ["open"]


def test_today_is_the_persons_day(table: Table) -> None:
    ada = Person(table, timezone="Pacific/Kiritimati", day_start_hour=3)
    for day in ("2099-05-09", "2099-05-10", "2099-05-11"):
        ada.task(title=day, due={"date": day})
    ada.task(title="undated")
    ada.complete(ada.task(title="done", due={"date": "2099-05-09"}))
    ada.now = NOON  # at UTC+14 it is two in the morning of the 11th, which is still the 10th
    page = ada.ok("GET", "/tasks", query={"view": "today"})
    assert [task["title"] for task in page["items"]] == ["2099-05-09", "2099-05-10"]
    assert page["today"] == "2099-05-10"
    ada.now += timedelta(hours=1)
    assert ada.titles(view="today") == ["2099-05-09", "2099-05-10", "2099-05-11"]
    assert ada.titles(view="today", today="2099-05-09") == ["2099-05-09"]


def test_lists_can_be_narrowed(ada: Person) -> None:
    habit_id = new_ulid(NOON)
    ada.task(title="tagged", tags=["Straße"])
    ada.task(title="due", due={"date": "2099-05-11"})
    ada.task(title="habit", habit_id=habit_id)
    assert ada.titles(tag="STRASSE") == ["tagged"]
    assert ada.titles(due_before="2099-05-11") == []
    assert ada.titles(due_before="2099-05-12") == ["due"]
    assert ada.titles(habit=habit_id) == ["habit"]
    assert ada.titles(tag="nothing") == []


@pytest.mark.parametrize("status", ["open", "done", "all"])
def test_a_list_goes_on_where_it_stopped(ada: Person, status: str) -> None:
    for number in range(7):
        task = ada.task(title=str(number), priority="high" if number % 2 else "none")
        if number > 3:
            ada.complete(task, edited_at=f"2099-05-0{number}T10:00:00Z")
    everything, cursor, seen = ada.titles(status=status), None, []
    while True:
        asked = {"status": status, "limit": 2, **({"cursor": cursor} if cursor else {})}
        page = ada.ok("GET", "/tasks", query=asked)
        seen += [task["title"] for task in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        # What the cursor stands on may go meanwhile.
        ada.ok("DELETE", f"/tasks/{page['items'][-1]['id']}")
    assert seen == everything


@pytest.mark.parametrize("after", [None, 7, "x", ["x"], [{}], []])
def test_a_forged_cursor_starts_anew(ada: Person, after: object) -> None:
    ada.task(title="a")
    cursor = encode("ada", {"after": after})
    assert ada.titles(cursor=cursor) in (["a"], [])


def test_a_cursor_of_another_person_is_refused(ada: Person) -> None:
    assert ada.refused("GET", "/tasks", query={"cursor": encode("grace", {"after": []})}) == (
        422,
        ["?cursor"],
    )
