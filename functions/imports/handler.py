"""Works off imports: S3 calls for each upload, and for each order that `transfer` writes beside it.

Orders (work/imports/<user>/<import>/<n>.json) are {"mapping": {…}} or {"commit": {"on_conflict", "skip",
"into", "tasks"}}, as the API took them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from functions.imports import reading
from functions.imports.plan import Choices
from functions.imports.repository import Files, Job
from shared.habits.store import HabitStore
from shared.log import logger
from shared.table import Table

Sleep = Callable[[float], None]
UPLOADS, ORDERS = "uploads", "work"


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Raises what more attempts may cure: Lambda comes again twice, then the event waits in the failures
    queue."""
    logger.bind(request_id=context.aws_request_id)
    files = Files()
    for record in event.get("Records", ()):
        key = unquote_plus(record["s3"]["object"]["key"])
        # The event's own time, not the clock's: a second attempt then writes the very same marks.
        work_off(files, Table(), key, datetime.fromisoformat(record["eventTime"].replace("Z", "+00:00")))


def work_off(files: Files, table: Table, key: str, at: datetime, sleep: Sleep = time.sleep) -> None:
    """Does what the object `key`, made `at`, asks for, and deletes it. Unknown keys are only noted. `sleep`
    waits (seconds) when the table has too much to do."""
    parts = key.split("/")
    if parts[0] == UPLOADS and len(parts) == 3:
        job, store = _at(table, parts[1], parts[2], sleep)
        reading.upload(files, job, store, at)
    elif parts[0] == ORDERS and len(parts) == 5:
        job, store = _at(table, parts[2], parts[3], sleep)
        _order(files, job, store, files.get(key), at, sleep)
        files.delete(key)
    else:
        logger.warning("an object that asks for nothing", key=key)


def _order(files: Files, job: Job, store: HabitStore, data: bytes | None, at: datetime, sleep: Sleep) -> None:
    order = json.loads(data) if data is not None else {}  # gone: it has been done
    if "mapping" in order:
        reading.mapping(files, job, store, order["mapping"], at)
    elif "commit" in order:
        from functions.imports.committing import commit

        chosen = order["commit"]
        replace = chosen.get("on_conflict") == "replace"
        choices = Choices(
            replace, chosen.get("skip") or (), chosen.get("into") or {}, chosen.get("tasks", True)
        )
        commit(files, job, store, choices, at, sleep)


def _at(table: Table, user_id: str, import_id: str, sleep: Sleep) -> tuple[Job, HabitStore]:
    return Job(table, user_id, import_id), HabitStore(table, user_id, sleep)
