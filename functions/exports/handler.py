"""Works off exports: S3 calls for each order that `transfer` writes (work/exports/<user>/<export>.json)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from functions.exports.formats import written
from shared.habits.clock import today_of
from shared.habits.store import HabitStore
from shared.log import logger
from shared.table import Table
from shared.transfer.collecting import collect
from shared.transfer.jobs import EXPORT, Jobs
from shared.transfer.objects import Objects, export_key

MAX_ATTEMPTS = 3  # S3's event and Lambda's two repetitions
_FAILED = "The file could not be written. Try again; if it fails again, please report it."


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Raises what more attempts may cure: Lambda comes again twice."""
    logger.bind(request_id=context.aws_request_id)
    for record in event.get("Records", ()):
        key = unquote_plus(record["s3"]["object"]["key"])
        at = datetime.fromisoformat(record["eventTime"].replace("Z", "+00:00"))
        work_off(Objects(), Table(), key, at)


def work_off(objects: Objects, table: Table, key: str, at: datetime) -> None:
    """Writes the export that the object `key`, made `at`, asks for, unless it has been written."""
    _, _, user_id, name = key.split("/")
    export_id = name.removesuffix(".json")
    jobs = Jobs(table, user_id, EXPORT)
    item = jobs.get(export_id)
    if item is None or item["status"] != "working":
        return  # the same event once more, or the job has gone
    attempts = item.get("attempts", 0) + 1
    jobs.move(export_id, "working", ["working"], {"attempts": attempts})
    try:
        store = HabitStore(table, user_id)
        data = written(item["format"], *collect(store, at), today_of(store.profile(), at))
        objects.put(export_key(user_id, export_id, item["file_name"]), data)
    except Exception:
        if attempts >= MAX_ATTEMPTS:
            jobs.move(export_id, "failed", ["working"], {"problem": _FAILED})
        raise
    jobs.move(export_id, "ready", ["working"], {"bytes": len(data)})
