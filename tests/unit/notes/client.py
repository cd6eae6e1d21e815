"""The notes API as one person uses it: the real handler over the table, at a time that the test sets."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from functions.notes.handler import app
from shared.table import Table
from tests.support.events import call, http_event

NOON = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
URL = "https://example.com/page?q=1#part"


class Person:
    """`now` is the server's time for this person's requests."""

    def __init__(self, table: Table, user_id: str = "ada") -> None:
        self.user_id, self.now, self.table = user_id, NOON, table

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        return call(app, http_event(method, f"/v1{path}", body, user=self.user_id, at=self.now, **options))

    def ok(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        answer = self.send(method, path, body, **options)
        assert answer.status < 300, answer.body
        return answer.body

    def refused(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, list[str]]:
        """The status and the pointers of a problem."""
        answer = self.send(method, path, body, **options)
        assert answer.headers["content-type"].startswith("application/problem+json"), answer.body
        return answer.status, [error["pointer"] for error in answer.body.get("errors", [])]

    def note(self, title: str = "Ideas", **fields: Any) -> Any:
        """A new note, a second after the one before."""
        self.now += timedelta(seconds=1)
        return self.ok("POST", "/notes", {"title": title, **fields})

    def bookmark(self, title: str = "Page", **fields: Any) -> Any:
        return self.note(title, **{"kind": "bookmark", "url": URL, **fields})

    def change(self, note: Any, **fields: Any) -> Any:
        self.now += timedelta(seconds=1)
        return self.ok("PATCH", f"/notes/{note['id']}", fields)

    def get(self, note: Any) -> Any:
        return self.ok("GET", f"/notes/{note['id']}")

    def titles(self, **asked: Any) -> list[str]:
        return [note["title"] for note in self.ok("GET", "/notes", query=asked)["items"]]
