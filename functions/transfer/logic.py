"""What a person may do with an import, and when."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from functions.transfer.repository import Files
from shared.errors import Conflict, DomainError, FieldError, Invalid, NotFound
from shared.habits.marks import milliseconds
from shared.transfer.jobs import Item, Jobs, is_running
from shared.transfer.packed import unpack

if TYPE_CHECKING:
    from functions.transfer.models import Import

MAX_AT_ONCE = 3
_LOOKED_AT = 50
_CUT_OFF = "Reading this file was cut off. Send it again; if that happens again, please report it."
_ROLES = ("date", "habit", "value", "status", "note")


def found(jobs: Jobs, import_id: str) -> Item:
    """Raises NotFound for what is not there, or another person's."""
    item = jobs.get(import_id)
    if item is None:
        raise NotFound("There is no such import; they are kept for 30 days.")
    return item


def create(jobs: Jobs, source: str, file_name: str, now: datetime) -> Item:
    """A new import that waits for its file. Raises Conflict when others are at work."""
    running = [item for item in jobs.page(_LOOKED_AT)[0] if is_running(item, now)]
    if len(running) >= MAX_AT_ONCE:
        detail = f"{MAX_AT_ONCE} imports are at work already. Wait for one to end, or delete one."
        raise Conflict(detail, code="too-many-imports")
    return jobs.create("waiting", now, source=source, file_name=file_name)


def give_mapping(jobs: Jobs, files: Files, import_id: str, mapping: dict[str, Any], now: datetime) -> Item:
    """Has the table read with this mapping. Raises NotFound, Conflict, Invalid."""
    item = found(jobs, import_id)
    _check_columns(item, mapping)
    return _set_to_work(jobs, files, item, ("needs_mapping", "reading"), {"mapping": mapping}, now)


def commit(jobs: Jobs, files: Files, import_id: str, chosen: dict[str, Any], now: datetime) -> Item:
    """Has the preview written. The same once more changes nothing; what the worker would not do can be asked
    for with other choices. Raises NotFound, Conflict, Invalid."""
    item = found(jobs, import_id)
    if item["status"] == "done" and item.get("order") == _digest({"commit": chosen}):
        return item
    if "preview" in item:
        _check_keys(item, chosen)
    refused = item["status"] == "failed" and "preview" in item
    waiting = "failed" if refused else "ready"
    return _set_to_work(jobs, files, item, (waiting, "importing"), {"commit": chosen}, now)


def delete(jobs: Jobs, files: Files, import_id: str, now: datetime) -> None:
    """Takes the import and its files away; what it has written stays. Raises NotFound, Conflict."""
    item = found(jobs, import_id)
    if item["status"] == "importing" and is_running(item, now):
        raise Conflict("The import is being written. Wait until it is done.", code="import-at-work")
    files.delete_import(import_id)
    jobs.delete(import_id)


def shape(item: Item, now: datetime, *, whole: bool = True) -> Import:
    """As the API shows it; in lists without the preview."""
    shown: Any = {name: item[name] for name in ("id", "source", "file_name", "created_at")}
    shown.update((name, item.get(name)) for name in ("progress", "columns", "problem", "result"))
    shown |= _standing(item, now)
    shown["preview"] = unpack(item["preview"]) if whole and "preview" in item else None
    # Those of before tasks were taken along say nothing of them.
    if shown["result"]:
        shown["result"] = {"tasks": 0, **shown["result"]}
    if shown["preview"]:
        shown["preview"]["totals"] = {"tasks": 0, "new_tasks": 0, **shown["preview"]["totals"]}
    return shown  # type: ignore[no-any-return]  # built from names


def _standing(item: Item, now: datetime) -> dict[str, Any]:
    """The status, and what goes with it. Whoever has been at work for too long has died: then a person may go
    on from where they were last asked, or is told."""
    if item["status"] not in ("reading", "importing") or is_running(item, now):
        return {"status": item["status"]}
    if item["status"] == "importing":
        return {"status": "ready", "progress": None}
    if "columns" in item:
        return {"status": "needs_mapping"}
    return {"status": "failed", "problem": {"detail": _CUT_OFF, "errors": []}}


def _set_to_work(
    jobs: Jobs, files: Files, item: Item, seen: tuple[str, str], order: dict[str, Any], now: datetime
) -> Item:
    """The import at work (the second of `seen`), if it is waiting for this order (the first), has it already,
    or has died over one."""
    waiting, working = seen
    status, digest = item["status"], _digest(order)
    died = status == working and not is_running(item, now) and (waiting == "ready" or "columns" in item)
    if status == working and not died and item.get("order") == digest:
        return item
    new = {"began": int(now.timestamp()), "order": digest}
    moved = jobs.move(item["id"], working, [status], new, ["problem"]) if status == waiting or died else None
    if moved is None:
        raise Conflict(f"The import is {status}; for this it must be {waiting}.", code="import-state")
    try:
        files.order(item["id"], milliseconds(now), order)
    except DomainError:
        # Nobody has been told: it can be asked for again.
        jobs.move(item["id"], waiting, [working], {}, ["order"])
        raise
    return moved


def _digest(order: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(order, sort_keys=True).encode()).hexdigest()


def _check_columns(item: Item, mapping: dict[str, Any]) -> None:
    names = item.get("columns", {}).get("names")
    wrong = [role for role in _ROLES if mapping.get(role) and names and mapping[role] not in names]
    if wrong:
        errors = [FieldError(f"/{role}", "is not a column of the table") for role in wrong]
        raise Invalid("The mapping does not fit the table.", errors)


def _check_keys(item: Item, chosen: dict[str, Any]) -> None:
    keys = {habit["key"] for habit in unpack(item["preview"])["habits"]}
    errors = [f"/skip/{index}" for index, key in enumerate(chosen["skip"]) if key not in keys]
    errors += ["/into" for key in chosen["into"] if key not in keys]
    if errors:
        raise Invalid(
            "Some keys are not of this import.", [FieldError(one, "is not in the preview") for one in errors]
        )
