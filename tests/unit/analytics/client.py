"""A person with habits who asks for figures; the real handlers over the table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from functions.analytics.figures import figures
from functions.analytics.handler import app
from functions.analytics.reading import AsItIsNow, read
from functions.relay.points import Points
from functions.relay.summaries import Standings, Summaries
from shared.habits.items import checkins_key, habit_key
from shared.habits.marks import DONE, Mark, Stamp, encode, milliseconds
from shared.points.items import points_key
from shared.stream import Change
from shared.table import Table
from tests.support.events import call, http_event
from tests.unit.habits.client import Person
from tests.unit.relay.journal import Journal


class Ada(Person):
    def __init__(self, table: Table, user_id: str = "ada", **profile: Any) -> None:
        super().__init__(table, user_id, **profile)
        self.table, self.pk = table, f"USER#{user_id}"
        self._journal = Journal(table, self)

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> SimpleNamespace:
        if not path.startswith("/analytics"):
            return super().send(method, path, body, **options)
        return call(app, http_event(method, f"/v1{path}", body, user=self.user_id, at=self.now, **options))

    def summary(self) -> Any:
        return self.ok("GET", "/analytics/summary")

    def computed(self) -> Any:
        """What there is to tell now, whatever is kept."""
        return figures(read(AsItIsNow(), self.user_id, self.now))

    def board(self) -> Any:
        return self.ok("GET", "/analytics/leaderboard")

    def join(self, name: str) -> None:
        self.ok("PUT", "/analytics/leaderboard/me", {"display_name": name})

    def leave(self) -> None:
        self.ok("DELETE", "/analytics/leaderboard/me")

    def relay(self) -> None:
        """The stream tells of all that has changed since the last time."""
        told = list(self._journal.changes())
        workers = Points(self.table, _nobody, lambda: self.now), Standings(self.table, lambda: self.now)
        for worker in (*workers, Summaries(self.table)):
            batch = [change for change in told if worker.concerns(change)]
            if batch:
                worker.work(self.user_id, batch)
        self._journal.records()  # what relay has written concerns none of these

    def changes(self) -> list[Change]:
        return list(self._journal.changes())

    def marked_at(self, habit_id: str, moments: dict[int, datetime], device: int = 7) -> None:
        """Leaves the table as marks would that were made at these moments, of so many days ago."""
        for ago, moment in moments.items():
            day = self.day(ago)
            mark = encode(Stamp(milliseconds(moment), device), Mark(DONE))
            key = checkins_key(day.isoformat()[:7], habit_id)
            self.table.update(self.pk, key, set={f"{day.day:02}": mark})
        dirty = {"dirty_from": self.day(max(moments)).isoformat()}
        self.table.update(self.pk, habit_key(habit_id), set=dirty, add={"past_edits": 1})

    def has_earned(self, habit_id: str, days_ago: Iterable[int], **more: Any) -> None:
        """Leaves the table as `relay` would."""
        by_month: dict[str, set[str]] = {}
        for ago in days_ago:
            day = self.day(ago).isoformat()
            by_month.setdefault(day[:7], set()).add(day[8:])
        for month, days in by_month.items():
            item = {"points": 10 * len(days), "days": days, "version": 1, **more}
            self.table.put({"pk": self.pk, "sk": points_key(month, habit_id), **item})


def _nobody(_: object) -> None:
    """Milestones are told elsewhere."""
