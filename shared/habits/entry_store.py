"""Days with single amounts in the table: what they come to stands in the month, like any other mark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from shared.habits import items, marks
from shared.habits.days import is_open, month_of
from shared.habits.entries import Entries, entries_attributes, entries_from
from shared.habits.month_store import Marked, MonthStore, note_flag, too_many
from shared.table import ConditionFailed

Item = dict[str, Any]
_ATTEMPTS = 8


class EntryStore(MonthStore):
    """Months of a user, with the single amounts of their days."""

    def entries(self, habit_id: str, day: date) -> Entries:
        """A day's single amounts, and the mark that they add to."""
        return self._read(habit_id, day)[1]

    def change_entries(
        self,
        habit: Item,
        day: date,
        change: Callable[[Entries], Entries],
        now: datetime,
        *,
        noted: bool = False,
    ) -> Marked | None:
        """Applies `change` to the day's amounts and brings the month in line, all at once; the whole month
        after it. A closed month moves `dirty_from` as well. None when the habit has gone meanwhile.

        change: may be called several times, each time with what is there. Raises Conflict when others change
        the day all the time, Unavailable.
        """
        for _ in range(_ATTEMPTS):
            there, before, month = self._read(habit["id"], day)
            after = change(before)
            new = {
                marks.day_attribute(day.day): after.effective(),
                marks.entries_attribute(day.day): True,
                **note_flag(day, noted=noted),
            }
            if there is not None and after == before and month == {**month, **new}:
                return Marked(month, won=True)
            try:
                if not self._write(habit, day, there, after, month, new, now):
                    return None
            except ConditionFailed:
                continue  # the day has been changed since it was read
            return Marked({**month, **new}, won=True)
        raise too_many()

    def _read(self, habit_id: str, day: date) -> tuple[Item | None, Entries, Item]:
        """The day's ENTRIES# item, what it says, and the month."""
        sk = items.checkins_key(month_of(day), habit_id)
        there = self.table.get(self.pk, items.entries_key(habit_id, day), consistent=True)
        month = self.table.get(self.pk, sk, consistent=True) or {"pk": self.pk, "sk": sk}
        return there, entries_from(there, month.get(marks.day_attribute(day.day))), month

    def _write(
        self,
        habit: Item,
        day: date,
        there: Item | None,
        entries: Entries,
        month: Item,
        new: Item,
        now: datetime,
    ) -> bool:
        """False when the habit has gone. Raises ConditionFailed when amounts or mark are not as they were
        read."""
        version = there["version"] if there else 0
        kept = {
            "pk": self.pk,
            "sk": items.entries_key(habit["id"], day),
            "version": version + 1,
            **entries_attributes(entries),
        }
        beside = self.table.put_operation(kept, only_if_new=there is None, if_version=version or None)
        name = marks.day_attribute(day.day)
        change = {
            "pk": self.pk,
            "sk": month["sk"],
            "set": new,
            "condition": "#day = :seen" if name in month else "attribute_not_exists(#day)",
            "names": {"day": name},
            "values": {"seen": month[name]} if name in month else None,
        }
        if not is_open(month_of(day), now):
            return self.change_past(habit, day, change, beside)
        self.insist(partial(self.table.transact, beside, self.table.update_operation(**change)))
        return True
