"""The stored profile and the devices' names. Methods raise Unavailable when the table cannot be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shared.identity import devices, profile
from shared.table import ConditionFailed, Table

Item = dict[str, Any]


class Account:
    """What `user_id` has in `table`."""

    def __init__(self, table: Table, user_id: str) -> None:
        self.table, self._pk = table, profile.partition_key(user_id)

    def profile(self) -> Item | None:
        """The item as it is at this moment."""
        return self.table.get(self._pk, profile.SORT_KEY, consistent=True)

    def change(self, version: int, new: Mapping[str, Any], remove: Iterable[str]) -> Item | None:
        """Sets and removes attributes if the profile still has `version`; None when it has not."""
        try:
            return self.table.update(
                self._pk,
                profile.SORT_KEY,
                set=new,
                remove=sorted(remove),
                condition="#version = :seen",
                values={"seen": version},
            )
        except ConditionFailed:
            return None

    def name_device(self, device: str, name: str) -> None:
        """`device` is the name that it gives itself in edits."""
        self.table.put({"pk": self._pk, "sk": devices.key_of(device), "name": name})
