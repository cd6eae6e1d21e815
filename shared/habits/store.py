"""One user's habits in the table, with their months of marks and day notes. Every method raises Unavailable
when it cannot be reached."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from shared.habits import items
from shared.habits.entry_store import EntryStore
from shared.identity import profile
from shared.table import ConditionFailed

Item = dict[str, Any]


class HabitStore(EntryStore):
    """Habits of a user, with their months and notes."""

    def profile(self) -> Item:
        """The user's PROFILE; {} while it is not there."""
        return self.table.get(self.pk, profile.SORT_KEY) or {}

    def find_any(self, habit_id: str) -> Item | None:
        """The habit's item as it is now, deleted or not."""
        return self.table.get(self.pk, items.habit_key(habit_id), consistent=True)

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
        return self.all_and_vacations()[:2]

    def all_and_vacations(self) -> tuple[list[Item], list[str], dict[str, Item]]:
        """All live habits by id, the ids in the order of showing, and the vacations by id."""
        found = {item["sk"]: item for item in self.table.query_all(self.pk, begins_with=items.HABIT_PREFIX)}
        order: list[str] = found.get(items.ORDER_KEY, {}).get("ids", [])
        vacations: dict[str, Item] = found.get(items.PAUSES_KEY, {}).get("vacations", {})
        return [item for item in found.values() if items.is_live_habit(item)], order, vacations

    def vacations(self) -> dict[str, Item]:
        """The vacations by id."""
        item = self.table.get(self.pk, items.PAUSES_KEY) or {}
        vacations: dict[str, Item] = item.get("vacations", {})
        return vacations

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

    def change(
        self, habit_id: str, version: int, new: Item, remove: Iterable[str], *, deleted: bool = False
    ) -> Item | None:
        """Sets and removes attributes if the habit still has `version` and is (not) `deleted`; None when it
        has not."""
        life = "attribute_exists" if deleted else "attribute_not_exists"
        try:
            return self.table.update(
                self.pk,
                items.habit_key(habit_id),
                set=new,
                remove=sorted(remove),
                condition=f"#version = :seen AND {life}(#deleted_at)",
                names={"version": "version", "deleted_at": "deleted_at"},
                values={"seen": version},
            )
        except ConditionFailed:
            return None

    def save_order(self, ids: list[str], stamp: str) -> None:
        """Unless a later one (by stamp) is there."""
        with suppress(ConditionFailed):  # the later order is the one that counts
            self.table.update(
                self.pk,
                items.ORDER_KEY,
                set={"ids": ids, "stamp": stamp},
                condition="attribute_not_exists(#stamp) OR #stamp <= :stamp",
                values={"stamp": stamp},
                return_new=False,
            )
