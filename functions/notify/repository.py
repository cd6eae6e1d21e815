"""Whom to tell, the ids of what they are told, and the function that makes digests."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from shared.clients import client
from shared.identity import profile
from shared.notifications import inbox, people
from shared.notifications.inbox import KEPT_S
from shared.notifications.outbox import CHANNELS, Outbox, is_unsent
from shared.notifications.people import Person
from shared.notify_message import Message
from shared.reminders.wanted import ON_TIME
from shared.settings import settings
from shared.table import ConditionFailed, Table


class People:
    """Those in `table`. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, user_id: str) -> Person | None:
        """As they are known now; None for somebody who is not there (any more)."""
        return people.find(self._table, user_id)

    def outbox(self, user_id: str) -> Outbox:
        return Outbox(self._table, user_id)

    def id_for(self, message: Message, now: datetime) -> str:
        """From the time for which it was planned. What was not planned gets the time at which it first came,
        which is noted: a message may come again."""
        if message.due is None:
            return self._noted(message, message.id, inbox.id_of(message.id, now), now)
        own = inbox.id_of(message.id, message.due)
        if message.kind == "reminder" and now - message.due > ON_TIME and self._is_untold(message, own):
            return self._noted(message, late_name(message), own, now)
        return own

    def _is_untold(self, message: Message, notification_id: str) -> bool:
        """Whether it comes late because nobody could work, and not because of quiet hours."""
        item = self.outbox(message.user_id).find(notification_id)
        return item is None or any(is_unsent(item, way) for way in CHANNELS)

    def _noted(self, message: Message, name: str, notification_id: str, now: datetime) -> str:
        """The first id that was given with the name."""
        sk = f"NOTIFIED#{hashlib.sha256(name.encode()).hexdigest()}"
        item = {"pk": profile.partition_key(message.user_id), "sk": sk, "id": notification_id}
        try:
            self._table.put({**item, "ttl": int(now.timestamp()) + KEPT_S}, only_if_new=True)
        except ConditionFailed as failed:
            return str((failed.item or item)["id"])
        return notification_id


def late_name(message: Message) -> str:
    """Of all late reminders of one thing and day together: the first of them is told, and no other."""
    return "#".join(("late", *(str(message.ref[name]) for name in ("of", "id", "date"))))


class Digests:
    """The function DIGEST_FUNCTION."""

    def ask_for(self, user_id: str, notification_id: str) -> None:
        """Returns when Lambda has taken the call, which it tries by itself until it is done."""
        payload = json.dumps({"user_id": user_id, "notification_id": notification_id})
        client("lambda").invoke(
            FunctionName=settings.digest_function, InvocationType="Event", Payload=payload.encode()
        )
