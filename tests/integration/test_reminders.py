"""Reminders end to end: from the edit of a habit or a task by the stream, the schedule, the due index and the
queue to a mail, and back by the links in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from shared.links import VALID, Links, Purpose
from shared.table import Table
from tests.support.people import mails
from tests.support.stack import Account, Api, Stack, eventually

pytestmark = pytest.mark.waits
# Half an hour off the full ones, so that no other zone's time passes for it.
KOLKATA = ZoneInfo("Asia/Kolkata")
TOKEN = re.compile(r"/act#([\w-]+)")
TASK = "Water the orchids"


class Due(NamedTuple):
    """What reminds at one minute, so that the tests wait for it together."""

    at: datetime
    asha: Account
    habit: dict[str, Any]
    done: dict[str, Any]
    task: dict[str, Any]


@pytest.fixture
def asha(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Asha", timezone="Asia/Kolkata")


@pytest.fixture(scope="module")
def due(new_account: Callable[..., Account]) -> Due:
    """In the minute that begins two to three minutes from now. The habit `done` is, by then."""
    asha = new_account(name="Asha", timezone="Asia/Kolkata")
    at = datetime.now(timezone.utc).replace(second=0, microsecond=0) + timedelta(minutes=3)
    local = at.astimezone(KOLKATA)
    habit, done = reminded(asha, "Veena", at), reminded(asha, "Chess", at)
    asha.api.put(f"/habits/{done['id']}/checkins/{local.date()}", {"status": "done"}).expect(200)
    fields = {
        "due": {"date": local.date().isoformat()},
        "repeat": {"every": "week"},
        "reminders": [{"at": f"{local:%Y-%m-%dT%H:%M}"}],
    }
    task = asha.api.post("/tasks", {"title": TASK, **fields}).expect(201)
    return Due(at, asha, habit, done, task)


def reminded(person: Account, name: str, at: datetime) -> dict[str, Any]:
    """A new habit that reminds at that minute."""
    time = f"{at.astimezone(KOLKATA):%H:%M}"
    habit: dict[str, Any] = person.api.post("/habits", {"name": name, "reminders": [{"time": time}]}).expect(
        201
    )
    return habit


def of_subject(stack: Stack, person: Account, subject: str) -> list[dict[str, Any]]:
    return [mail for mail in mails(stack, person.email) if subject in mail["subject"]]


def test_a_reminder_arrives_in_its_minute_and_its_links_work(stack: Stack, api: Api, due: Due) -> None:
    at, asha, habit, done, task = due
    local = at.astimezone(KOLKATA)
    minute = f"{at:%Y-%m-%dT%H:%M}"
    for of, one in (("habit", habit), ("task", task)):
        eventually(partial(is_at, stack, asha, of, one, minute), "the entry of the due index")
    assert of_subject(stack, asha, "Veena") == []

    (mail,) = eventually(lambda: of_subject(stack, asha, "Veena"), "the reminder", seconds=240)
    late = datetime.now(timezone.utc) - at
    assert timedelta() <= late < timedelta(minutes=2)
    assert f"at {local:%H:%M}." in mail["text"]

    links = links_of(api, mail)
    assert set(links) == {"check_in", "skip", "snooze", "unsubscribe"}
    read = api.post("/links/read", {"token": links["check_in"]}).expect(200)
    assert (read["name"], read["date"], read["state"]) == ("Veena", local.date().isoformat(), "open")
    assert api.post("/links", {"token": links["check_in"]}).expect(200)["state"] == "done"
    (marked,) = asha.api.get(f"/habits/{habit['id']}/checkins?from={local.date()}&to={local.date()}").expect(
        200
    )["items"]
    assert marked["status"] == "done"

    # A message of the habit that was done went the same way at the same time.
    tomorrow = f"{at + timedelta(days=1):%Y-%m-%dT%H:%M}"
    for one in (habit, done):
        eventually(partial(is_at, stack, asha, "habit", one, tomorrow), "the next day's entry")
    assert of_subject(stack, asha, "Chess") == []

    eventually(lambda: of_subject(stack, asha, TASK), "the task's reminder, before reminders are unwanted")
    api.post(f"/unsubscribe/{links['unsubscribe']}").expect(204)
    wishes = asha.api.get("/notifications/preferences").expect(200)
    assert wishes["channels"]["reminder"]["mail"] is False


def test_a_tasks_reminder_and_the_link_that_finishes_it(stack: Stack, api: Api, due: Due) -> None:
    """The next one of a task that repeats reminds in its turn."""
    asha, task = due.asha, due.task
    (mail,) = eventually(lambda: of_subject(stack, asha, TASK), "the reminder", seconds=240)
    link = links_of(api, mail)["done"]
    for _ in range(2):
        answer = api.post("/links", {"token": link}).expect(200)
        assert (answer["name"], answer["state"]) == (TASK, "done")
    assert asha.api.get(f"/tasks/{task['id']}").expect(200)["status"] == "done"

    (after,) = asha.api.get("/tasks").expect(200)["items"]
    week = due.at.astimezone(KOLKATA) + timedelta(days=7)
    assert (after["follows"], after["due"]["date"]) == (task["id"], week.date().isoformat())
    assert after["reminders"] == [{"at": f"{week:%Y-%m-%dT%H:%M}"}]
    minute = f"{due.at + timedelta(days=7):%Y-%m-%dT%H:%M}"
    eventually(partial(is_at, stack, asha, "task", after, minute), "the next one's entry")
    asha.api.delete(f"/tasks/{after['id']}").expect(204)
    eventually(partial(is_at, stack, asha, "task", after, ""), "the entry to be gone")


def test_a_link_works_for_what_it_was_signed_for_only(api: Api) -> None:
    for token in ("x", "A" * 80):
        assert api.post("/links/read", {"token": token}).problem(404)
        assert api.post("/links", {"token": token}).problem(404)
        assert api.post(f"/unsubscribe/{token}").problem(404)


def test_every_kind_of_link_may_do_what_it_says(stack: Stack, api: Api, asha: Account) -> None:
    """Under the function's own role; the tokens are signed as `notify` signs them."""
    now = datetime.now(timezone.utc)
    today = now.astimezone(KOLKATA).date()
    links = Links(Table(stack.aws("dynamodb"), stack.endpoints["table_name"]))
    repeat = {"every": "day", "from": "due"}
    due = {"date": today.isoformat()}
    task = asha.api.post("/tasks", {"title": "Call", "due": due, "repeat": repeat}).expect(201)["id"]
    habit = asha.api.post("/habits", {"name": "Sing"}).expect(201)["id"]

    def follow(purpose: Purpose, ref: str) -> dict[str, Any]:
        token = links.token(purpose, asha.id, ref, today, now + VALID, now)
        followed: dict[str, Any] = api.post("/links", {"token": token, "minutes": 30}).expect(200)
        return followed

    for purpose, ref in ((Purpose.SNOOZE, habit), (Purpose.SNOOZE_TASK, task)):
        assert follow(purpose, ref)["until"]
        of = "task" if ref == task else "habit"
        assert stack.item(f"USER#{asha.id}", f"REMINDER#held#{of}#{ref}")
    for purpose, ref in ((Purpose.SKIP, habit), (Purpose.DONE, task), (Purpose.UNSUBSCRIBE, "reminder")):
        assert follow(purpose, ref)["state"] == "done"
    tasks = asha.api.get("/tasks?status=all").expect(200)["items"]
    assert sorted(one["status"] for one in tasks) == ["done", "open"]


def test_whoever_moves_is_reminded_by_the_new_clock(stack: Stack, asha: Account) -> None:
    habit = reminded(asha, "Walk", datetime.now(timezone.utc) + timedelta(hours=5))
    before = eventually(lambda: minute_of(stack, asha, "habit", habit), "the entry of the due index")
    asha.api.patch("/users/me", {"timezone": "Asia/Tokyo"}).expect(200)
    eventually(
        lambda: minute_of(stack, asha, "habit", habit) not in ("", before), "the entry at another minute"
    )
    asha.api.delete(f"/habits/{habit['id']}").expect(204)
    eventually(partial(is_at, stack, asha, "habit", habit, ""), "the entry to be gone")


def minute_of(stack: Stack, person: Account, of: str, thing: dict[str, Any]) -> str:
    """Where the entry of the habit or task is in the due index; "" for none."""
    item = stack.item(f"USER#{person.id}", f"REMINDER#{of}#{thing['id']}")
    return str(item["due"]["S"]) if item else ""


def is_at(stack: Stack, person: Account, of: str, thing: dict[str, Any], minute: str) -> bool:
    return minute_of(stack, person, of, thing) == minute


def links_of(api: Api, mail: dict[str, Any]) -> dict[str, str]:
    """The tokens of the links in it, by what they are for."""
    tokens = set(TOKEN.findall(mail["text"]))
    return {api.post("/links/read", {"token": token}).expect(200)["purpose"]: token for token in tokens}
