"""Keeps the due index in line with what reminds: habits, tasks and the digest, in the person's zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from functions.relay.checkpoints import utc_now
from functions.relay.events import is_habit
from functions.relay.repository import aws_errors
from shared.habits.items import HABIT_PREFIX, partition
from shared.identity import profile
from shared.notifications import preferences
from shared.reminders.due import GRACE, HELD, PREFIX, Index, Ref, ref_from
from shared.reminders.rule import Rule
from shared.reminders.rules_of import of_digest, of_habit, of_task
from shared.stream import Change, Item
from shared.table import Table
from shared.tasks.store import PREFIX as TASK_PREFIX

_WEEKLY = "weekly"
# Requests to the table at a time; its client keeps ten connections.
AT_ONCE = 8

# Of each kind of item what decides when it reminds.
_LIFE = ("reminders", "deleted_at")
_OF_HABITS = (*_LIFE, "archived", "start_date", "end_date")
_OF_TASKS = (*_LIFE, "due", "status")
_OF_PEOPLE = ("timezone", "day_start_hour")
_OF_PREFERENCES = ("channels",)


class Person(NamedTuple):
    """after: what reminds later than that is wanted."""

    id: str
    profile: Item
    after: datetime
    now: datetime


class DueReminders:
    """Those in `table`. What is wanted is told from the items as they are now, so it makes no difference how
    often and in what order changes are told of."""

    def __init__(self, table: Table, now: Callable[[], datetime] = utc_now) -> None:
        self._table, self._now, self._index = table, now, Index(table)

    def concerns(self, change: Change) -> bool:
        """Something that reminds, or by which clock, is another than it was."""
        if change.sk == profile.SORT_KEY:
            return change.kind == "MODIFY" and _differs(change, _OF_PEOPLE)
        if change.sk == preferences.SORT_KEY:
            return _differs(change, _OF_PREFERENCES)
        if change.sk.startswith(TASK_PREFIX):
            return _differs(change, _OF_TASKS)
        return is_habit(change) and _differs(change, _OF_HABITS)

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        now = self._now()
        with aws_errors():
            found = self._table.get(partition(user_id), profile.SORT_KEY, consistent=True)
            if found is None:
                return  # the person has gone; what they had goes with them
            # What was changed a moment before its time still comes.
            after = max(min(now, max(change.at for change in changes)), now - GRACE)
            person = Person(user_id, found, after, now)
            self._place(list(self._wanted(person, changes)), after, now)

    def _place(self, wanted: Sequence[tuple[Ref, Rule | None]], after: datetime, now: datetime) -> None:
        """All are tried; then the first error is raised."""

        def place(one: tuple[Ref, Rule | None]) -> None:
            ref, rule = one
            self._index.place(ref, rule, after, now)

        if len(wanted) == 1:
            return place(wanted[0])
        # Who moves to another zone may have thousands, and the stream waits for them.
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(place, wanted))
        return None

    def _wanted(self, person: Person, changes: Sequence[Change]) -> Iterator[tuple[Ref, Rule | None]]:
        if any(change.sk == profile.SORT_KEY for change in changes):
            yield from self._everything(person)
            return
        for sk in dict.fromkeys(change.sk for change in changes):
            if sk == preferences.SORT_KEY:
                yield self._digest(person)
            else:
                item = self._table.get(partition(person.id), sk, consistent=True)
                yield _of_item(person, sk, item)

    def _everything(self, person: Person) -> Iterator[tuple[Ref, Rule | None]]:
        """Of all that reminds, and of what did when something went wrong."""
        pk, rules = partition(person.id), dict[Ref, Rule | None]()
        for item in self._table.query_all(pk, begins_with=PREFIX, consistent=True):
            ref = ref_from((pk, item["sk"]))
            if ref.kind != HELD:
                rules[ref] = None
        for prefix in (HABIT_PREFIX, TASK_PREFIX):
            for item in self._table.query_all(pk, begins_with=prefix, consistent=True):
                ref, rule = _of_item(person, item["sk"], item)
                if rule is not None:
                    rules[ref] = rule
        rules.update((self._digest(person),))
        yield from rules.items()

    def _digest(self, person: Person) -> tuple[Ref, Rule | None]:
        wishes = preferences.read(self._table, person.id, consistent=True)
        return Ref(person.id, "digest", _WEEKLY), of_digest(wishes, person.profile)


def _of_item(person: Person, sk: str, item: Item | None) -> tuple[Ref, Rule | None]:
    if sk.startswith(TASK_PREFIX):
        return Ref(person.id, "task", sk.removeprefix(TASK_PREFIX)), of_task(item, person.profile)
    return Ref(person.id, "habit", sk.removeprefix(HABIT_PREFIX)), of_habit(item, person.profile)


def _differs(change: Change, names: Sequence[str]) -> bool:
    old: Mapping[str, object] = change.old or {}
    new: Mapping[str, object] = change.new or {}
    return any((old.get(name) or None) != (new.get(name) or None) for name in names)
