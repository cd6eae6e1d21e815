"""The profile, as far as logging in looks after it."""

from __future__ import annotations

from typing import Any

from shared.identity import profile
from shared.table import Table


class Profiles:
    """Raises Unavailable when the table cannot be reached."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def exists(self, user_id: str) -> bool:
        """Eventually consistent (half a read unit): a false no costs a write that then changes nothing."""
        return self.table.get(profile.partition_key(user_id), profile.SORT_KEY) is not None

    def add(self, item: dict[str, Any]) -> bool:
        """False when there was one already, which stays as it is."""
        return profile.write_if_missing(self.table, item)
