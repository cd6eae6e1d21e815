"""Brings the checkpoints of a user's habits up to date; what a checkpoint is stands in shared/habits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timezone

from functions.relay.events import is_habit
from functions.relay.repository import aws_errors
from shared.habits.items import (
    CHECKINS_PREFIX,
    HABIT_PREFIX,
    Habit,
    habit_from,
    habit_key,
    is_live_habit,
    partition,
    scores_key,
)
from shared.habits.recompute import Renewal, collect, is_stale, months_to_read, renewal
from shared.log import logger
from shared.stream import Change, Item
from shared.table import ConditionFailed, Table


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


class Checkpoints:
    """Those in `table`; `now` tells which months are over."""

    def __init__(self, table: Table, now: Callable[[], datetime] = utc_now) -> None:
        self._table, self._now = table, now

    def concerns(self, change: Change) -> bool:
        """A day was marked, or a habit was changed, by a person or by `relay` itself. A checkpoint that
        `relay` has just written asks for no other, because it is up to date: that is what keeps it from going
        round in circles."""
        if change.new is None or "deleted_at" in change.new:
            return False
        return change.sk.startswith(CHECKINS_PREFIX) or is_habit(change)

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        self.refresh(user_id, changes)

    def refresh(self, user_id: str, prompts: Iterable[Change]) -> int:
        """Renews the checkpoints of all the user's habits if one that `prompts` tell of needs it; how many
        were renewed.

        `prompts` are changes of habits and of months of check-ins. Raises TryAgainError.
        """
        with aws_errors():
            if any(is_stale(habit, self._now()) for habit in self._habits_of(user_id, prompts)):
                return self._renew(user_id)
        return 0

    def _habits_of(self, user_id: str, prompts: Iterable[Change]) -> Iterator[Habit]:
        # A habit's change brings the habit along. A month's does not: half a read unit a habit, since an
        # answer that is a moment old will do; what must not be missed, an edit of a closed month, changes the
        # habit too.
        marked = set()
        for change in prompts:
            if change.sk.startswith(HABIT_PREFIX):
                yield from _living(change.new)
            else:
                marked.add(change.sk.rsplit("#", 1)[1])
        for habit_id in marked:
            yield from _living(self._table.get(partition(user_id), habit_key(habit_id)))

    def _renew(self, user_id: str) -> int:
        now, pk = self._now(), partition(user_id)
        items = self._table.query_all(pk, begins_with=HABIT_PREFIX, consistent=True)
        habits = [habit for item in items for habit in _living(item)]
        stale = [habit for habit in habits if is_stale(habit, now)]
        if not stale:
            return 0
        months = self._table.query_all(pk, between=months_to_read(stale, now), consistent=True)
        marks = collect(months)
        return sum(self._write(pk, habit, renewal(habit, marks.get(habit.id, {}), now)) for habit in stale)

    def _write(self, pk: str, habit: Habit, renewed: Renewal) -> bool:
        for year, scores in renewed.scores.items():
            self._table.update(pk, scores_key(year, habit.id), set=scores, return_new=False)
        try:
            self._table.update(pk, habit_key(habit.id), **renewed.change, return_new=False)
        except ConditionFailed:
            # It was changed since it was read: the record of that change is on its way, and asks again.
            logger.info("a habit changed while its checkpoint was computed", habit_id=habit.id)
            return False
        return True


def _living(item: Item | None) -> Iterator[Habit]:
    if item is not None and is_live_habit(item):
        yield habit_from(item)
