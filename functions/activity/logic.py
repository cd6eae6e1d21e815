"""What of a batch PostgreSQL is told, and what becomes of that which it will not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from shared.identity import profile
from shared.rewards.items import DRAIN_KEY, ORDER_PREFIX
from shared.rewards.refused import RefusedValue
from shared.stream import Change, set_aside

Profile = dict[str, Any]
FIELDS = ("id", "email", "name", "timezone", "created_at", "updated_at", "version")


class Users(Protocol):
    def upsert(self, profiles: list[Profile]) -> None:
        """Writes all or none. Raises RefusedValue."""


class TryAgainError(Exception):
    """The table could not be asked about one person; it may be later."""


class Accounts(Protocol):
    """Raise Unavailable for a database that is asleep, and TryAgainError."""

    def settle_order(self, user_id: str, order_id: str) -> None:
        """Has PostgreSQL know what has become of the order."""

    def take_earned(self, user_id: str) -> None:
        """Has the ledger take what the person has earned."""


def is_profile(change: Change) -> bool:
    return change.sk == profile.SORT_KEY


def bring_in_line(changes: Sequence[Change], accounts: Accounts) -> set[str]:
    """Does what changes of orders and wishes for a drain ask for; the sequence numbers of those that have to
    come again. Raises Unavailable.

    What counts is how an order stands in the table now, so its changes may come twice and in any order.
    """
    by_item: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        by_item[change.user_id, change.sk].append(change)
    failed = set()
    for (user_id, sk), same in by_item.items():
        try:
            _settle(accounts, user_id, sk)
        except TryAgainError:
            failed |= {change.sequence for change in same}
        except (RefusedValue, KeyError, TypeError, ValueError, AttributeError):
            set_aside("PostgreSQL cannot be told of it", event_id=same[0].event_id, sk=sk)
    return failed


def _settle(accounts: Accounts, user_id: str, sk: str) -> None:
    if sk == DRAIN_KEY:
        accounts.take_earned(user_id)
    elif sk.startswith(ORDER_PREFIX):
        accounts.settle_order(user_id, sk.removeprefix(ORDER_PREFIX))


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
