"""What is stored about the account itself. Methods raise Unavailable when the table cannot be reached."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from shared.errors import Conflict
from shared.habits.shapes import timestamp
from shared.identity import account_state, profile
from shared.table import ConditionFailed, Table

Item = dict[str, Any]
_ATTEMPTS = 5


class State(NamedTuple):
    """Times in words are RFC 3339, UTC; None when it has not happened."""

    password_changed_at: str | None
    erase_at: str | None


class Account:
    """What `user_id` has in `table`."""

    def __init__(self, table: Table, user_id: str) -> None:
        self.table, self.user_id = table, user_id

    def state(self) -> State:
        item = account_state.read(self.table, self.user_id)
        closing = item.get("closing") or {}
        return State(item.get("password_changed_at"), closing.get("erase_at"))

    def profile(self) -> Item:
        """The item as it is at this moment. Raises NotFound."""
        item = self.table.get(*self._profile_key, consistent=True)
        if item is None:
            raise profile.missing()
        return item

    def set_email(self, email: str, now: datetime) -> Item:
        """The profile with this address, which is a new version of it. Raises Conflict when others change it
        all the time.
        """
        for _ in range(_ATTEMPTS):
            item = self.profile()
            if item["email"] == email:
                return item
            try:
                return self._replace_email(item["version"], email, now)
            except ConditionFailed:
                continue
        raise Conflict("Your settings are being changed by someone else. Repeat the request.")

    def _replace_email(self, version: int, email: str, now: datetime) -> Item:
        return self.table.update(
            *self._profile_key,
            set={"email": email, "version": version + 1, "updated_at": timestamp(now)},
            condition="#version = :seen",
            values={"seen": version},
        )

    @property
    def _profile_key(self) -> tuple[str, str]:
        return profile.partition_key(self.user_id), profile.SORT_KEY
