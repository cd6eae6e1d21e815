"""From an upload to a preview. What goes wrong with the file is the job's problem, in words for the person;
what goes wrong around it is raised, and Lambda comes again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from functions.imports.plan import plans, span, there_from
from functions.imports.preview import preview
from functions.imports.repository import Files, Item, Job, is_of_aws
from functions.imports.tasks import new_tasks
from functions.imports.tasks import there_from as tasks_from
from shared.habits.items import HABIT_PREFIX, is_live_habit
from shared.habits.store import HabitStore
from shared.log import logger
from shared.tasks.store import PREFIX as TASK_PREFIX
from shared.transfer.archive import Parsed, pack
from shared.transfer.packed import pack as packed
from shared.transfer.sources.draft import Refused

MAX_ATTEMPTS = 3  # S3's event and Lambda's two repetitions
_UNREADABLE = "This file could not be read. If it opens in the app that made it, please report it."


def upload(files: Files, job: Job, store: HabitStore, now: datetime) -> None:
    """Reads the upload and deletes it, whatever is in it."""
    item = job.read()
    if item is not None and item["status"] in ("waiting", "reading"):
        job.set(status="reading")
        if job.count_attempt() > MAX_ATTEMPTS:
            _fail(job, Refused(_UNREADABLE))  # it has killed the function before
        else:
            _attempt(files, job, store, item, now)
    files.delete(job.upload_key)


def mapping(files: Files, job: Job, store: HabitStore, chosen: dict[str, Any], now: datetime) -> None:
    """Reads a table whose columns the person has mapped. A mapping that does not fit can be chosen anew."""
    from shared.transfer.sources import table

    item, text = job.read(), files.get(job.table_key)
    if item is None or text is None or item["status"] not in ("needs_mapping", "reading", "ready"):
        return
    name = item.get("file_name", "").rpartition(".")[0] or "Import"
    try:
        found = table.parse(text.decode(), chosen, name, now)
    except Refused as refused:
        job.set(status="needs_mapping", problem=_problem(refused))
        return
    show(files, job, store, found, now)


def show(files: Files, job: Job, store: HabitStore, found: Parsed, now: datetime) -> None:
    """Keeps the archive, and the preview of its commit."""
    there = list(store.table.query_all(store.pk, begins_with=HABIT_PREFIX))
    made = plans(found.archive, there)
    merged = [plan for plan in made if plan.item is not None]
    months = span(merged)
    known = there_from(store.months(*months)) if months else {}
    files.put(job.archive_key, pack(found.archive))
    live = [item for item in there if is_live_habit(item) and "name" in item]
    tasks = list(store.table.query_all(store.pk, begins_with=TASK_PREFIX)) if "tasks" in found.archive else []
    shown = preview(found, made, known, live, len(new_tasks(found.archive, tasks_from(tasks), now)))
    job.set(status="ready", source=found.archive["source"], preview=packed(shown), columns=None, problem=None)


def _attempt(files: Files, job: Job, store: HabitStore, item: Item, now: datetime) -> None:
    """One that fails for what is around the file is not held against the file: it may be redriven."""
    try:
        _read(files, job, store, item, now)
    except Exception as error:
        if is_of_aws(error):
            job.count_attempt(-1)
        raise


def _read(files: Files, job: Job, store: HabitStore, item: Item, now: datetime) -> None:
    from shared.transfer.sources.recognise import Table, read

    data = files.get(job.upload_key)
    if data is None:
        return
    try:
        found = read(data, item["source"], now)
    except Refused as refused:
        _fail(job, refused)
        return
    except Exception:  # noqa: BLE001 - a fault of ours must not leave the person waiting, nor their file lying
        logger.exception("an upload could not be read", import_id=job.id)
        _fail(job, Refused(_UNREADABLE))
        return
    if isinstance(found, Table):
        files.put(job.table_key, found.text.encode())
        job.set(status="needs_mapping", source="csv", columns=found.columns)
    else:
        show(files, job, store, found, now)


def _fail(job: Job, refused: Refused) -> None:
    job.set(status="failed", problem=_problem(refused))


def _problem(refused: Refused) -> dict[str, Any]:
    return {"detail": refused.detail, "errors": refused.errors}
