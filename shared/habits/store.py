"""One user's habits, months of marks and day notes in the table. Every method raises Unavailable when it
cannot be reached."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple, TypeVar

from shared.errors import Conflict, Unavailable
from shared.habits import items, marks
from shared.habits.days import month_of
from shared.identity import profile
from shared.table import ConditionFailed, Table

Item = dict[str, Any]
T = TypeVar("T")

_ATTEMPTS = 8
_FIRST_PAUSE_S = 0.02
_IS_LIVE = "attribute_exists(#pk) AND attribute_not_exists(#deleted_at)"
_IS_LATER = "attribute_not_exists(#day) OR #day < :mark"


class Marked(NamedTuple):
    """The month's item after an attempt to mark a day, and whether the mark is what is there now.

    `month` holds all days when it was the open month or when the mark lost, else the marked day alone.
    """

    month: Item
    won: bool


class HabitStore:
    """Habits of `user_id` in `table`. `sleep` (seconds) waits between attempts that stand in each other's
    way."""

    def __init__(self, table: Table, user_id: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self.table, self.user_id, self.pk, self._sleep = table, user_id, items.partition(user_id), sleep

    def profile(self) -> Item:
        """The user's PROFILE; {} while it is not there."""
        return self.table.get(self.pk, profile.SORT_KEY) or {}

    def find(self, habit_id: str) -> Item | None:
        """The habit's item, None when there is none or it is deleted. If it seems missing it is read
        consistently."""
        key = items.habit_key(habit_id)
        item = self.table.get(self.pk, key) or self.table.get(self.pk, key, consistent=True)
        return None if item is None or "deleted_at" in item else item

    def find_now(self, habit_id: str) -> Item | None:
        """As `find`, certainly as it is now."""
        item = self.table.get(self.pk, items.habit_key(habit_id), consistent=True)
        return None if item is None or "deleted_at" in item else item

    def all(self) -> tuple[list[Item], list[str]]:
        """All live habits by id, and the ids in the order of showing."""
        found = list(self.table.query_all(self.pk, begins_with=items.HABIT_PREFIX))
        order: list[str] = next((item["ids"] for item in found if item["sk"] == items.ORDER_KEY), [])
        return [item for item in found if items.is_live_habit(item)], order

    def page(self, limit: int, after: str | None, archived: bool) -> tuple[list[Item], str | None]:
        """At most `limit` live habits by id, behind the sort key `after`; and the sort key to go on
        behind."""
        found: list[Item] = []
        while True:
            page = self.table.query(
                self.pk, begins_with=items.HABIT_PREFIX, limit=limit + 1, start_after=after
            )
            live = [item for item in page.items if items.is_live_habit(item) and item["archived"] == archived]
            found += live
            if len(found) > limit:
                return found[:limit], found[limit - 1]["sk"]
            if page.next_sk is None:
                return found, None
            after = page.next_sk

    def create(self, item: Item) -> Item | None:
        """Stores a new habit. Gives the item that has its id already, None when there was none."""
        try:
            self.table.put({"pk": self.pk, "sk": items.habit_key(item["id"]), **item}, only_if_new=True)
        except ConditionFailed as failure:
            return failure.item
        return None

    def change(self, habit_id: str, version: int, new: Item, remove: Iterable[str]) -> Item | None:
        """Sets and removes attributes if the habit still has `version`; None when it has not."""
        try:
            return self.table.update(
                self.pk,
                items.habit_key(habit_id),
                set=new,
                remove=sorted(remove),
                condition="#version = :seen AND attribute_not_exists(#deleted_at)",
                names={"version": "version", "deleted_at": "deleted_at"},
                values={"seen": version},
            )
        except ConditionFailed:
            return None

    def save_order(self, ids: list[str]) -> None:
        self.table.put({"pk": self.pk, "sk": items.ORDER_KEY, "ids": ids})

    def months(self, first: str, last: str) -> list[Item]:
        """The month items of all habits from `first` to `last` (yyyy-mm), in one query."""
        return list(self.table.query_all(self.pk, between=items.checkins_range(first, last)))

    def months_of(self, habit_id: str, months: list[str]) -> list[Item]:
        """The given consecutive months of one habit, as far as there are items."""
        if len(months) <= 2:
            found = (self.table.get(self.pk, items.checkins_key(month, habit_id)) for month in months)
            return [item for item in found if item is not None]
        return [item for item in self.months(months[0], months[-1]) if item["sk"].endswith(f"#{habit_id}")]

    def mark(self, habit_id: str, day: date, mark: str, *, noted: bool) -> Marked:
        """Marks a day of an open month in one write, unless a later mark is there. `noted`: it gets a
        note."""
        try:
            month = self._insist(
                lambda: self.table.update(**self._mark_arguments(habit_id, day, mark, noted))
            )
        except ConditionFailed as failure:
            return _lost(failure, day, mark)
        return Marked(month, won=True)

    def mark_past(self, habit: Item, day: date, mark: str, *, noted: bool) -> Marked | None:
        """The same for a day of a closed month: the habit's `dirty_from` comes to that day in the same
        transaction.

        None when the habit has gone meanwhile.
        """
        dirty_from = habit.get("dirty_from")
        for _ in range(_ATTEMPTS):
            try:
                self._mark_past(habit["id"], day, mark, noted, dirty_from)
            except ConditionFailed as failure:
                if failure.item is None or "deleted_at" in failure.item:
                    return None
                if failure.item["sk"].startswith(items.CHECKINS_PREFIX):
                    return _lost(failure, day, mark)
                dirty_from = failure.item.get("dirty_from")
            else:
                return Marked({marks.day_attribute(day.day): mark, **_note_flag(day, noted=noted)}, won=True)
        raise Conflict("Too many edits of this habit came at once. Repeat this one in a moment.")

    def note(self, habit_id: str, day: date) -> str | None:
        item = self.table.get(self.pk, items.note_key(habit_id, day))
        return item.get("text") if item else None

    def notes(self, habit_id: str, first: date, last: date) -> dict[str, str]:
        """Notes by day (yyyy-mm-dd)."""
        between = items.note_key(habit_id, first), items.note_key(habit_id, last)
        found = self.table.query_all(self.pk, between=between)
        return {item["sk"].rpartition("#")[2]: item["text"] for item in found if "text" in item}

    def flag_note(self, habit_id: str, day: date) -> None:
        """Tells readers of the month that the day has a note."""
        sk = items.checkins_key(month_of(day), habit_id)
        self._insist(
            lambda: self.table.update(self.pk, sk, set=_note_flag(day, noted=True), return_new=False)
        )

    def save_note(self, habit_id: str, day: date, text: str | None, stamp: str) -> None:
        """Writes or (None) removes a day's note, unless a later edit has done so."""
        with suppress(ConditionFailed):  # a later edit's note is the one that counts
            self.table.update(
                self.pk,
                items.note_key(habit_id, day),
                set={"stamp": stamp, **({"text": text} if text else {})},
                remove=[] if text else ["text"],
                condition="attribute_not_exists(#stamp) OR #stamp <= :edit",
                values={"edit": stamp},
                return_new=False,
            )

    def _mark_arguments(self, habit_id: str, day: date, mark: str, noted: bool) -> dict[str, Any]:
        attribute = marks.day_attribute(day.day)
        return {
            "pk": self.pk,
            "sk": items.checkins_key(month_of(day), habit_id),
            "set": {attribute: mark, **_note_flag(day, noted=noted)},
            "condition": _IS_LATER,
            "names": {"day": attribute},
            "values": {"mark": mark},
        }

    def _mark_past(self, habit_id: str, day: date, mark: str, noted: bool, dirty_from: str | None) -> None:
        dirty = day.isoformat()
        moves = dirty_from is None or dirty_from > dirty
        still = (
            "(attribute_not_exists(#dirty_from) OR #dirty_from > :dirty)"
            if moves
            else "#dirty_from <= :dirty"
        )
        habit: dict[str, Any] = {
            "pk": self.pk,
            "sk": items.habit_key(habit_id),
            "set": {"dirty_from": dirty} if moves else None,
            "add": {"past_edits": 1},
            "condition": f"{_IS_LIVE} AND {still}",
            "names": {"pk": "pk", "deleted_at": "deleted_at", "dirty_from": "dirty_from"},
            "values": {"dirty": dirty},
        }
        month = self._mark_arguments(habit_id, day, mark, noted)
        operations = self.table.update_operation(**month), self.table.update_operation(**habit)
        self._insist(lambda: self.table.transact(*operations))

    def _insist(self, write: Callable[[], T]) -> T:
        """Repeats what a transaction on the same item turned away: DynamoDB refuses instead of waiting."""
        for attempt in range(_ATTEMPTS - 1):
            try:
                return write()
            except Unavailable:
                self._sleep(random.uniform(0, _FIRST_PAUSE_S * 2**attempt))  # noqa: S311 - a pause, no secret
        return write()


def _note_flag(day: date, *, noted: bool) -> Item:
    return {marks.note_attribute(day.day): True} if noted else {}


def _lost(failure: ConditionFailed, day: date, mark: str) -> Marked:
    # An equal stamp is the same edit once more: it has won before.
    month = failure.item or {}
    return Marked(month, won=month.get(marks.day_attribute(day.day)) == mark)
