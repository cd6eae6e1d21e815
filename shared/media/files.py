"""A person's files in the table.

| pk | sk | what |
|---|---|---|
| USER#<user> | FILE#<ulid> | `id`, `purpose`, `ref` (absent for a photo), `name`, `content_type`, `size`,
`status`, `created_at`, `began` (epoch seconds: when it last moved); `reason` once refused; `variants` of a
picture that is ready ({"512": [width, height]}); `ttl` unless it is ready |
| USER#<user> | FILES#<purpose>#<ref> | an attribute a file, its id, with its bytes as announced: which files
belong to a task, note or day, so that nobody reads all files to find these |
| USER#<user> | FILES#STORED | `files` and `bytes`: the sum over all of these lines, moved with each of them |

    waiting → processing → ready or refused

Whatever removes a FILE# item (a person, its expiry), relay removes its bytes and its line in FILES#. A file
counts as long as its line is there.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.errors import Conflict, Unavailable
from shared.habits.items import partition
from shared.ids import is_ulid
from shared.media.kinds import MAX_STORED_BYTES, MAX_STORED_FILES
from shared.table import ConditionFailed, Table

Item = dict[str, Any]

FILE_PREFIX, GROUP_PREFIX = "FILE#", "FILES#"
WAITING, PROCESSING, READY, REFUSED = "waiting", "processing", "ready", "refused"
# How long a file that is not ready is kept: for its upload, or for its owner to read why it was refused.
UNREADY_KEPT = timedelta(days=1)
_KEYS = ("pk", "sk")
_STORED = f"{GROUP_PREFIX}STORED"
# Files that are added side by side stand in each other's way at these items.
_ATTEMPTS, _FIRST_PAUSE_S = 6, 0.03


def file_key(file_id: str) -> str:
    return f"{FILE_PREFIX}{file_id}"


def group_key(purpose: str, ref: str | None) -> str:
    """Where the ids of the files stand that belong together."""
    return f"{GROUP_PREFIX}{purpose}#{ref or ''}"


class Stored(NamedTuple):
    """What all files of a person come to."""

    files: int
    bytes: int


class Files:
    """Those of `user_id` in `table`; `sleep` waits (seconds). Methods raise Unavailable."""

    def __init__(self, table: Table, user_id: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self.table, self.user_id, self._pk, self._sleep = table, user_id, partition(user_id), sleep

    def get(self, file_id: str) -> Item | None:
        """The file as it is now; None when the person has none of this id."""
        return self.table.get(self._pk, file_key(file_id), consistent=True) if is_ulid(file_id) else None

    def item(self, sk: str) -> Item | None:
        """What the person has at this sort key, for instance what a file is to belong to."""
        return self.table.get(self._pk, sk, consistent=True)

    def ids(self, purpose: str, ref: str | None) -> list[str]:
        """Of the files that belong together, also of some that have just gone."""
        found = self.table.get(self._pk, group_key(purpose, ref), consistent=True) or {}
        return sorted(found.keys() - set(_KEYS))

    def group(self, purpose: str, ref: str | None) -> list[Item]:
        """The files that belong together, newest first."""
        found = self.table.get_many(self._pk, map(file_key, self.ids(purpose, ref)))
        return sorted(found, key=lambda item: str(item["id"]), reverse=True)

    def of_days(self, habit_id: str, limit: int, after: str | None) -> tuple[list[Item], str | None]:
        """The files of a habit's days, the latest day first, whole days until there are `limit`; and the sort
        key to go on behind."""
        prefix = group_key("checkin", f"{habit_id}:")
        page = self.table.query(self._pk, begins_with=prefix, limit=limit, start_after=after, ascending=False)
        ids, last = list[str](), page.next_sk
        for number, group in enumerate(page.items):
            ids += sorted(group.keys() - set(_KEYS), reverse=True)
            if len(ids) >= limit and number + 1 < len(page.items):
                last = group["sk"]
                break
        found = {item["id"]: item for item in self.table.get_many(self._pk, map(file_key, ids))}
        return [found[file_id] for file_id in ids if file_id in found], last

    def groups(self, purpose: str, begins_with: str) -> Iterator[tuple[str, list[str]]]:
        """The sort key and the files' ids of each group whose `ref` begins so."""
        for found in self.table.query_all(self._pk, begins_with=group_key(purpose, begins_with)):
            yield found["sk"], sorted(found.keys() - set(_KEYS))

    def page(self, limit: int, after: str | None) -> tuple[list[Item], str | None]:
        """All files, newest first, behind the sort key `after`, and the sort key to go on behind."""
        page = self.table.query(
            self._pk, begins_with=FILE_PREFIX, limit=limit, start_after=after, ascending=False
        )
        return page.items, page.next_sk

    def add(self, fields: Item, now: datetime) -> Item:
        """A new file that waits for its upload; `fields` are those of UploadCreate and `id`. Raises Conflict
        when the person has as much as there may be."""
        item = {name: value for name, value in fields.items() if value is not None}
        item |= {"pk": self._pk, "sk": file_key(fields["id"]), "status": WAITING, **_moved(now)}
        group = group_key(item["purpose"], item.get("ref"))
        operations = (
            self.table.put_operation(item, only_if_new=True),
            self.table.update_operation(self._pk, group, set={item["id"]: item["size"]}),
            self._count(1, item["size"]),
        )
        try:
            self._insist(operations)
        except ConditionFailed:
            # An attempt may have been made whose answer was lost.
            if self.get(item["id"]) is None:
                raise Conflict(_FULL, code="files-full") from None
        return item

    def stored(self) -> Stored:
        """Of files that are waiting for their upload too, for as long as they do."""
        found = self.table.get(self._pk, _STORED) or {}
        return Stored(found.get("files", 0), found.get("bytes", 0))

    def move(
        self, file_id: str, status: str, seen: Collection[str], now: datetime, **new: Any
    ) -> Item | None:
        """The file with its new status and attributes, if its status was one of `seen`; None when it was not,
        or the file has gone."""
        values = {f"seen{number}": value for number, value in enumerate(seen)}
        moved = _moved(now) | {"status": status} | new
        try:
            return self.table.update(
                self._pk,
                file_key(file_id),
                set={name: value for name, value in moved.items() if name != "ttl" or status != READY},
                remove=["ttl"] if status == READY else [],
                condition=f"#status IN ({', '.join(f':{name}' for name in values)})",
                values=values,
            )
        except ConditionFailed:
            return None

    def remove(self, file_id: str) -> Item | None:
        """What was removed, None when there was nothing. Its bytes go by way of relay."""
        return self.table.delete(self._pk, file_key(file_id)) if is_ulid(file_id) else None

    def remove_all(self, file_ids: Collection[str]) -> None:
        """May be repeated."""
        self.table.write_many(deletes=[(self._pk, file_key(file_id)) for file_id in file_ids])

    def forget(self, sk: str, file_id: str) -> None:
        """Takes a file's line out of its group, and what it says out of the sum. May be repeated."""
        counted = (self.table.get(self._pk, sk, consistent=True) or {}).get(file_id)
        if counted is None:
            return
        line = {"names": {"line": file_id}, "condition": "attribute_exists(#line)"}
        taken = self.table.update_operation(self._pk, sk, remove=[file_id], **line)
        try:
            self._insist((taken, self._count(-1, -counted)))
        except ConditionFailed:
            return  # somebody else has done it

    def remove_group(self, sk: str) -> None:
        self.table.write_many(deletes=[(self._pk, sk)])

    def _count(self, files: int, size: int) -> dict[str, Any]:
        """Moves the sum; up only as far as there is room."""
        room = {"most": MAX_STORED_FILES, "room": MAX_STORED_BYTES - size}
        fits = "attribute_not_exists(#bytes) OR (#bytes <= :room AND #files < :most)"
        condition = {"condition": fits, "values": room} if files > 0 else {}
        return self.table.update_operation(
            self._pk, _STORED, add={"files": files, "bytes": size}, **condition
        )

    def _insist(self, operations: tuple[dict[str, Any], ...]) -> None:
        """A transaction, repeated while others are in its way."""
        for attempt in range(_ATTEMPTS - 1):
            try:
                self.table.transact(*operations)
            except Unavailable:
                self._sleep(random.uniform(0.5, 1) * _FIRST_PAUSE_S * 2**attempt)  # noqa: S311 - a pause
            else:
                return
        self.table.transact(*operations)


_FULL = (
    f"There is no room left: there may be {MAX_STORED_FILES:,} files of {MAX_STORED_BYTES // 10**9} GB. "
    "Delete some that are not needed."
)


def _moved(now: datetime) -> Item:
    return {"began": int(now.timestamp()), "ttl": int((now + UNREADY_KEPT).timestamp())}
