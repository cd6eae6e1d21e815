"""A task reminds: from its edit by the stream, the schedule, the due index and the queue to a mail, whose
link finishes it; the next one of a task that repeats reminds in its turn."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from tests.support.people import mails
from tests.support.stack import Account, Api, Stack, eventually

TOKEN = re.compile(r"/act#([\w-]+)")
TITLE = "Water the orchids"


def test_a_tasks_reminder_and_the_link_that_finishes_it(stack: Stack, api: Api, new_account: Any) -> None:
    ravi: Account = new_account(name="Ravi", timezone="UTC")
    at = datetime.now(timezone.utc).replace(second=0, microsecond=0) + timedelta(minutes=3)
    fields = {
        "due": {"date": at.date().isoformat()},
        "repeat": {"every": "week"},
        "reminders": [{"at": f"{at:%Y-%m-%dT%H:%M}"}],
    }
    task = ravi.api.post("/tasks", {"title": TITLE, **fields}).expect(201)
    assert eventually(lambda: minute_of(stack, ravi, task), "the entry") == f"{at:%Y-%m-%dT%H:%M}"

    (mail,) = eventually(lambda: reminders(stack, ravi), "the reminder", seconds=300)
    links = {
        api.post("/links/read", {"token": token}).expect(200)["purpose"]: token
        for token in set(TOKEN.findall(mail["text"]))
    }
    assert "done" in links
    for _ in range(2):
        answer = api.post("/links", {"token": links["done"]}).expect(200)
        assert (answer["name"], answer["state"]) == (TITLE, "done")
    assert ravi.api.get(f"/tasks/{task['id']}").expect(200)["status"] == "done"

    (after,) = ravi.api.get("/tasks").expect(200)["items"]
    week = at + timedelta(days=7)
    assert (after["follows"], after["due"]["date"]) == (task["id"], week.date().isoformat())
    assert after["reminders"] == [{"at": f"{week:%Y-%m-%dT%H:%M}"}]
    eventually(lambda: minute_of(stack, ravi, after), "the next one's entry")
    ravi.api.delete(f"/tasks/{after['id']}").expect(204)
    eventually(lambda: not minute_of(stack, ravi, after), "the entry to be gone")


def reminders(stack: Stack, person: Account) -> list[dict[str, Any]]:
    return [mail for mail in mails(stack, person.email) if TITLE in mail["subject"]]


def minute_of(stack: Stack, person: Account, task: dict[str, Any]) -> str:
    """Where the task's entry of the due index is; "" for none."""
    item = stack.item(f"USER#{person.id}", f"REMINDER#task#{task['id']}")
    return str(item["due"]["S"]) if item else ""
