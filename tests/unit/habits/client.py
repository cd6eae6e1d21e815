"""The habits API as one person uses it: the real handler over the table in moto, at a time that the test
sets.

That time is far ahead, so that what the function lets expire has not done so by the clock of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from functions.habits.handler import app
from functions.insights.handler import app as insights
from shared.habits.items import PAUSES_KEY, checkins_key, habit_key, partition
from shared.habits.marks import STATUS_CODES, Mark, Stamp, encode
from shared.table import Table
from tests.support.events import call, http_event

NOON = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)  # a Sunday

_INSIGHTS = ("/stats", "/score-change", "/overview")


class Person:
    """`now` is the server's time for this person's requests."""

    def __init__(self, table: Table, user_id: str = "ada", now: datetime = NOON, **profile: Any) -> None:
        self.user_id, self.now, self._table = user_id, now, table
        table.put({"pk": f"USER#{user_id}", "sk": "PROFILE", "id": user_id, "timezone": "UTC", **profile})

    @property
    def today(self) -> date:
        return self.now.date()

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        answering = insights if path.endswith(_INSIGHTS) else app
        return call(
            answering, http_event(method, f"/v1{path}", body, user=self.user_id, at=self.now, **options)
        )

    def ok(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        answer = self.send(method, path, body, **options)
        assert answer.status < 300, answer.body
        return answer.body

    def habit(self, **fields: Any) -> str:
        """A new habit's id."""
        identifier: str = self.ok("POST", "/habits", {"name": "Run", **fields})["id"]
        return identifier

    def check_in(self, habit_id: str, day: date | str, status: str | None = "done", **fields: Any) -> Any:
        return self.ok("PUT", f"/habits/{habit_id}/checkins/{day}", {"status": status, **fields})

    def has_marked(self, habit_id: str, statuses: Mapping[int, str]) -> None:
        """Leaves the table as check-ins would have that many days ago (by days ago), without asking for
        each: transactions are slow in moto."""
        months: dict[str, dict[str, str]] = {}
        for ago, status in statuses.items():
            day = self.day(ago)
            mark = encode(Stamp(1), Mark(STATUS_CODES[status]))
            months.setdefault(day.isoformat()[:7], {})[f"{day.day:02}"] = mark
        pk = partition(self.user_id)
        for month, days in months.items():
            self._table.put({"pk": pk, "sk": checkins_key(month, habit_id), **days})
        dirty = {"dirty_from": self.day(max(statuses)).isoformat()}
        self._table.update(pk, habit_key(habit_id), set=dirty, add={"past_edits": 1})

    def has_vacations(self, vacations: Mapping[str, Any]) -> None:
        """Leaves the table as the vacations' API would."""
        self._table.put({"pk": partition(self.user_id), "sk": PAUSES_KEY, "vacations": vacations})

    def refused(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, list[str]]:
        """The status and the pointers of a problem."""
        answer = self.send(method, path, body, **options)
        assert answer.headers["content-type"].startswith("application/problem+json"), answer.body
        return answer.status, [error["pointer"] for error in answer.body.get("errors", [])]

    def page(self, **parameters: Any) -> Any:
        return self.ok("GET", "/today", query=parameters)

    def row(self, habit_id: str, **parameters: Any) -> Any:
        return next(row for row in self.page(**parameters)["habits"] if row["habit"]["id"] == habit_id)

    def stats(self, habit_id: str) -> Any:
        return self.ok("GET", f"/habits/{habit_id}/stats")

    def marks(self, habit_id: str, first: date, last: date) -> Any:
        return self.ok("GET", f"/habits/{habit_id}/checkins", query={"from": first, "to": last})["items"]


class CountingClient:
    """Passes everything on to a DynamoDB client and keeps what was asked and answered."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.calls: list[tuple[str, dict[str, Any], dict[str, Any]]] = []

    def __getattr__(self, operation: str) -> Any:
        def call(**request: Any) -> Any:
            answer = getattr(self._client, operation)(**request)
            self.calls.append((operation, request, answer))
            return answer

        return call

    def operations(self) -> Counter[str]:
        return Counter(operation for operation, _, _ in self.calls)
