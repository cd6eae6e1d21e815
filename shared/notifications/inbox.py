"""What a person has been told: `USER#<id>`/`NOTIFICATION#<ulid>`, kept for 90 days, and `INBOX` {read_until}.

A notification is {kind, ref, at, read_at?, hidden?, mail?, sms?, push?, ttl}: `ref` is its message's with the
names that things had then, so that the words can be made in the reader's language whenever they are shown;
`hidden` ones are there only so that nobody is told twice. What is not later than INBOX's `read_until` has
been read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.ids import ulid_from
from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.table import Table

PREFIX = "NOTIFICATION#"
SORT_KEY = "INBOX"
KEPT_S = 90 * 24 * 3600
MOST_COUNTED = 100
_PAGE = 100

Item = dict[str, Any]


class Entries(NamedTuple):
    """Some notifications, newest first, and the id to go on from (`start_after`), None at the end."""

    items: list[Item]
    next_id: str | None


def id_of(message_id: str, at: datetime) -> str:
    """The id of the notification that a message makes: the same for the same message and time."""
    return ulid_from(at, hashlib.sha256(message_id.encode()).digest())


class Inbox:
    """That of `user_id` in `table`."""

    def __init__(self, table: Table, user_id: str) -> None:
        self._table, self._pk = table, f"USER#{user_id}"

    def page(self, limit: int, start_after: str | None = None) -> Entries:
        """At most `limit` of those that are shown."""
        found: list[Item] = []
        before = PREFIX + start_after if start_after else None
        while True:
            page = self._table.query(
                self._pk, begins_with=PREFIX, limit=limit + 1, start_after=before, ascending=False
            )
            found += [item for item in page.items if not item.get("hidden")]
            if len(found) > limit:
                return Entries(found[:limit], notification_id(found[limit - 1]))
            if page.next_sk is None:
                return Entries(found, None)
            before = page.next_sk

    def read_until(self) -> str:
        """The id of the last one that counts as read by itself; "" for none."""
        item = self._table.get(self._pk, SORT_KEY) or {}
        until: str = item.get("read_until", "")
        return until

    def unread(self, read_until: str) -> int:
        """How many are shown and have not been read, 100 at most."""
        count = 0
        for item in self._after(read_until):
            count += "read_at" not in item and not item.get("hidden")
            if count == MOST_COUNTED:
                break
        return count

    def sent(self, channel: str, since: datetime, most: int) -> int:
        """How many were sent by the channel, of those of `since` (aware) and later; `most` at most."""
        first, last = PREFIX + ulid_from(since, b"\0" * 10), PREFIX + "~"
        count = 0
        for item in self._table.query_all(self._pk, between=(first, last), limit=_PAGE):
            count += item.get(channel) == "sent"
            if count == most:
                break
        return count

    def mark(self, notification_id: str, now: str) -> bool:
        """One has been read, `now` (RFC 3339) or before; False when there is none."""
        try:
            self._table.update(
                self._pk,
                PREFIX + notification_id,
                set={"read_at": now},
                condition="attribute_exists(#pk) AND attribute_not_exists(#hidden)"
                " AND attribute_not_exists(#read_at)",
                return_new=False,
            )
        except ConditionFailed as failed:
            return failed.item is not None and not failed.item.get("hidden")
        return True

    def mark_until(self, notification_id: str) -> None:
        """This one and all before it have been read."""
        try:
            self._table.update(
                self._pk,
                SORT_KEY,
                set={"read_until": notification_id},
                condition="attribute_not_exists(#read_until) OR #read_until < :until",
                values={"until": notification_id},
                return_new=False,
            )
        except ConditionFailed:
            return  # more has been read already

    def _after(self, notification_id: str) -> Iterator[Item]:
        # "~" sorts after every id; the first id that counts is the one after this.
        first = PREFIX + notification_id + ("0" if notification_id else "")
        return self._table.query_all(self._pk, between=(first, PREFIX + "~"), limit=_PAGE, ascending=False)


def notification_id(item: Mapping[str, Any]) -> str:
    """The id in an item's key."""
    return str(item["sk"]).removeprefix(PREFIX)
