"""A person's summary, kept until something that it is made of changes, and no longer than their day:
CACHE#<user> / SUMMARY.

- `token`: of who computes it, or has. `summary`: compressed JSON, absent while it is being computed.
- `ttl`: when the person's day ends.

Whoever computes it leaves a token first, and keeps the result only while that is still there: a change that
comes in between removes it, so that nothing is kept that was read too early.
"""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from typing import Any

from shared.ids import new_ulid
from shared.table import ConditionFailed, Table

SORT_KEY = "SUMMARY"
_COMPUTED_WITHIN_S = 60

Summary = dict[str, Any]


class SummaryCache:
    """That of `user_id` in `table`. Methods raise Unavailable."""

    def __init__(self, table: Table, user_id: str) -> None:
        self._table, self._pk = table, f"CACHE#{user_id}"

    def kept(self, now: datetime) -> Summary | None:
        """The summary, if there is one that is right at `now`."""
        item = self._table.get(self._pk, SORT_KEY, consistent=True)
        if item is None or "summary" not in item or item["ttl"] <= now.timestamp():
            return None
        found: Summary = json.loads(zlib.decompress(item["summary"]))
        return found

    def begin(self, now: datetime) -> str:
        """To be called before anything is read that the summary is made of; the token for `keep`."""
        token = new_ulid(now)
        ttl = int(now.timestamp()) + _COMPUTED_WITHIN_S
        self._table.put({"pk": self._pk, "sk": SORT_KEY, "token": token, "ttl": ttl})
        return token

    def keep(self, token: str, summary: Summary, until: datetime) -> None:
        """Keeps the summary, unless something has changed since `begin`."""
        packed = zlib.compress(json.dumps(summary, separators=(",", ":")).encode(), 9)
        try:
            self._table.update(
                self._pk,
                SORT_KEY,
                set={"summary": packed, "ttl": int(until.timestamp())},
                condition="#token = :token",
                values={"token": token},
                return_new=False,
            )
        except ConditionFailed:
            return

    def forget(self) -> None:
        """Something that the summary is made of has changed. Nothing is written when none is kept."""
        if self._table.get(self._pk, SORT_KEY, consistent=True) is not None:
            self._table.delete(self._pk, SORT_KEY)
