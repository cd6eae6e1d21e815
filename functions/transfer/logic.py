"""What may become of an import or export, and when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.errors import Conflict, NotFound, Throttled
from shared.transfer.jobs import is_running
from shared.transfer.limits import MAX_RUNNING
from shared.transfer.objects import (
    archive_keys,
    export_order_key,
    import_order_key,
    upload_key,
)

if TYPE_CHECKING:
    from shared.transfer.jobs import Jobs
    from shared.transfer.objects import Objects

Item = dict[str, Any]

_RETRY_AFTER_S = 30
_ADVICE = {
    "waiting": "Its file has not come in yet: upload it first.",
    "reading": "Its file is still being read. Ask again in a moment.",
    "needs_mapping": "Say first which of its columns is what.",
    "ready": "It has been read, and its columns are not open any more.",
    "importing": "It is being written at the moment. Wait until it is done.",
    "done": "It is done. To change something, upload the file again.",
    "failed": "It has failed; its problem says why. Upload the file again.",
}
_FILE_NAMES = {
    "json": "daybook-{day}.json",
    "loop": "daybook-loop-{day}.zip",
    "csv": "daybook-{day}.csv",
}


def found(jobs: Jobs, job_id: str) -> Item:
    """The job. Raises NotFound for one that is not there or somebody else's."""
    item = jobs.get(job_id)
    if item is None:
        raise NotFound("There is no such import or export; they are kept for 30 days.")
    return item


def require_room(jobs: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Raises Throttled when the person has as many jobs running as there may be."""
    if sum(is_running(item, now) for item in jobs) >= MAX_RUNNING:
        raise Throttled(
            f"{MAX_RUNNING} are at work already, which is as many as there may be. "
            "Wait until one is done, or discard one.",
            _RETRY_AFTER_S,
            code="too-many-running",
        )


def map_columns(
    jobs: Jobs, objects: Objects, user_id: str, item: Item, mapping: dict[str, Any], now: datetime
) -> Item:
    """Has the table read with this mapping. Once it has been read it can be mapped anew. Raises Conflict in
    any other state."""
    mapped = item["status"] == "ready" and item["source"] == "csv"
    if _repeated(item, {"mapping": mapping}, "reading"):
        return _ordered(objects, user_id, item, {"mapping": mapping})
    if item["status"] != "needs_mapping" and not mapped:
        raise _wrong(item)
    return _start(jobs, objects, user_id, item, "reading", {"mapping": mapping}, now)


def commit(
    jobs: Jobs, objects: Objects, user_id: str, item: Item, choices: dict[str, Any], now: datetime
) -> Item:
    """Has the import written. The same once more changes nothing; after a failure that other choices may
    cure it can be tried again. Raises Conflict in any other state."""
    order = {"commit": choices}
    if _repeated(item, order, "importing"):
        return _ordered(objects, user_id, item, order)
    if _repeated(item, order, "done"):
        return item
    if item["status"] != "ready" and not (item["status"] == "failed" and "preview" in item):
        raise _wrong(item)
    return _start(jobs, objects, user_id, item, "importing", order, now)


def discard(jobs: Jobs, objects: Objects, user_id: str, item: Item, now: datetime) -> None:
    """Takes the import and its files away; what it has written stays. Raises Conflict while it writes."""
    if item["status"] == "importing" and is_running(item, now):
        raise _wrong(item)
    orders = [import_order_key(user_id, item["id"], n + 1) for n in range(item.get("orders", 0))]
    objects.delete([upload_key(user_id, item["id"]), *archive_keys(user_id, item["id"]), *orders])
    jobs.delete(item["id"])


def start_export(jobs: Jobs, objects: Objects, user_id: str, form: str, now: datetime) -> Item:
    """A new export, at work."""
    name = _FILE_NAMES[form].format(day=now.date().isoformat())
    item = jobs.create("working", now, format=form, file_name=name)
    try:
        objects.order(export_order_key(user_id, item["id"]), {"format": form})
    except Exception:
        jobs.delete(item["id"])  # nobody would ever work on it
        raise
    return item


def _start(
    jobs: Jobs, objects: Objects, user_id: str, item: Item, status: str, order: dict[str, Any], now: datetime
) -> Item:
    """The state first, then the order: the worker may be quicker than this function. When the order is not
    given after all, the caller's repetition gives it."""
    new = {"order": _digest(order), "orders": item.get("orders", 0) + 1, "began": int(now.timestamp())}
    moved = jobs.move(item["id"], status, [item["status"]], new, remove=["problem"])
    if moved is None:
        raise Conflict("The import has changed in this moment. Look at it again.", code="wrong-state")
    return _ordered(objects, user_id, moved, order)


def _ordered(objects: Objects, user_id: str, item: Item, order: dict[str, Any]) -> Item:
    objects.order(import_order_key(user_id, item["id"], item["orders"]), order)
    return item


def _repeated(item: Item, order: dict[str, Any], status: str) -> bool:
    return item["status"] == status and item.get("order") == _digest(order)


def _digest(order: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(order, sort_keys=True).encode()).hexdigest()


def _wrong(item: Item) -> Conflict:
    return Conflict(
        f"This cannot be done to an import that is {item['status']}. {_ADVICE[item['status']]}",
        code="wrong-state",
    )
