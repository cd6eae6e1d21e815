"""Points for check-ins and streaks (docs/rewards.md). What a habit's days earn follows from how they are
marked now, and from which of them have been marked in time: so it does not matter how often and in which
order changes come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from functions.relay.checkpoints import utc_now
from functions.relay.events import is_habit
from functions.relay.logic import TryAgainError
from functions.relay.repository import aws_errors
from shared.habits.days import latest_today, month_of, months_between, next_month
from shared.habits.items import (
    CHECKINS_PREFIX,
    Habit,
    checkins_key,
    checkins_range,
    habit_from,
    habit_key,
    month_from,
    partition,
)
from shared.habits.marks import Marks
from shared.identity import profile
from shared.notify_message import Message
from shared.notify_queue import NotQueued
from shared.points.items import MILESTONES, Month, counted
from shared.points.store import MonthsOfPoints
from shared.points.streaks import reached, uses_checkpoint
from shared.points.timely import is_recent, marked_in_time
from shared.points.touched import Touched, by_habit, touched_by
from shared.rewards.points import PointStore
from shared.stream import Change
from shared.table import ConditionFailed, Table

# What decides how a habit's days count.
RULES = ("schedule", "target", "target_type", "start_date", "end_date", "pauses", "frozen")
_ATTEMPTS = 5
_FEW_MONTHS = 3


class Points:
    """In `table`. send: queues messages about milestones. drains: whether the ledger is to take once a day
    what is earned (where the database does not sleep)."""

    def __init__(
        self,
        table: Table,
        send: Callable[[Sequence[Message]], None],
        now: Callable[[], datetime] = utc_now,
        *,
        drains: bool = False,
    ) -> None:
        self._table, self._send, self._now, self._drains = table, send, now, drains
        self._asked: tuple[str, set[str]] = "", set()

    def concerns(self, change: Change) -> bool:
        return may_move_points(change)

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        with aws_errors():
            for habit_id, of_habit in by_habit(changes).items():
                self._book(user_id, habit_id, touched_by(of_habit, self._now()))

    def _book(self, user_id: str, habit_id: str, touched: Touched) -> None:
        for _ in range(_ATTEMPTS):
            item = self._table.get(partition(user_id), habit_key(habit_id), consistent=True)
            if item is None:
                return  # purged, and its days with it: what they have earned stays
            try:
                self._count(user_id, habit_from(item), touched)
            except ConditionFailed:
                continue
            return
        raise TryAgainError

    def _count(self, user_id: str, habit: Habit, touched: Touched) -> None:
        checkpoint = habit.usable_checkpoint(date.fromordinal(touched.since))
        if not uses_checkpoint(habit.rules):
            checkpoint = None
        first = next_month(checkpoint.through) if checkpoint else _history_from(habit, touched)
        points = MonthsOfPoints(self._table, user_id)
        known = points.of(habit.id, first)
        person = self._profile(user_id) if touched.candidates else {}
        timely = {day for day, mark in touched.candidates if marked_in_time(mark, day, person)}
        if not known and not timely:
            return
        marks = self._marks(user_id, habit.id, first)
        milestones = reached(habit.rules, checkpoint, marks)
        wanted = _wanted(known, timely, milestones, marks)
        if touched.by_person:
            # First, since what is written is not told again.
            self._tell(user_id, habit.id, known, wanted)
        for month, after in wanted.items():
            points.replace(habit.id, month, known.get(month, Month()), after)
        # Also when nothing is left to be written: then an attempt before this one may have been cut off here.
        if self._drains:
            self._ask_for_drain(user_id)

    def _profile(self, user_id: str) -> Mapping[str, Any]:
        return self._table.get(partition(user_id), profile.SORT_KEY) or {}

    def _marks(self, user_id: str, habit_id: str, first: str) -> Marks:
        """The habit's since the month `first`, as they are now."""
        pk, last = partition(user_id), month_of(latest_today(self._now()))
        months = months_between(first, last)
        items: Iterable[Mapping[str, Any] | None]
        if len(months) <= _FEW_MONTHS:
            items = (self._table.get(pk, checkins_key(month, habit_id), consistent=True) for month in months)
        else:
            items = self._table.query_all(pk, between=checkins_range(first, last), consistent=True)
        found = [month_from(item) for item in items if item]
        return {day: mark for one in found if one.habit_id == habit_id for day, mark in one.marks.items()}

    def _tell(
        self, user_id: str, habit_id: str, known: Mapping[str, Month], wanted: Mapping[str, Month]
    ) -> None:
        new = [
            (day, milestone)
            for month, after in wanted.items()
            for day, milestone in after.streaks.items()
            if known.get(month, Month()).streaks.get(day) != milestone
        ]
        person = self._profile(user_id) if new else {}
        recent = [one for one in new if is_recent(one[0], self._now(), person)]
        if recent:
            try:
                self._send([_milestone(user_id, habit_id, day, streak) for day, streak in recent])
            except NotQueued as error:
                raise TryAgainError from error

    def _ask_for_drain(self, user_id: str) -> None:
        today = self._now().date().isoformat()
        if self._asked[0] != today:
            self._asked = today, set()
        if user_id not in self._asked[1]:
            PointStore(self._table, user_id).ask_for_drain(today)
            self._asked[1].add(user_id)


def may_move_points(change: Change) -> bool:
    """Whether days were marked, or a habit's rules have changed."""
    if change.new is None:
        return False
    if change.sk.startswith(CHECKINS_PREFIX):
        return True
    old, new = change.old, change.new
    return is_habit(change) and old is not None and any(old.get(name) != new.get(name) for name in RULES)


def _history_from(habit: Habit, touched: Touched) -> str:
    return min([habit.history_from, *(month_of(date.fromordinal(day)) for day in touched.days)])


def _wanted(
    known: Mapping[str, Month], timely: set[int], milestones: Mapping[int, int], marks: Marks
) -> dict[str, Month]:
    """The months that are to be other than they are."""
    in_time: dict[str, set[int]] = defaultdict(set)
    for day in timely:
        in_time[month_of(date.fromordinal(day))].add(day)
    wanted = {}
    for month in sorted({*known, *in_time}):
        before = known.get(month, Month())
        after = counted(before.days | in_time[month], milestones, marks, before.version)
        if not after.same_as(before):
            wanted[month] = after
    return wanted


def _milestone(user_id: str, habit_id: str, day: int, streak: int) -> Message:
    ref = {"habit_id": habit_id, "streak": streak, "points": MILESTONES[streak]}
    at = date.fromordinal(day).isoformat()
    return Message(f"milestone#{habit_id}#{at}#{streak}", "milestone", user_id, ref)
