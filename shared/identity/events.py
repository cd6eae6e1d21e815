"""What happened to an account's safety, newest first, for its owner to look through: EVENT items.

| pk | sk | what |
|---|---|---|
| AUTH#<user> | EVENT#<ulid> | `kind`, `at`, `device`, `address`, `detail`; gone after 400 days |
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from shared import cursors
from shared.errors import FieldError, Invalid
from shared.habits.shapes import timestamp
from shared.ids import is_ulid, new_ulid
from shared.log import logger
from shared.metrics import count

if TYPE_CHECKING:
    from shared.identity.security_answers import SecurityEvent
    from shared.table import Table

Kind = Literal[
    "signed_in",
    "signed_out",
    "session_ended",
    "session_reuse",
    "password_changed",
    "password_reset",
    "email_changed",
    "mfa_on",
    "mfa_off",
    "recovery_used",
    "recovery_codes_made",
    "token_made",
    "token_deleted",
    "account_closing",
    "account_kept",
]

PREFIX = "EVENT#"
KEPT_FOR_S = 400 * 24 * 3600
_SHOWN = ("kind", "at", "device", "address", "detail")


class Events(NamedTuple):
    """One page of a person's events as the API shows them."""

    items: list[SecurityEvent]
    next_cursor: str | None


def partition_key(user_id: str) -> str:
    """Where a person's credentials and what is said about them lie."""
    return f"AUTH#{user_id}"


def record(
    table: Table,
    user_id: str,
    kind: Kind,
    now: datetime,
    *,
    device: str = "",
    address: str = "",
    detail: str = "",
) -> None:
    """Notes that it happened (1 WU). Never raises: what is noted has been done, and stays done.

    device: as sessions name it ("Firefox on Linux"); address: the viewer's IP address; detail: which one (a
    token's name, another session's device), for people to read. `now` is aware.
    """
    item = {
        "pk": partition_key(user_id),
        "sk": PREFIX + new_ulid(now),
        "kind": kind,
        "at": timestamp(now),
        "device": device,
        "address": address,
        "detail": detail,
        "ttl": int(now.timestamp()) + KEPT_FOR_S,
    }
    try:
        table.put(item)
    except Exception:  # noqa: BLE001  # the caller's work is done; only the trace of it is missing
        logger.exception("a security event could not be noted", kind=kind, user_id=user_id)
        count("SecurityEventsLost")


def page(table: Table, user_id: str, limit: int, cursor: str | None) -> Events:
    """At most `limit` events, newest first. Raises Invalid for a cursor of something else; Unavailable."""
    found = table.query(
        partition_key(user_id),
        begins_with=PREFIX,
        limit=limit,
        start_after=None if cursor is None else _position(user_id, cursor),
        ascending=False,
    )
    return Events([_shape(item) for item in found.items], _cursor(user_id, found.next_sk))


def _cursor(user_id: str, last: str | None) -> str | None:
    return None if last is None else cursors.encode(user_id, {"event": last[len(PREFIX) :]})


def _position(user_id: str, cursor: str) -> str:
    event_id = cursors.decode(user_id, cursor).get("event")
    if not isinstance(event_id, str) or not is_ulid(event_id):
        refused = FieldError("?cursor", "not a cursor of this list")
        raise Invalid("This cursor is not one of this list's. Start again without a cursor.", [refused])
    return PREFIX + event_id


def _shape(item: Mapping[str, Any]) -> SecurityEvent:
    shown: Any = {"id": item["sk"][len(PREFIX) :], **{name: item[name] for name in _SHOWN}}
    return shown  # type: ignore[no-any-return]  # built from names
