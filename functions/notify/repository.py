"""Whom to tell, the ids of what they are told, and the function that makes digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from shared.clients import client
from shared.identity import profile
from shared.notifications import inbox, phone, preferences
from shared.notifications.inbox import KEPT_S
from shared.notifications.outbox import Outbox
from shared.notifications.preferences import Channel
from shared.notify_queue import Kind, Message
from shared.settings import settings
from shared.table import ConditionFailed, Table

Item = Mapping[str, Any]


class Person(NamedTuple):
    """What of a person decides what they are told. Items are {} where there is none."""

    profile: Item
    preferences: Item
    phone: Item

    @property
    def id(self) -> str:
        return str(self.profile["id"])

    @property
    def email(self) -> str:
        return str(self.profile["email"])

    @property
    def language(self) -> str:
        return profile.language_of(self.profile.get("language"))

    @property
    def zone(self) -> str:
        return str(self.profile.get("timezone", profile.FALLBACK_ZONE))

    @property
    def quiet_hours(self) -> Mapping[str, str] | None:
        return self.preferences.get("quiet_hours")

    def wants(self, kind: Kind, channel: Channel) -> bool:
        return preferences.wants(self.preferences, kind, channel)


class People:
    """Those in `table`. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, user_id: str) -> Person | None:
        """As they are known now; None for somebody who is not there (any more)."""
        keys = (profile.SORT_KEY, preferences.SORT_KEY, phone.SORT_KEY)
        found = {item["sk"]: item for item in self._table.get_many(profile.partition_key(user_id), keys)}
        if profile.SORT_KEY not in found:
            return None
        return Person(*(found.get(key, {}) for key in keys))

    def outbox(self, user_id: str) -> Outbox:
        return Outbox(self._table, user_id)

    def id_for(self, message: Message, now: datetime) -> str:
        """From the time for which it was planned. What was not planned gets the time at which it first came,
        which is noted: a message may come again."""
        if message.due is not None:
            return inbox.id_of(message.id, message.due)
        sk = f"NOTIFIED#{hashlib.sha256(message.id.encode()).hexdigest()}"
        first = inbox.id_of(message.id, now)
        item = {"pk": profile.partition_key(message.user_id), "sk": sk, "id": first}
        try:
            self._table.put({**item, "ttl": int(now.timestamp()) + KEPT_S}, only_if_new=True)
        except ConditionFailed as failed:
            return str((failed.item or item)["id"])
        return first


class Digests:
    """The function DIGEST_FUNCTION."""

    def ask_for(self, user_id: str, notification_id: str) -> None:
        """Returns when Lambda has taken the call, which it tries by itself until it is done."""
        payload = json.dumps({"user_id": user_id, "notification_id": notification_id})
        client("lambda").invoke(
            FunctionName=settings.digest_function, InvocationType="Event", Payload=payload.encode()
        )
