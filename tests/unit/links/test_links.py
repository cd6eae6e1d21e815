"""What links do, over HTTP, for somebody who is not signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from functions.links.handler import app
from functions.tasks.logic import create
from shared.habits.items import checkins_key
from shared.habits.marks import decode_mark, decode_stamp
from shared.links import VALID, Links, Purpose
from shared.notifications import preferences
from shared.table import Table
from shared.tasks.store import TaskStore
from tests.support.events import call, http_event
from tests.unit.reminders.world import ADA, HABIT, TASK, a_habit

NOW = datetime(2099, 5, 4, 8, tzinfo=timezone.utc)
DAY = date(2099, 5, 4)


class Holder:
    """Somebody with a mail of Ada's."""

    def __init__(self, table: Table) -> None:
        self.table, self.now, self.links = table, NOW, Links(table)
        pk = f"USER#{ADA}"
        table.put({"pk": pk, "sk": "PROFILE", "id": ADA, "timezone": "Europe/Berlin"})
        table.put({"pk": pk, "sk": f"HABIT#{HABIT}", **a_habit()})

    def token(self, purpose: Purpose, ref: str = HABIT, day: date | None = DAY) -> str:
        return self.links.token(purpose, ADA, ref, day, NOW + VALID, NOW)

    def send(self, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        return call(app, http_event("POST", f"/v1{path}", body, user=None, at=self.now, **options))

    def look(self, token: str) -> Any:
        answer = self.send("/links/read", {"token": token})
        assert answer.status == 200, answer.body
        return answer.body

    def follow(self, token: str, **fields: Any) -> Any:
        answer = self.send("/links", {"token": token, **fields})
        assert answer.status == 200, answer.body
        return answer.body

    def mark(self) -> str | None:
        item = self.table.get(f"USER#{ADA}", checkins_key("2099-05", HABIT)) or {}
        mark: str | None = item.get("04")
        return mark

    def state(self) -> dict[Any, Any]:
        """All that there is, but the keys of links."""
        found = self.table.query_all(f"USER#{ADA}")
        return {item["sk"]: item for item in found}


@pytest.fixture
def holder(table: Table) -> Iterator[Holder]:
    yield Holder(table)


def test_looking_changes_nothing(holder: Holder) -> None:
    before = holder.state()
    for purpose in (Purpose.CHECK_IN, Purpose.SKIP, Purpose.SNOOZE):
        seen = holder.look(holder.token(purpose))
        assert seen == {
            "purpose": purpose.name.lower(),
            "topic": "habit",
            "name": "Run",
            "date": "2099-05-04",
            "state": "open",
            "until": None,
            "expires_at": "2099-05-06T08:00:00Z",
        }
    assert holder.state() == before


@pytest.mark.parametrize(("purpose", "status"), [(Purpose.CHECK_IN, 3), (Purpose.SKIP, 1)])
def test_a_day_is_marked_as_in_the_app_and_once(holder: Holder, purpose: Purpose, status: int) -> None:
    token = holder.token(purpose)
    assert holder.follow(token)["state"] == "done"
    mark = holder.mark()
    assert mark is not None
    assert decode_mark(mark).status == status and decode_stamp(mark).time_ms == NOW.timestamp() * 1000
    holder.now += timedelta(hours=1)
    assert holder.look(token)["state"] == "done"
    assert holder.follow(token)["state"] == "done"
    assert holder.mark() == mark


def test_a_habit_that_wants_an_amount_is_not_checked_in(holder: Holder) -> None:
    holder.table.update(f"USER#{ADA}", f"HABIT#{HABIT}", set={"kind": "numeric", "target": 8})
    answer = holder.send("/links", {"token": holder.token(Purpose.CHECK_IN)})
    assert (answer.status, answer.body["type"].rpartition(":")[2]) == (409, "amount-needed")
    assert holder.follow(holder.token(Purpose.SKIP))["state"] == "done"


def test_a_snoozed_reminder_comes_again(holder: Holder) -> None:
    seen = holder.follow(holder.token(Purpose.SNOOZE), minutes=30)
    assert seen["until"] == "2099-05-04T08:30:00Z"
    (due,) = holder.table.query_all("DUE#2099-05-04T08:30#0")
    assert due["message"] | {"sent_at": ""} == {
        "id": f"habit#{HABIT}#snoozed#2099-05-04T08:30",
        "kind": "reminder",
        "user_id": ADA,
        "ref": {"of": "habit", "id": HABIT, "date": "2099-05-04", "time": "10:30", "snoozed": True},
        "due": "2099-05-04T08:30:00Z",
        "sent_at": "",
    }


def test_the_last_snooze_counts(holder: Holder) -> None:
    token = holder.token(Purpose.SNOOZE)
    holder.follow(token, minutes=30)
    holder.follow(token, minutes=60)
    assert [item["sk"] for item in holder.table.query_all("DUE#2099-05-04T08:30#0")] == []
    assert len(list(holder.table.query_all("DUE#2099-05-04T09:00#0"))) == 1


@pytest.mark.parametrize("minutes", [4, 1441, "30", None, 30.5])
def test_a_snooze_has_its_bounds(holder: Holder, minutes: Any) -> None:
    answer = holder.send("/links", {"token": holder.token(Purpose.SNOOZE), "minutes": minutes})
    assert answer.status == 422


def test_a_mail_can_be_done_without(holder: Holder) -> None:
    token = holder.token(Purpose.UNSUBSCRIBE, "reminder", None)
    seen = holder.look(token)
    assert (seen["purpose"], seen["topic"], seen["name"], seen["state"]) == (
        "unsubscribe",
        "reminder",
        None,
        "open",
    )
    assert holder.follow(token)["state"] == "done"
    there = preferences.read(holder.table, ADA)
    assert not preferences.wants(there, "reminder", "mail") and preferences.wants(there, "reminder", "in_app")


def test_a_mail_program_unsubscribes_with_one_click(holder: Holder) -> None:
    token = holder.token(Purpose.UNSUBSCRIBE, "digest", None)
    holder.table.put(
        {"pk": f"USER#{ADA}", "sk": "PREFERENCES", "channels": {"digest": {"mail": True}}, "version": 1}
    )
    form = {"content-type": "application/x-www-form-urlencoded"}
    for _ in range(2):
        answer = holder.send(f"/unsubscribe/{token}", "List-Unsubscribe=One-Click", headers=form)
        assert answer.status == 204
    assert not preferences.wants(preferences.read(holder.table, ADA), "digest", "mail")


def test_who_opens_the_address_of_one_click_is_asked_and_nothing_is_changed(holder: Holder) -> None:
    """What programs do that know RFC 2369 and not 8058, and what scanners do."""
    token, before = holder.token(Purpose.UNSUBSCRIBE, "reminder", None), holder.state()
    event = http_event("GET", f"/v1/unsubscribe/{token}", None, user=None, at=NOW)
    answer = call(app, event)
    assert (answer.status, answer.headers["location"]) == (302, f"/act#{token}")
    assert holder.state() == before


@pytest.mark.parametrize("token", ["a%0d%0aset-cookie:x=1", "//evil.example", "a b", "x" * 201, "ä"])
def test_nobody_is_led_anywhere_else(holder: Holder, token: str) -> None:
    answer = call(app, http_event("GET", f"/v1/unsubscribe/{token}", None, user=None, at=NOW))
    assert answer.status == 404 and "location" not in answer.headers


def test_what_could_not_be_switched_off_is_not_said_to_be(
    holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody changes the preferences between each reading and writing."""
    put = Table.put

    def late(self: Table, item: dict[str, Any], **condition: Any) -> None:
        if item["sk"] == "PREFERENCES":
            put(self, {**item, "version": item["version"] + 1, "channels": {}})
        put(self, item, **condition)

    monkeypatch.setattr(Table, "put", late)
    token = holder.token(Purpose.UNSUBSCRIBE, "reminder", None)
    assert holder.send("/links", {"token": token}).status == 503
    assert holder.send(f"/unsubscribe/{token}").status == 503


def test_no_other_link_unsubscribes(holder: Holder) -> None:
    before = holder.state()
    answer = holder.send(f"/unsubscribe/{holder.token(Purpose.CHECK_IN)}")
    assert answer.status == 404 and holder.state() == before


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("gone", ["thing", "person"])
def test_what_is_gone_stays_gone(holder: Holder, purpose: Purpose, gone: str) -> None:
    token = holder.token(purpose, "reminder" if purpose is Purpose.UNSUBSCRIBE else HABIT)
    if gone == "person" or purpose is Purpose.UNSUBSCRIBE:
        for sk in holder.state():
            holder.table.delete(f"USER#{ADA}", sk)
    else:
        tombstone = {"deleted_at": "2099-05-04T00:00:00Z", "ttl": 4102444800}
        holder.table.update(f"USER#{ADA}", f"HABIT#{HABIT}", set=tombstone)
    before = holder.state()
    for path in ("/links/read", "/links"):
        answer = holder.send(path, {"token": token})
        assert (answer.status, answer.body["type"].rpartition(":")[2]) == (404, "link-outdated")
    assert holder.state() == before


def test_an_old_link_says_so(holder: Holder) -> None:
    token = holder.token(Purpose.CHECK_IN)
    holder.now += VALID
    for path in ("/links/read", "/links"):
        answer = holder.send(path, {"token": token})
        assert (answer.status, answer.body["type"].rpartition(":")[2]) == (404, "link-expired")
    assert holder.mark() is None


@pytest.mark.parametrize("token", ["x", "A" * 80])
def test_what_is_no_link_is_not_found(holder: Holder, token: str) -> None:
    assert holder.send("/links", {"token": token}).status == 404
    assert holder.send(f"/unsubscribe/{token}").status == 404


def test_a_task_is_done_once_and_the_next_one_follows(holder: Holder) -> None:
    repeat = {"every": "day", "interval": 1, "from": "due"}
    fields = {"id": TASK, "title": "Call", "column": "todo", "priority": "none", "repeat": repeat}
    create(TaskStore(holder.table, ADA), {**fields, "due": {"date": "2099-05-04"}}, NOW)
    token = holder.token(Purpose.DONE, TASK)
    seen = holder.look(token)
    assert (seen["purpose"], seen["topic"], seen["name"], seen["state"]) == ("done", "task", "Call", "open")
    for _ in range(2):
        assert holder.follow(token)["state"] == "done"
    tasks = [item for sk, item in holder.state().items() if sk.startswith("TASK#")]
    assert sorted((task["due"]["date"], task["status"]) for task in tasks) == [
        ("2099-05-04", "done"),
        ("2099-05-05", "open"),
    ]
    assert holder.look(token)["state"] == "done"


def test_a_task_can_be_snoozed(holder: Holder) -> None:
    create(TaskStore(holder.table, ADA), {"id": TASK, "title": "Call", "column": "todo"}, NOW)
    snoozed = holder.follow(holder.token(Purpose.SNOOZE_TASK, TASK), minutes=5)
    assert (snoozed["purpose"], snoozed["topic"]) == ("snooze", "task")
    (due,) = holder.table.query_all("DUE#2099-05-04T08:05#0")
    assert due["message"]["ref"]["of"] == "task"
