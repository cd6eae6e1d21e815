"""What logging in reads and writes beside the sessions themselves. All raise Unavailable."""

from __future__ import annotations

from typing import Any

from shared.identity import profile
from shared.identity.events import partition_key
from shared.identity.profile import write_if_missing
from shared.table import ConditionFailed, Table


class Profiles:
    """The profile, as far as logging in looks after it."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def exists(self, user_id: str) -> bool:
        """Eventually consistent (half a read unit): a false no costs a write that then changes nothing."""
        return self.table.get(profile.partition_key(user_id), profile.SORT_KEY) is not None

    def add(self, item: dict[str, Any]) -> bool:
        """False when there was one already, which stays as it is."""
        return write_if_missing(self.table, item)


class Challenges:
    """`AUTH#<user>`/`CHALLENGE#<id>`: logins that wait for their second factor, five minutes long."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def put(self, user_id: str, challenge_id: str, item: dict[str, Any]) -> None:
        self.table.put({"pk": partition_key(user_id), "sk": f"CHALLENGE#{challenge_id}", "tries": 0, **item})

    def get(self, user_id: str, challenge_id: str) -> dict[str, Any] | None:
        return self.table.get(partition_key(user_id), f"CHALLENGE#{challenge_id}", consistent=True)

    def count_try(self, user_id: str, challenge_id: str, most: int) -> bool:
        """False when there have been `most` already, or the challenge has gone."""
        try:
            self.table.update(
                partition_key(user_id),
                f"CHALLENGE#{challenge_id}",
                add={"tries": 1},
                condition="#tries < :most",
                values={"most": most},
                return_new=False,
            )
        except ConditionFailed:
            return False
        return True

    def delete(self, user_id: str, challenge_id: str) -> None:
        self.table.delete(partition_key(user_id), f"CHALLENGE#{challenge_id}")
