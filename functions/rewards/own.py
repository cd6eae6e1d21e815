"""Rewards of one's own: making, changing and deleting them. They are in the table; PostgreSQL gets to know
one when it is ordered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from functions.rewards.showing import own
from shared.errors import Conflict, Invalid, NotFound, StaleVersion
from shared.habits.shapes import timestamp
from shared.ids import is_ulid, new_ulid
from shared.rewards.limits import MAX_REWARDS

if TYPE_CHECKING:
    from functions.rewards.models import Reward
    from functions.rewards.repository import RewardStore

Item = dict[str, Any]
_ATTEMPTS = 5
_MADE_OF = ("name", "description", "icon", "price")


def create(store: RewardStore, fields: Mapping[str, Any], now: datetime) -> Reward:
    """A new reward, or the one that the same request has made before. Raises Conflict when the id is
    another's or there are too many."""
    given = {name: value for name, value in fields.items() if value not in (None, "")}
    made_at = timestamp(now)
    item = {**given, "id": given.get("id") or new_ulid(now), "version": 1}
    if len(store.rewards()) >= MAX_REWARDS and store.reward(item["id"]) is None:
        detail = f"You have {MAX_REWARDS} rewards of your own already. Delete one to make room."
        raise Conflict(detail, code="too-many-rewards")
    there = store.create_reward({**item, "created_at": made_at, "updated_at": made_at})
    if there is None:
        return own({**item, "created_at": made_at, "updated_at": made_at})
    if any(there.get(name) != item.get(name) for name in _MADE_OF):
        raise Conflict("Another reward has this id. Make a new id.", code="id-taken")
    return own(there)


def change(
    store: RewardStore, reward_id: str, fields: Mapping[str, Any], if_match: str | None, now: datetime
) -> Reward:
    """The reward with the fields of a change (null removes). Raises NotFound, StaleVersion, Invalid."""
    if not fields:
        raise Invalid("There is nothing to change: name at least one field.")
    for _ in range(_ATTEMPTS):
        item = _found(store, reward_id, if_match)
        empty = {name for name, value in fields.items() if value in (None, "")}
        new = {name: value for name, value in fields.items() if name not in empty}
        new |= {"version": item["version"] + 1, "updated_at": timestamp(now)}
        changed = store.change_reward(reward_id, item["version"], new, empty & item.keys())
        if changed is not None:
            return own(changed)
    raise _busy()


def delete(store: RewardStore, reward_id: str, if_match: str | None) -> None:
    """Raises NotFound, StaleVersion."""
    for _ in range(_ATTEMPTS):
        item = _found(store, reward_id, if_match)
        if store.delete_reward(reward_id, item["version"]):
            return
    raise _busy()


def _found(store: RewardStore, reward_id: str, if_match: str | None) -> Item:
    item = store.reward(reward_id) if is_ulid(reward_id) else None
    if item is None:
        raise NotFound("There is no such reward; it may have been deleted.")
    if if_match is not None and if_match != str(item["version"]):
        raise StaleVersion("The reward has changed since you read it. Read it again and repeat the change.")
    return item


def _busy() -> Conflict:
    return Conflict("The reward is being changed by someone else. Repeat the request.")
