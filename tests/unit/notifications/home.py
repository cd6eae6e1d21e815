"""Somebody with an inbox, and the routes that they use."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from functions.notifications.handler import app
from shared.identity import profile
from shared.notifications.inbox import id_of
from shared.notifications.outbox import Outbox
from shared.table import Table
from tests.support.events import call, http_event
from tests.support.text_messages import Phones

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
NUMBER, OTHER_NUMBER = "+447700900123", "+4915112345678"


class Home:
    def __init__(self, table: Table, phones: Phones) -> None:
        self.table, self.phones = table, phones
        self.now, self.user_id = NOW, ADA
        attributes = {"sub": ADA, "email": "ada@example.com", "name": "Ada", "zoneinfo": "Europe/Berlin"}
        table.put(profile.new_item(attributes, NOW))

    def ask(self, method: str, path: str = "", body: Any = None, **event: Any) -> SimpleNamespace:
        """A request to /v1/notifications<path>."""
        address = "/v1/notifications" + path
        return call(app, http_event(method, address, body, user=self.user_id, at=self.now, **event))

    def told(self, name: str, *, minutes: int = 0, hidden: bool = False, **ref: Any) -> str:
        """A milestone that Ada has been told of, so many minutes after NOW; its id."""
        at = NOW + timedelta(minutes=minutes)
        notification_id = id_of(name, at)
        ref = {"habit_id": "H", "streak": 7, "points": 50, "name": name, **ref}
        new = {"kind": "milestone", "ref": ref, "at": at.isoformat(), **({"hidden": True} if hidden else {})}
        Outbox(self.table, ADA).make(notification_id, new, NOW)
        return notification_id

    def titles(self, **query: Any) -> list[str]:
        return [one["title"] for one in self.page(**query)["items"]]

    def page(self, **query: Any) -> dict[str, Any]:
        answer = self.ask("GET", query=query)
        assert answer.status == 200, answer.body
        body: dict[str, Any] = answer.body
        return body

    def unread(self) -> int:
        count: int = self.ask("GET", "/unread").body["unread"]
        assert count == self.page()["unread"]
        return count

    def speak_german(self) -> None:
        self.table.update(f"USER#{ADA}", "PROFILE", set={"language": "de"})
