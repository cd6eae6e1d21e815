"""One kind of a person's things in the table, an item each: USER#<user> / <prefix><ulid>.

Attributes that all have: `id`, `version` (counts the writes), `made_from` (tells a repeated create from
another one with the same id), `created_at`, `updated_at`, `stamps` (merging.py); `deleted_at` and `ttl` once
deleted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from shared.errors import Conflict, NotFound, StaleVersion
from shared.habits.shapes import timestamp
from shared.ids import is_ulid, new_ulid
from shared.stamped.merging import Change, Item, Operation, applied, given
from shared.table import ConditionFailed, Table

ATTEMPTS = 5
Plan = Callable[[Item], Change | None]


class Things:
    """Those of `user_id` with this prefix; `name`: what people call one. Methods raise Unavailable."""

    def __init__(self, table: Table, user_id: str, prefix: str, name: str) -> None:
        self.table, self.pk, self.prefix, self.name = table, f"USER#{user_id}", prefix, name

    def key(self, thing_id: str) -> str:
        return self.prefix + thing_id

    def find_any(self, thing_id: str) -> Item | None:
        """The item as it is now, deleted or not."""
        return self.table.get(self.pk, self.key(thing_id), consistent=True) if is_ulid(thing_id) else None

    def found(self, thing_id: str) -> Item:
        """The item. If it seems missing it is read consistently. Raises NotFound for what is not there,
        deleted or another person's."""
        item = self.table.get(self.pk, self.key(thing_id)) if is_ulid(thing_id) else None
        return item if item is not None and "deleted_at" not in item else self.found_now(thing_id)

    def found_now(self, thing_id: str) -> Item:
        """As `found`, certainly as it is now."""
        item = self.find_any(thing_id)
        if item is None or "deleted_at" in item:
            raise NotFound(f"There is no such {self.name}; it may have been deleted.")
        return item

    def live(self) -> Iterator[Item]:
        """All that are not deleted, in the order of their making."""
        found = self.table.query_all(self.pk, begins_with=self.prefix)
        return (item for item in found if "deleted_at" not in item)

    def check_room(self, most: int) -> None:
        """Raises Conflict when there are as many as there may be."""
        if sum(1 for _ in self.live()) >= most:
            detail = f"There are {most} {self.name}s already. Delete one to make room."
            raise Conflict(detail, code=f"too-many-{self.name}s")

    def create(self, item: Item, beside: Iterable[Operation] = ()) -> tuple[Item, bool]:
        """Stores a new one, and True; or gives the one that the same request has made before, and False.
        Raises Conflict when the id is taken, or was that of a deleted one."""
        new = {"pk": self.pk, "sk": self.key(item["id"]), **item}
        try:
            if operations := list(beside):
                self.table.transact(self.table.put_operation(new, only_if_new=True), *operations)
            else:
                self.table.put(new, only_if_new=True)
        except ConditionFailed:
            return self.as_made(item), False
        return item, True

    def as_made(self, item: Item) -> Item:
        """The one that is there for a create whose id is taken. Raises Conflict unless it is the same
        create's."""
        there = self.find_any(item["id"])
        if there is not None and "deleted_at" in there:
            detail = f"This {self.name} has been deleted. Make a new one with another id."
            raise Conflict(detail, code=f"{self.name}-deleted")
        if there is None or there.get("made_from") != item["made_from"]:
            raise Conflict(f"Another {self.name} has this id. Make a new id.", code="id-taken")
        return there

    def write(self, item: Item, change: Change) -> Item | None:
        """The item after the change; None when it, or what stands beside it, is not as it was read."""
        arguments: dict[str, Any] = {
            "set": change.set,
            "remove": sorted(change.remove),
            "condition": "#version = :seen",
            "values": {"seen": item["version"]},
        }
        key = self.pk, self.key(item["id"])
        try:
            if not change.beside:
                return self.table.update(*key, **arguments)
            self.table.transact(self.table.update_operation(*key, **arguments), *change.beside)
        except ConditionFailed:
            return None
        return applied(item, change)

    def change(self, thing_id: str, plan: Plan, if_match: str | None = None) -> Item:
        """The item as `plan` has it changed (None: it stays). `plan` is asked again when somebody else was
        quicker. Raises NotFound, StaleVersion, Conflict."""
        item = self.found(thing_id)
        for _ in range(ATTEMPTS):
            self.match(item, if_match)
            change = plan(item)
            changed = item if change is None else self.write(item, change)
            if changed is not None:
                return changed
            item = self.found_now(thing_id)
        raise self.busy()

    def match(self, item: Item, if_match: str | None) -> None:
        """Raises StaleVersion."""
        if if_match is not None and if_match != str(item["version"]):
            detail = f"The {self.name} has changed since you read it. Read it again and repeat the change."
            raise StaleVersion(detail)

    def busy(self) -> Conflict:
        return Conflict(f"The {self.name} is being changed by someone else. Repeat the request.")


def new_item(fields: Mapping[str, Any], now: datetime, **more: Any) -> Item:
    """A new thing from a create's fields (JSON values)."""
    made = timestamp(now)
    fixed = {"version": 1, "made_from": _fingerprint(fields), "created_at": made, "updated_at": made}
    return {**given(fields), "id": fields.get("id") or new_ulid(now), **more, **fixed}


def _fingerprint(fields: Mapping[str, Any]) -> str:
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
