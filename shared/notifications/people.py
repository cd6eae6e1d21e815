"""Whom to tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.identity import profile
from shared.notifications import phone, preferences

if TYPE_CHECKING:
    from shared.notifications.preferences import Channel
    from shared.notify_message import Kind
    from shared.table import Table

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


def find(table: Table, user_id: str) -> Person | None:
    """As they are known now (1.5 RU); None for somebody who is not there (any more). Raises Unavailable."""
    keys = (profile.SORT_KEY, preferences.SORT_KEY, phone.SORT_KEY)
    found = {item["sk"]: item for item in table.get_many(profile.partition_key(user_id), keys)}
    if profile.SORT_KEY not in found:
        return None
    return Person(*(found.get(key, {}) for key in keys))
