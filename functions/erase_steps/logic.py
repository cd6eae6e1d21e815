"""What each step of an erasure does. A step may run twice, or again after it was cut off: what it is to bring
about is then so all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.errors import Unauthenticated

if TYPE_CHECKING:
    from functions.erase_steps.repository import Files, Items
    from shared.identity.provider import Provider

Answer = dict[str, Any]


class Stores(NamedTuple):
    """Where a person's data is, apart from PostgreSQL."""

    items: Items
    files: Files
    identity: Provider


def check(stores: Stores, user_id: str, event: Mapping[str, Any], now: datetime) -> Answer:
    """`state`: "kept" (nobody wants the account gone, or another closing has taken this one's place),
    "waiting" (until `erase_at`), or "erasing", from which on there is no way back.

    event["closing"]: the closing that this execution was started for; null for whichever there is.
    """
    if stores.items.erased_at(user_id):
        # The last look, or a restored backup that has them again, whatever they wanted when it was made.
        stores.items.begin_again(user_id, now)
        return {"state": "erasing"}
    while True:
        wanted = stores.items.closing(user_id)
        if wanted is None or event.get("closing") not in (None, wanted.execution):
            return {"state": "kept"}
        if not wanted.is_due(now):
            return {"state": "waiting", "erase_at": wanted.erase_at}
        if stores.items.begin(user_id, wanted, now):
            return {"state": "erasing"}
        # In this moment it was kept after all, or another execution has begun: what it is now decides.


def end_access(stores: Stores, user_id: str, event: Mapping[str, Any], now: datetime) -> Answer:
    """Nobody signs in to the account any more, and no session or personal token is good from here on."""
    stores.identity.delete(user_id)
    stores.items.end_access(user_id)
    return {}


def erase_items(stores: Stores, user_id: str, event: Mapping[str, Any], now: datetime) -> Answer:
    """Removes what is in the table."""
    return {"removed": stores.items.erase(user_id)}


def erase_files(stores: Stores, user_id: str, event: Mapping[str, Any], now: datetime) -> Answer:
    """Removes what is in S3."""
    return {"removed": stores.files.erase(user_id)}


def verify(stores: Stores, user_id: str, event: Mapping[str, Any], now: datetime) -> Answer:
    """`clean`, and how much is `left` where. event["rows"]: how many rows PostgreSQL still has."""
    left = {**stores.items.left(user_id), **stores.files.left(user_id)}
    if event["rows"]:
        left["postgresql"] = event["rows"]
    if _is_known(stores.identity, user_id):
        left["identity"] = 1
    return {"clean": not left, "left": left}


def finish(stores: Stores, user_id: str, event: Mapping[str, Any], now: datetime) -> Answer:
    """Notes that the person has been erased. `again_at`: when to look once more for what may have come late;
    `done` when that has been.

    event["settled_after_s"]: how many seconds after the first time nothing can come any more.
    """
    again = stores.items.finish(user_id, now) + timedelta(seconds=event["settled_after_s"])
    again_at = again.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"done": again <= now, "again_at": again_at}


STEPS: dict[str, Callable[[Stores, str, Mapping[str, Any], datetime], Answer]] = {
    step.__name__: step for step in (check, end_access, erase_items, erase_files, verify, finish)
}


def _is_known(identity: Provider, user_id: str) -> bool:
    try:
        return bool(identity.attributes(user_id))
    except Unauthenticated:
        return False
