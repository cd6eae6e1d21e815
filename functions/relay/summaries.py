"""Drops the summary that is kept of a person when something that it is made of has changed, and moves their
place on the leaderboard (docs/analytics.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from functions.relay.checkpoints import utc_now
from functions.relay.events import is_habit
from functions.relay.points import RULES, may_move_points
from functions.relay.repository import aws_errors
from shared.analytics.leaderboard import Board
from shared.analytics.summaries import SummaryCache
from shared.habits.items import CHECKINS_PREFIX, PAUSES_KEY
from shared.identity import profile
from shared.stream import Change
from shared.table import Table
from shared.tasks.store import PREFIX as TASK_PREFIX

# Of each kind of item what a summary tells of. A checkpoint that `relay` renews is none of it.
_OF_HABITS = (*RULES, "name", "archived", "deleted_at")
_OF_TASKS = ("status", "done_at", "deleted_at")
_OF_PEOPLE = ("timezone", "day_start_hour")


class Summaries:
    """Those kept in `table`. A change costs a read, and a write when one is kept; the next one finds none."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def concerns(self, change: Change) -> bool:
        """A summary made now would tell something else."""
        if change.sk.startswith(CHECKINS_PREFIX) or change.sk == PAUSES_KEY:
            return True
        if change.sk == profile.SORT_KEY:
            return _differs(change, _OF_PEOPLE)
        if change.sk.startswith(TASK_PREFIX):
            return _differs(change, _OF_TASKS)
        return is_habit(change) and (None in (change.old, change.new) or _differs(change, _OF_HABITS))

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        with aws_errors():
            SummaryCache(self._table, user_id).forget()


class Standings:
    """Those of the leaderboard in `table`. Works after the points, which it reads as they are then; of who
    does not take part it reads that."""

    def __init__(self, table: Table, now: Callable[[], datetime] = utc_now) -> None:
        self._board, self._now = Board(table), now

    def concerns(self, change: Change) -> bool:
        """Points may have changed."""
        return may_move_points(change)

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        with aws_errors():
            self._board.refresh(user_id, self._now())


def _differs(change: Change, names: Sequence[str]) -> bool:
    old, new = change.old or {}, change.new or {}
    return any(old.get(name) != new.get(name) for name in names)
