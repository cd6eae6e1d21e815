"""The stored profile."""

from __future__ import annotations

from typing import Any

from shared.identity import profile
from shared.table import Table


class Profiles:
    """Raises Unavailable when the table cannot be reached."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def find(self, user_id: str) -> dict[str, Any] | None:
        """The item. If it seems missing it is read again consistently: it may be a moment old."""
        key = profile.partition_key(user_id), profile.SORT_KEY
        return self.table.get(*key) or self.table.get(*key, consistent=True)
