"""The tasks API as one person uses it: the real handler over the table, at a time that the test sets."""

from __future__ import annotations

from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

from functions.tasks.handler import app
from shared.table import Table
from tests.support.events import call, http_event

NOON = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)  # a Sunday
STEP, OTHER_STEP = "01M7YNHGNG0J9CE4RAQBW2RFY1", "01M7YNHGNG0J9CE4RAQBW2RFY2"
DAILY = {"every": "day"}


class Person:
    """`now` is the server's time for this person's requests."""

    def __init__(self, table: Table, user_id: str = "ada", **profile: Any) -> None:
        self.user_id, self.now, self.table = user_id, NOON, table
        table.put({"pk": f"USER#{user_id}", "sk": "PROFILE", "id": user_id, "timezone": "UTC", **profile})

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

    def task(self, **fields: Any) -> Any:
        """A new task."""
        return self.ok("POST", "/tasks", {"title": "Water the plants", **fields})

    def change(self, task: Any, **fields: Any) -> Any:
        return self.ok("PATCH", f"/tasks/{task['id']}", fields)

    def complete(self, task: Any, **fields: Any) -> Any:
        return self.ok("POST", f"/tasks/{task['id']}/complete", fields)

    def tick(self, task: Any, step: str = STEP, *, done: bool = True, **fields: Any) -> Any:
        return self.ok("PUT", f"/tasks/{task['id']}/subtasks/{step}", {"done": done, **fields})

    def get(self, task: Any) -> Any:
        return self.ok("GET", f"/tasks/{task['id']}")

    def titles(self, **asked: Any) -> list[str]:
        return [task["title"] for task in self.ok("GET", "/tasks", query=asked)["items"]]
