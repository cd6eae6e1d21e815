"""Personal access tokens, for scripts and other programs: `dbk_<user>_<secret>`.

| pk | sk | what |
|---|---|---|
| AUTH#<user> | TOKEN#<id> | `hash`, `name`, `scopes`, `created_at`; or null: `expires_at`, `last_used_at` |

The id is the beginning of the hash: who has a token finds its item without a search, and the item gives no
token away. Times are epoch seconds in the item and RFC 3339 in the API.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.errors import Conflict
from shared.log import logger
from shared.table import ConditionFailed, Table

if TYPE_CHECKING:
    from shared.identity.security_answers import AccessToken

PREFIX = "dbk_"
SORT_KEY_PREFIX = "TOKEN#"
MAX_TOKENS = 50
# Every scope of the manifests but security's: with a token nobody makes more tokens or closes the account.
# tests/contract/test_scopes.py keeps this list complete.
SCOPES = (
    "analytics:read",
    "analytics:write",
    "files:read",
    "files:write",
    "habits:read",
    "habits:write",
    "notes:read",
    "notes:write",
    "notifications:read",
    "notifications:write",
    "profile:read",
    "profile:write",
    "rewards:read",
    "rewards:write",
    "tasks:read",
    "tasks:write",
)

_SECRET_BYTES = 32
_ID_LENGTH = 26
_USED_STEP_S = 3600
# An expired token is shown for a while, so that its owner sees why a script has stopped.
_SHOWN_AFTER_S = 30 * 24 * 3600
_SHAPE = re.compile(r"dbk_([0-9A-Za-z-]{1,64})_([A-Za-z0-9_-]{43})")
_ID = re.compile(r"[0-9a-f]{26}")

Item = dict[str, Any]


class Made(NamedTuple):
    """A new token: `token` is in nobody's hands yet, and nowhere stored."""

    item: Item
    token: str


class Known(NamedTuple):
    """Whose token it is and what it may do. `expires_at` in epoch seconds, None when it does not expire."""

    user_id: str
    token_id: str
    scopes: tuple[str, ...]
    expires_at: int | None


def make(
    table: Table, user_id: str, name: str, scopes: Sequence[str], expires_at: int | None, now: datetime
) -> Made:
    """Stores a new token. `scopes` are some of SCOPES, `expires_at` is epoch seconds or None for never.

    Raises Conflict("too-many-tokens"); Unavailable.
    """
    if len(list_of(table, user_id)) >= MAX_TOKENS:
        detail = f"You have {MAX_TOKENS} access tokens, which is the most. Delete one that is not used."
        raise Conflict(detail, code="too-many-tokens")
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    item = _new_item(user_id, _digest(secret), name, scopes, expires_at, int(now.timestamp()))
    table.put(item, only_if_new=True)
    return Made(item, f"{PREFIX}{user_id}_{secret}")


def verify(table: Table, token: str, now: int) -> Known | None:
    """What the token may do, None for one that is wrong, deleted or expired at `now` (epoch seconds).

    0.5 RU, and at most once an hour 1 WU, which notes that it was used. Raises Unavailable.
    """
    found = _SHAPE.fullmatch(token)
    if found is None:
        return None
    user_id, digest = found[1], _digest(found[2])
    item = table.get(_key(user_id), _sort_key(digest[:_ID_LENGTH]))
    if item is None or not hmac.compare_digest(item["hash"], digest):
        return None
    if item["expires_at"] is not None and item["expires_at"] <= now:
        return None
    _note_use(table, item, now)
    return Known(user_id, digest[:_ID_LENGTH], tuple(item["scopes"]), item["expires_at"])


def list_of(table: Table, user_id: str) -> list[Item]:
    """The person's tokens, newest first, those that have expired lately among them. Raises Unavailable."""
    found = table.query_all(_key(user_id), begins_with=SORT_KEY_PREFIX, consistent=True)
    return sorted(found, key=lambda item: (item["created_at"], item["sk"]), reverse=True)


def delete(table: Table, user_id: str, token_id: str) -> Item | None:
    """Ends a token and gives what it was, None when there is no such one. Raises Unavailable."""
    return table.delete(_key(user_id), _sort_key(token_id)) if _ID.fullmatch(token_id) else None


def delete_all(table: Table, user_id: str) -> None:
    """Ends every token of the person. Raises Unavailable."""
    table.write_many(deletes=[(item["pk"], item["sk"]) for item in list_of(table, user_id)])


def shape(item: Mapping[str, Any]) -> AccessToken:
    """A TOKEN item as the API shows it."""
    return {
        "id": item["sk"][len(SORT_KEY_PREFIX) :],
        "name": item["name"],
        "scopes": list(item["scopes"]),
        "created_at": _time(item["created_at"]),
        "expires_at": None if item["expires_at"] is None else _time(item["expires_at"]),
        "last_used_at": None if item["last_used_at"] is None else _time(item["last_used_at"]),
    }


def _new_item(
    user_id: str, digest: str, name: str, scopes: Sequence[str], expires_at: int | None, now: int
) -> Item:
    item: Item = {
        "pk": _key(user_id),
        "sk": _sort_key(digest[:_ID_LENGTH]),
        "hash": digest,
        "name": name,
        "scopes": sorted(scopes),
        "created_at": now,
        "expires_at": expires_at,
        "last_used_at": None,
    }
    if expires_at is not None:
        item["ttl"] = expires_at + _SHOWN_AFTER_S
    return item


def _note_use(table: Table, item: Mapping[str, Any], now: int) -> None:
    if item["last_used_at"] is not None and now - item["last_used_at"] < _USED_STEP_S:
        return
    try:
        # A token that is being deleted at this moment must not come back as half an item.
        table.update(
            item["pk"],
            item["sk"],
            set={"last_used_at": now},
            condition="attribute_exists(#hash)",
            return_new=False,
        )
    except ConditionFailed:
        return
    except Exception:  # noqa: BLE001  # the token is good; that it was used is worth no refusal
        logger.exception("the use of an access token could not be noted")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat().replace("+00:00", "Z")


def _key(user_id: str) -> str:
    return f"AUTH#{user_id}"


def _sort_key(token_id: str) -> str:
    return SORT_KEY_PREFIX + token_id
