"""How a worker works off orders of exports: S3 calls it for each that `transfer` writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from shared.table import Table
from shared.transfer.jobs import EXPORT, Item, Jobs
from shared.transfer.objects import Objects, export_key

MAX_ATTEMPTS = 3  # S3's event and Lambda's two repetitions
# One that has failed is written after all when an operator has the event come again.
_OPEN = ("working", "failed")
_FAILED = "The file could not be written. Try again; if it fails again, please report it."

Write = Callable[[str, Item, datetime], bytes]
"""What makes the file: of the person with this id, for this job, asked for at this time (aware)."""


def work_off_all(event: Mapping[str, Any], objects: Objects, table: Table, write: Write) -> None:
    """Those of one of S3's events. Raises what more attempts may cure."""
    for record in event.get("Records", ()):
        key = unquote_plus(record["s3"]["object"]["key"])
        at = datetime.fromisoformat(record["eventTime"].replace("Z", "+00:00"))
        work_off(objects, table, key, at, write)


def work_off(objects: Objects, table: Table, key: str, at: datetime, write: Write) -> None:
    """Writes the export that the object `key`, made `at`, asks for, unless it has been written."""
    _, _, user_id, name = key.split("/")
    export_id = name.removesuffix(".json")
    jobs = Jobs(table, user_id, EXPORT)
    item = jobs.get(export_id)
    if item is None or item["status"] not in _OPEN:
        return  # the same event once more, or the job has gone
    attempts = item.get("attempts", 0) + 1
    jobs.move(export_id, "working", _OPEN, {"attempts": attempts}, ["problem"])
    try:
        data = write(user_id, item, at)
        objects.put(export_key(user_id, export_id, item["file_name"]), data)
    except Exception:
        if attempts >= MAX_ATTEMPTS:
            jobs.move(export_id, "failed", ["working"], {"problem": _FAILED})
        raise
    jobs.move(export_id, "ready", ["working"], {"bytes": len(data)})
