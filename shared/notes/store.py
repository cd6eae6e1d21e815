"""How notes and bookmarks stand in the table. The function notes writes them; uploads reads whether one is
there.

| pk | sk | what |
|---|---|---|
| USER#<user> | NOTE#<ulid>, BOOKMARK#<ulid> | the head: the API's fields without the body and those that are
empty; `excerpt`: how the body begins; `body_at`: the version with which the body was written, absent when
there is none; and what all things have (shared/stamped/things.py) |
| USER#<user> | NOTEBODY#<ulid> | `body`, `at` (as `body_at`); `ttl` once deleted |

Heads are small, so that a list does not read, and a tag does not write, all that has been written.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared.errors import Conflict
from shared.ids import is_ulid
from shared.notes.limits import MAX_NOTES
from shared.stamped.merging import Item, Operation
from shared.stamped.things import Things
from shared.table import Table

PREFIXES = {"note": "NOTE#", "bookmark": "BOOKMARK#"}
BODY_PREFIX = "NOTEBODY#"


class NoteStore:
    """Those of `user_id`. Methods raise Unavailable."""

    def __init__(self, table: Table, user_id: str) -> None:
        self.table, self.user_id, self.pk = table, user_id, f"USER#{user_id}"
        self.kinds = {name: Heads(table, user_id, prefix, name) for name, prefix in PREFIXES.items()}

    def kind_of(self, note_id: str) -> Heads:
        """Where the note with this id is, or was; the notes, when there is none."""
        if not is_ulid(note_id):
            return self.kinds["note"]
        seen = self.table.get_many(self.pk, [prefix + note_id for prefix in PREFIXES.values()])
        keys = {item["sk"] for item in seen}
        for heads in self.kinds.values():
            # What seems missing is read again, consistently.
            if heads.key(note_id) in keys or (not keys and heads.find_any(note_id)):
                return heads
        return self.kinds["note"]

    def heads(self) -> Iterator[Item]:
        """All that are not deleted."""
        for kind in self.kinds.values():
            yield from kind.live()

    def body(self, head: Item) -> str:
        """The body of a head as it was read: never an older one."""
        if "body_at" not in head:
            return ""
        key = self.pk, BODY_PREFIX + head["id"]
        item = self.table.get(*key)
        if item is None or item["at"] < head["body_at"]:
            item = self.table.get(*key, consistent=True) or {}
        found: str = item.get("body", "")
        return found

    def put_body(self, note_id: str, body: str, at: int) -> Operation:
        sk = BODY_PREFIX + note_id
        return self.table.put_operation({"pk": self.pk, "sk": sk, "body": body, "at": at})

    def remove_body(self, note_id: str) -> Operation:
        return self.table.delete_operation(self.pk, BODY_PREFIX + note_id)

    def keep_body(self, head: Item, ttl: int | None) -> list[Operation]:
        """Has the body, if there is one, expire with its head (None: no more)."""
        if "body_at" not in head:
            return []
        change = {"remove": ["ttl"]} if ttl is None else {"set": {"ttl": ttl}}
        return [self.table.update_operation(self.pk, BODY_PREFIX + head["id"], **change)]


class Heads(Things):
    """Those of one kind."""

    def check_room(self, most: int = MAX_NOTES) -> None:
        """Raises Conflict when there are as many of both kinds as there may be."""
        heads = NoteStore(self.table, self.pk.removeprefix("USER#")).heads()
        if sum(1 for _ in heads) >= most:
            detail = f"There are {most} notes and bookmarks already. Delete one to make room."
            raise Conflict(detail, code="too-many-notes")
