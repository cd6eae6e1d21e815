"""What the parts of Daybook's own provider have in common: the table, the clock, and people in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from shared.errors import Unauthenticated
from shared.identity import profile
from shared.identity.credentials import Credentials
from shared.table import Table

Item = dict[str, Any]


class Base:
    """`clock` gives epoch seconds."""

    def __init__(self, table: Table, clock: Callable[[], float] = time.time) -> None:
        self.table, self.clock = table, clock
        self.credentials = Credentials(table)

    def person(self, user_id: str) -> Item:
        """The CREDENTIALS item of somebody who is signed in. Raises Unauthenticated when they are no more."""
        item = self.credentials.get(user_id)
        if item is None or not is_confirmed(item):
            raise session_ended()
        return item

    def language(self, item: Item) -> str | None:
        """What the person has chosen in the settings, else when they signed up; None: never."""
        known = self.table.get(profile.partition_key(item["user_id"]), profile.SORT_KEY)
        return (known or item).get("language")


def is_confirmed(item: Item) -> bool:
    """Whether the address is the person's own, as far as a code can show it."""
    return "confirmed_at" in item


def session_ended() -> Unauthenticated:
    return Unauthenticated("The session has ended. Sign in again.", code="session-ended")
