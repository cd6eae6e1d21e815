"""SESSION# items: the sessions of people, whoever keeps their credentials.

`AUTH#<user>`/`SESSION#<id>`: created_at, last_used_at, expires_at, device, address, mfa; ended_at and
ended_why; the secrets of shared/identity/refresh_tokens.py. An ended session's item stays without its secrets
until all of its access tokens have expired: so the authorizer tells it from a session that was never seen.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, NamedTuple

from shared.table import ConditionFailed, Table

PREFIX = "SESSION#"
LIFETIME_S = 30 * 24 * 3600
USE_WRITTEN_EVERY_S = 3600

# Access tokens are good for an hour and may have been given out in the session's last second.
_KEPT_LONGER_S = 2 * 3600
_SECRETS = ("current", "sealed", "next", "next_secret", "next_sealed")
_LIVE = "attribute_exists(#pk) AND attribute_not_exists(#ended_at)"

Item = dict[str, Any]


class Session(NamedTuple):
    """What may be said about a session. Times in words are RFC 3339, UTC, to the second."""

    id: str
    device: str
    address: str
    """Of the network, where it was last used."""
    mfa: bool
    """A second factor was given at the login."""
    created_at: str
    last_used_at: str
    expires_at: int
    """Epoch seconds; it cannot be renewed from then on."""
    ended_why: str | None
    """None: it has not been ended (it may have expired)."""

    def is_live(self, now: datetime) -> bool:
        return self.ended_why is None and self.expires_at > now.timestamp()


def partition_key(user_id: str) -> str:
    """Of what belongs to a person's credentials: apart from USER#, so that a role can be held to either."""
    return f"AUTH#{user_id}"


def new_item(user_id: str, session_id: str, device: str, address: str, now: datetime, *, mfa: bool) -> Item:
    """The item of a session that begins now (aware), without its secrets."""
    expires_at = int(now.timestamp()) + LIFETIME_S
    return {
        "pk": partition_key(user_id),
        "sk": PREFIX + session_id,
        "created_at": _text(now),
        **use_of(address, now),
        "expires_at": expires_at,
        "ttl": expires_at + _KEPT_LONGER_S,
        "device": device,
        "mfa": mfa,
    }


def use_of(address: str, now: datetime) -> Item:
    """What is written down whenever a session is used."""
    return {"last_used_at": _text(now), "address": address}


def end(table: Table, user_id: str, session_id: str, why: str, now: datetime) -> bool:
    """From now on the session is neither renewed nor let through. False when there is no such live session.

    `why` is a word for the log and the event. Its renewal is forgotten with the secrets, so nobody has it.
    """
    try:
        table.update(
            partition_key(user_id),
            PREFIX + session_id,
            set={"ended_at": _text(now), "ended_why": why},
            remove=_SECRETS,
            condition=_LIVE,
            return_new=False,
        )
    except ConditionFailed:
        return False
    return True


def end_all(
    table: Table, user_id: str, why: str, now: datetime, *, except_id: str | None = None
) -> list[str]:
    """Ends the person's sessions, all or all but one. Returns the ids of those that were live."""
    return [
        session.id
        for session in _all(table, user_id)
        if session.id != except_id and session.is_live(now) and end(table, user_id, session.id, why, now)
    ]


def listed(table: Table, user_id: str, now: datetime) -> list[Session]:
    """The person's live sessions, last used first."""
    live = [session for session in _all(table, user_id) if session.is_live(now)]
    return sorted(live, key=lambda session: (session.last_used_at, session.created_at), reverse=True)


def find(table: Table, user_id: str, session_id: str) -> Session | None:
    """The session as it was at most a moment ago, also one that has ended; None for one never seen."""
    item = table.get(partition_key(user_id), PREFIX + session_id)
    return None if item is None else shape(item)


def adopt(table: Table, user_id: str, session_id: str, device: str, address: str, now: datetime) -> Session:
    """Keeps a session that was opened with the provider itself. It can be ended but not renewed by us.

    What is there already stays and is returned, be it live or ended.
    """
    item = new_item(user_id, session_id, device, address, now, mfa=False)
    try:
        table.put(item, only_if_new=True)
    except ConditionFailed as there:
        item = there.item or item
    return shape(item)


def touch(table: Table, user_id: str, session: Session, address: str, now: datetime) -> bool:
    """Writes down that the session is in use, at most hourly. True when something was written."""
    since = now - datetime.fromisoformat(session.last_used_at)
    if since.total_seconds() < USE_WRITTEN_EVERY_S:
        return False
    try:
        table.update(
            partition_key(user_id),
            PREFIX + session.id,
            set=use_of(address, now),
            condition=_LIVE,
            return_new=False,
        )
    except ConditionFailed:
        return False
    return True


def _all(table: Table, user_id: str) -> list[Session]:
    items = table.query_all(partition_key(user_id), begins_with=PREFIX, consistent=True)
    return [shape(item) for item in items]


def shape(item: Item) -> Session:
    """A SESSION# item without its secrets."""
    return Session(
        item["sk"].removeprefix(PREFIX),
        item["device"],
        item["address"],
        item["mfa"],
        item["created_at"],
        item["last_used_at"],
        item["expires_at"],
        item.get("ended_why"),
    )


def _text(now: datetime) -> str:
    return now.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
