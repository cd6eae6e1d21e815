"""What a message is about, as things are and are called at the moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.habits.items import habit_from
from shared.habits.standing import streak_unit
from shared.reminders.wanted import wanted

if TYPE_CHECKING:
    from shared.notifications.people import Person
    from shared.notify_message import Message
    from shared.table import Table


class Subjects:
    """Those in `table`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def ref_of(self, message: Message, person: Person, now: datetime) -> Mapping[str, Any] | None:
        """The message's ref and what words and links need beside it; None when there is nothing to tell any
        more. Raises Unavailable."""
        if message.kind == "reminder":
            return self._reminder(message, person, now)
        if message.kind == "milestone":
            return self._milestone(message)
        return message.ref

    def _reminder(self, message: Message, person: Person, now: datetime) -> Mapping[str, Any] | None:
        found = wanted(self._table, person.profile, message, now)
        if found is None:
            return None
        return {**message.ref, "name": found.name, "question": found.question, "numeric": found.numeric}

    def _milestone(self, message: Message) -> Mapping[str, Any] | None:
        habit = self._table.get(f"USER#{message.user_id}", f"HABIT#{message.ref['habit_id']}")
        if habit is None or "deleted_at" in habit:
            return None
        return {**message.ref, "name": habit["name"], "unit": streak_unit(habit_from(habit).rules)}
