"""One habit of an archive into the table, and what stands beside the habits.

The habit's item tells `relay` that an import is on (`importing_until`), so that statistics are computed once,
at the end, and not after each month. Its `dirty_from` is set before the first day is written and again after
the last: whatever was computed in between does not count.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from functions.imports.beside import log_line, write_entries
from functions.imports.months import merge_month
from functions.imports.plan import Item, Plan, There, by_month, marks_of
from shared.errors import Unavailable
from shared.habits import items
from shared.habits.marks import (
    IMPORTED,
    Stamp,
    decode_mark,
    decode_stamp,
    encode,
    encode_stamp,
    milliseconds,
    note_attribute,
)
from shared.habits.shapes import timestamp
from shared.habits.store import HabitStore
from shared.table import ConditionFailed
from shared.transfer.archive import ArchiveHabit

LEASE_S = 16 * 60  # longer than the function can run
ATTEMPTS = 8
FIRST_PAUSE_S = 0.05
_NOT_KEPT = ("key", "id", "days", "notes", "entries", "created_at")
T = TypeVar("T")


class Work(NamedTuple):
    """What one habit needs. days: encoded marks by day, those only that have to be written. entries: of those
    that have single amounts, in the file or in the table. marked: the months that the table has."""

    plan: Plan
    days: dict[str, str]
    notes: dict[str, str]
    entries: dict[str, list[list[Any]]]
    marked: set[str]
    stamp: str
    steps: int

    @property
    def first(self) -> str | None:
        """The first day that has to be written."""
        return min(self.days, default=None)

    @property
    def is_nothing(self) -> bool:
        """Whether all of it is there already. A lease says that an earlier attempt came to no end."""
        item = self.plan.item
        new = item is None or "deleted_at" in item or "importing_until" in item
        return not (new or self.days or self.notes)


def prepare(plan: Plan, there: There, notes: Mapping[str, str | None], replace: bool, now: datetime) -> Work:
    """there, notes: the habit's, the latter by day, None where it has been taken away. Kept days have stamp
    time 0, so that any edit of the person's, the taking away of a mark too, is later than the import;
    replacing ones have the commit's time."""
    stamp = Stamp(milliseconds(now) if replace else 0, IMPORTED)
    days, entries = {}, {}
    for day, mark in marks_of(plan.habit).items():
        text = there.days.get(day)
        if text is None or (replace and decode_mark(text) != mark):
            single = plan.habit["entries"].get(day, [])
            if single or day in there.entries:
                entries[day] = single
            # The sum is as late as the latest of what adds up to it.
            days[day] = encode(stamp._replace(sequence=1) if single else stamp, mark)
    wanted = plan.habit["notes"].items()
    new = {day: text for day, text in wanted if day not in notes or (replace and notes[day] != text)}
    steps = len(by_month([*days, *new])) + len(new)
    return Work(plan, days, new, entries, {day[:7] for day in there.days}, encode_stamp(stamp), steps)


class Writer:
    """Writes habits of one import. `habit` may be called from several threads."""

    def __init__(
        self,
        store: HabitStore,
        import_id: str,
        source: str,
        now: datetime,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store, self._import, self._source, self._now, self._sleep = store, import_id, source, now, sleep

    def habit(self, work: Work, step: Callable[[int], None]) -> None:
        """Makes or restores the habit and writes its days, months at a time, and its notes. Raises
        Unavailable."""
        if work.is_nothing or not self._insist(self._begin, work):
            step(work.steps)
            return
        self._insist(self._log, work)
        days, noted = by_month(work.days), by_month(work.notes)
        for month in sorted({*days, *noted}):
            texts = {int(day[8:]): work.days[day] for day in days.get(month, ())}
            flags = [note_attribute(int(day[8:])) for day in noted.get(month, ())]
            flags += [f"e{day[8:]}" for day in days.get(month, ()) if day in work.entries]
            self._entries(work, days.get(month, ()))
            marked = month in work.marked
            self._insist(merge_month, self._store, work.plan.id, month, texts, flags, expected=marked)
            step(1)
        for day, text in work.notes.items():
            self._insist(self._store.save_note, work.plan.id, date.fromisoformat(day), text, work.stamp)
            step(1)
        self._insist(self._touch, work, ended=True)

    def item(self, item: Item, step: Callable[[int], None]) -> None:
        """Stores an item of the person's that is not there yet. May be repeated. Raises Unavailable."""
        with suppress(ConditionFailed):
            self._insist(self._store.table.put, {"pk": self._store.pk, **item}, only_if_new=True)
        step(1)

    def _entries(self, work: Work, days: Iterable[str]) -> None:
        """Before the marks: a mark that is there says that its single amounts are."""
        time_ms = decode_stamp(work.stamp).time_ms
        for day in days:
            if day in work.entries:
                found = work.entries[day]
                self._insist(write_entries, self._store, work.plan.id, day, work.days[day], found, time_ms)

    def _log(self, work: Work) -> None:
        line = log_line(work.plan.id, self._import, len(work.days), len(work.notes), self._now)
        with suppress(
            ConditionFailed
        ):  # an earlier attempt has written it, and knew how much there was to do
            self._store.table.put({"pk": self._store.pk, **line}, only_if_new=True)

    def _begin(self, work: Work) -> bool:
        """The habit is there, live and leased; False when somebody has deleted it since it was looked up."""
        if work.plan.action != "create":
            return self._touch(work)
        item = new_item(work.plan.habit, work.plan.id, self._source, self._now)
        there = self._store.create({**item, **self._lease(work)})
        return there is None or self._touch(work)  # there already: an earlier attempt has made it

    def _touch(self, work: Work, *, ended: bool = False) -> bool:
        """Begins or ends the lease, and moves `dirty_from` back to the first day that the import writes."""
        sk = items.habit_key(work.plan.id)
        for _ in range(ATTEMPTS):
            item = self._store.table.get(self._store.pk, sk, consistent=True)
            if item is None or ("deleted_at" in item and (ended or work.plan.action == "merge")):
                return False
            try:
                self._store.table.update(
                    self._store.pk, sk, **self._change(item, work, ended), return_new=False
                )
            except ConditionFailed:
                continue  # it has changed since it was read
            return True
        raise Unavailable("The habit is being changed by someone else.", retry_after_s=1)

    def _change(self, item: Item, work: Work, ended: bool) -> Item:
        """Arguments of the table's update, on condition that the habit is still as it was read."""
        new = {} if ended else self._lease(work)
        if work.first is not None:
            new["dirty_from"] = min(work.first, item.get("dirty_from", work.first))
        remove = ["importing_until"] if ended else []
        edits = item.get("past_edits", 0)
        new["past_edits"] = edits + 1
        if "deleted_at" in item:
            new |= {"version": item["version"] + 1, "updated_at": timestamp(self._now)}
            remove += ["deleted_at", "ttl"]
        seen = "past_edits = :edits" if edits else "attribute_not_exists(past_edits)"
        return {
            "set": new,
            "remove": remove,
            "condition": f"#version = :version AND {seen}",
            "names": {"version": "version"},
            "values": {"version": item["version"], **({"edits": edits} if edits else {})},
        }

    def _lease(self, work: Work) -> Item:
        until = {"importing_until": int(time.time()) + LEASE_S}
        return until if work.first is None else {**until, "dirty_from": work.first, "past_edits": 1}

    def _insist(self, write: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Repeats what the table turns away because there is too much at once."""
        for attempt in range(ATTEMPTS - 1):
            try:
                return write(*arguments, **named)
            except Unavailable:
                self._sleep(random.uniform(0, FIRST_PAUSE_S * 2**attempt))  # noqa: S311 - a pause, no secret
        return write(*arguments, **named)


def new_item(habit: ArchiveHabit, habit_id: str, source: str, now: datetime) -> Item:
    """The HABIT# item of a habit that comes in. Where the source does not say when it was made, it is the day
    of its first mark: blocks of days are counted from there."""
    first = min(habit["days"], default=None)
    made = habit["created_at"] or (f"{first}T00:00:00.000Z" if first else timestamp(now))
    kept = {name: value for name, value in habit.items() if name not in _NOT_KEPT and value not in (None, "")}
    fixed = {"version": 1, "made_from": f"import:{source}", "updated_at": timestamp(now)}
    return {**kept, **fixed, "id": habit_id, "created_at": min(made, timestamp(now))}
