"""Which profiles a batch brings, and what becomes of one that PostgreSQL will not have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from shared.stream import Change, set_aside

Profile = dict[str, Any]
FIELDS = ("id", "email", "name", "timezone", "created_at", "updated_at", "version")


class RefusedValue(Exception):
    """The database cannot hold one of the values; trying again would not help."""


class Users(Protocol):
    def upsert(self, profiles: list[Profile]) -> None:
        """Writes all or none. Raises RefusedValue."""


def bring_in(changes: Iterable[Change], users: Users) -> int:
    """Writes the newest profile of every user in the batch; how many were written. Raises what `users` raises
    but RefusedValue."""
    profiles = newest(changes)
    if not profiles:
        return 0
    try:
        users.upsert(profiles)
    except RefusedValue:
        return sum(_bring_in_alone(profile, users) for profile in profiles)
    return len(profiles)


def newest(changes: Iterable[Change]) -> list[Profile]:
    """One profile a user: a statement may touch a row only once."""
    found: dict[str, Profile] = {}
    for change in changes:
        profile = _profile(change)
        if profile and profile["version"] >= found.get(profile["id"], profile)["version"]:
            found[profile["id"]] = profile
    return list(found.values())


def _profile(change: Change) -> Profile | None:
    if change.new is None:
        return None
    profile = {field: change.new.get(field) for field in FIELDS}
    if not isinstance(profile["version"], int):
        set_aside("the profile has no version", event_id=change.event_id, user_id=change.user_id)
        return None
    return profile


def _bring_in_alone(profile: Profile, users: Users) -> bool:
    try:
        users.upsert([profile])
    except RefusedValue:
        set_aside("PostgreSQL refused the profile", user_id=profile["id"])
        return False
    return True
