"""Months of marks and day notes in the table. Every method raises Unavailable when it cannot be reached."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeVar

from shared.errors import Conflict, Unavailable
from shared.habits import items, marks
from shared.habits.days import month_of
from shared.table import ConditionFailed, Table

Item = dict[str, Any]
T = TypeVar("T")

_ATTEMPTS = 8
_FIRST_PAUSE_S = 0.02
_IS_LIVE = "attribute_exists(#pk) AND attribute_not_exists(#deleted_at)"
# A day with single amounts is changed together with them (entry_store.py).
_IS_LATER = "(attribute_not_exists(#day) OR #day < :mark) AND attribute_not_exists(#several)"


class Marked(NamedTuple):
    """The month's item after an attempt to mark a day, and whether the mark is what is there now.

    `month` holds all days when it was the open month or when the mark lost, else the marked day alone.
    """

    month: Item
    won: bool


class MonthStore:
    """Months of `user_id` in `table`. `sleep` (seconds) waits between attempts that stand in each other's
    way."""

    def __init__(self, table: Table, user_id: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self.table, self.user_id, self.pk, self._sleep = table, user_id, items.partition(user_id), sleep

    def months(self, first: str, last: str) -> list[Item]:
        """The month items of all habits from `first` to `last` (yyyy-mm), in one query."""
        return list(self.table.query_all(self.pk, between=items.checkins_range(first, last)))

    def months_of(self, habit_id: str, months: list[str]) -> list[Item]:
        """The given months of one habit, as far as there are items, oldest first. Other habits' are not read,
        so that the price does not grow with them."""
        keys = [items.checkins_key(month, habit_id) for month in months]
        if len(keys) <= 2:
            return [item for key in keys if (item := self.table.get(self.pk, key)) is not None]
        return sorted(self.table.get_many(self.pk, keys), key=lambda item: str(item["sk"]))

    def mark(self, habit_id: str, day: date, mark: str, *, noted: bool) -> Marked:
        """Marks a day of an open month in one write, unless a later mark is there. `noted`: it gets a
        note."""
        try:
            month = self.insist(lambda: self.table.update(**self._mark_arguments(habit_id, day, mark, noted)))
        except ConditionFailed as failure:
            return _lost(failure, day, mark)
        return Marked(month, won=True)

    def mark_past(self, habit: Item, day: date, mark: str, *, noted: bool) -> Marked | None:
        """The same for a day of a closed month: the habit's `dirty_from` comes to that day in the same
        transaction.

        None when the habit has gone meanwhile.
        """
        change = self._mark_arguments(habit["id"], day, mark, noted)
        try:
            if not self.change_past(habit, day, change):
                return None
        except ConditionFailed as failure:
            return _lost(failure, day, mark)
        return Marked({marks.day_attribute(day.day): mark, **note_flag(day, noted=noted)}, won=True)

    def mark_many(
        self, habit: Item, month: str, days: Mapping[int, str], noted: Iterable[int], *, closed: bool
    ) -> Item | None:
        """Marks days (of the month) that have no later mark, all in one write; the month's item then. Days
        with single amounts are left as they are. closed: as `mark_past`. None when the habit has gone
        meanwhile."""
        sk, first = items.checkins_key(month, habit["id"]), date.fromisoformat(f"{month}-01")
        for _ in range(_ATTEMPTS):
            there = self.table.get(self.pk, sk, consistent=True) or {"pk": self.pk, "sk": sk}
            left = {day: text for day, text in days.items() if _may_be_marked(there, day, text)}
            if not left:
                return there
            change = _many_arguments(self.pk, sk, left, [day for day in noted if day in left])
            with suppress(ConditionFailed):  # one of the days has been marked meanwhile
                if not closed:
                    return self.insist(partial(self.table.update, **change))
                kept = self.change_past(habit, first.replace(day=min(left)), change)
                return {**there, **change["set"]} if kept else None
        raise too_many()

    def change_past(self, habit: Item, day: date, change: dict[str, Any], *beside: dict[str, Any]) -> bool:
        """Changes a closed month (arguments of the table's update), and the habit's `dirty_from` with it, and
        what is `beside` (operations); False when the habit has gone. Raises ConditionFailed when a condition
        on something else than the habit does not hold."""
        dirty_from = habit.get("dirty_from")
        for _ in range(_ATTEMPTS):
            moves = self._dirty_arguments(habit["id"], day, dirty_from)
            operations = self.table.update_operation(**change), self.table.update_operation(**moves)
            try:
                self.insist(partial(self.table.transact, *beside, *operations))
            except ConditionFailed as failure:
                if failure.item is None or "deleted_at" in failure.item:
                    return False
                if not failure.item["sk"].startswith(items.HABIT_PREFIX):
                    raise
                dirty_from = failure.item.get("dirty_from")
            else:
                return True
        raise too_many()

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
        self.insist(lambda: self.table.update(self.pk, sk, set=note_flag(day, noted=True), return_new=False))

    def save_note(self, habit_id: str, day: date, text: str | None, stamp: str) -> bool:
        """Writes or (None) removes a day's note; False when a later edit has done so. What is removed leaves
        its stamp behind, so that an earlier edit that comes later does not bring it back."""
        try:
            self.table.update(
                self.pk,
                items.note_key(habit_id, day),
                set={"stamp": stamp, **({"text": text} if text else {})},
                remove=[] if text else ["text"],
                condition="attribute_not_exists(#stamp) OR #stamp <= :edit",
                values={"edit": stamp},
                return_new=False,
            )
        except ConditionFailed:
            return False
        return True

    def _mark_arguments(self, habit_id: str, day: date, mark: str, noted: bool) -> dict[str, Any]:
        attribute = marks.day_attribute(day.day)
        return {
            "pk": self.pk,
            "sk": items.checkins_key(month_of(day), habit_id),
            "set": {attribute: mark, **note_flag(day, noted=noted)},
            "condition": _IS_LATER,
            "names": {"day": attribute, "several": marks.entries_attribute(day.day)},
            "values": {"mark": mark},
        }

    def _dirty_arguments(self, habit_id: str, day: date, dirty_from: str | None) -> dict[str, Any]:
        dirty = day.isoformat()
        moves = dirty_from is None or dirty_from > dirty
        still = (
            "(attribute_not_exists(#dirty_from) OR #dirty_from > :dirty)"
            if moves
            else "#dirty_from <= :dirty"
        )
        return {
            "pk": self.pk,
            "sk": items.habit_key(habit_id),
            "set": {"dirty_from": dirty} if moves else None,
            "add": {"past_edits": 1},
            "condition": f"{_IS_LIVE} AND {still}",
            "names": {"pk": "pk", "deleted_at": "deleted_at", "dirty_from": "dirty_from"},
            "values": {"dirty": dirty},
        }

    def insist(self, write: Callable[[], T]) -> T:
        """Repeats what a transaction on the same item turned away: DynamoDB refuses instead of waiting."""
        for attempt in range(_ATTEMPTS - 1):
            try:
                return write()
            except Unavailable:
                self._sleep(random.uniform(0, _FIRST_PAUSE_S * 2**attempt))  # noqa: S311 - a pause, no secret
        return write()


def note_flag(day: date, *, noted: bool) -> Item:
    return {marks.note_attribute(day.day): True} if noted else {}


def _many_arguments(pk: str, sk: str, days: Mapping[int, str], noted: Iterable[int]) -> dict[str, Any]:
    names = {day: marks.day_attribute(day) for day in days}
    is_later = [
        f"(attribute_not_exists(#d{name}) OR #d{name} < :d{name}) AND attribute_not_exists(#e{name})"
        for name in names.values()
    ]
    flags = {marks.note_attribute(day): True for day in noted}
    return {
        "pk": pk,
        "sk": sk,
        "set": {**{names[day]: text for day, text in days.items()}, **flags},
        "condition": " AND ".join(is_later),
        "names": {f"d{name}": name for name in names.values()},
        "values": {f"d{names[day]}": text for day, text in days.items()},
    }


def _may_be_marked(month: Item, day: int, text: str) -> bool:
    return month.get(marks.day_attribute(day), "") < text and marks.entries_attribute(day) not in month


def too_many() -> Conflict:
    return Conflict("Too many edits of this habit came at once. Repeat this one in a moment.")


def _lost(failure: ConditionFailed, day: date, mark: str) -> Marked:
    # An equal stamp is the same edit once more: it has won before.
    month = failure.item or {}
    return Marked(month, won=month.get(marks.day_attribute(day.day)) == mark)
