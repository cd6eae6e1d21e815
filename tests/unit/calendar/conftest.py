"""The calendar as its owner and a calendar program see it."""

from __future__ import annotations

from datetime import date, datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from functions.calendar.handler import app
from shared.ids import new_ulid
from shared.table import Table
from tests.support.events import call, http_event

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)  # a Sunday


class Owner:
    """Somebody with habits; `feed` is what a calendar program gets."""

    def __init__(self, table: Table, user_id: str = "ada", **profile: Any) -> None:
        self.table, self.user_id, self.now = table, user_id, NOW
        table.put(
            {"pk": f"USER#{user_id}", "sk": "PROFILE", "id": user_id, "timezone": "Europe/Berlin", **profile}
        )

    def send(self, method: str, path: str = "/calendar", **options: Any) -> SimpleNamespace:
        options.setdefault("user", self.user_id)
        headers = {"host": "day.example", **options.pop("headers", {})}
        return call(app, http_event(method, f"/v1{path}", at=self.now, headers=headers, **options))

    def habit(self, **fields: Any) -> str:
        habit_id = new_ulid()
        item = {
            "pk": f"USER#{self.user_id}",
            "sk": f"HABIT#{habit_id}",
            "id": habit_id,
            "name": "Run",
            "kind": "yes_no",
            "target_type": "at_least",
            "schedule": {"type": "daily"},
            "archived": False,
            "version": 1,
            "created_at": "2099-05-01T10:00:00.000Z",
            "updated_at": "2099-05-02T10:00:00.000Z",
            **fields,
        }
        self.table.put(item)
        return habit_id

    def paused(self, start: str, end: str | None, habits: list[str] | None = None) -> None:
        vacation = {"start": start, "end": end, "habits": habits, "stamp": "", "created_at": "x"}
        self.table.put(
            {"pk": f"USER#{self.user_id}", "sk": "HABIT#PAUSES", "vacations": {"v": vacation}, "version": 1}
        )

    def path(self) -> str:
        """A new address, without the host."""
        return str(self.send("POST").body["url"]).removeprefix("https://day.example/v1")

    def feed(self) -> str:
        answer = self.send("GET", self.path(), user=None)
        assert answer.status == 200, answer.body
        return str(answer.content.decode())

    def events(self) -> list[Any]:
        return list(Calendar.from_ical(self.feed()).walk("VEVENT"))

    def event(self) -> Any:
        (found,) = self.events()
        return found


def days_of(event: Any, until: date) -> list[date]:
    """The days (or local times) on which a calendar program shows the event, by dateutil's reading."""
    start = event.decoded("DTSTART")
    rule = event["RRULE"].to_ical().decode()
    naive = start if isinstance(start, datetime) else datetime.combine(start, datetime.min.time())
    zone = naive.tzinfo
    rules = rrulestr(rule.split(";UNTIL=")[0], dtstart=naive.replace(tzinfo=None))
    last = datetime.combine(until, datetime.max.time())
    end = event["RRULE"].get("UNTIL")
    left_out = event.get("EXDATE")
    excluded = {one.dt for one in left_out.dts} if left_out else set()
    found: list[Any] = []
    for at in rules.xafter(naive.replace(tzinfo=None), inc=True):
        if at > last:
            break
        shown = at.replace(tzinfo=zone) if isinstance(start, datetime) else at.date()
        if shown not in excluded and (not end or shown <= end[0]):
            found.append(shown)
    return found


@pytest.fixture
def ada(table: Table) -> Owner:
    return Owner(table)
