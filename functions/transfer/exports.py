"""Exports as a person asks for them and gets them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from functions.transfer.repository import Files
from shared.errors import Conflict, DomainError, NotFound
from shared.transfer.jobs import Item, Jobs, is_running
from shared.transfer.limits import MAX_RUNNING

if TYPE_CHECKING:
    from functions.transfer.models import Export

_LOOKED_AT = 50
_NAMES = {"json": "daybook-{}.json", "loop": "daybook-loop-{}.zip", "csv": "daybook-{}.csv"}
_DIED = "The file could not be written. Try again."


def found(jobs: Jobs, export_id: str) -> Item:
    """Raises NotFound for what is not there, or another person's."""
    item = jobs.get(export_id)
    if item is None:
        raise NotFound("There is no such export; they are kept for 30 days.")
    return item


def create(jobs: Jobs, files: Files, form: str, now: datetime) -> Item:
    """A new export, at work. Raises Conflict when others are."""
    if sum(is_running(item, now) for item in jobs.page(_LOOKED_AT)[0]) >= MAX_RUNNING:
        detail = f"{MAX_RUNNING} exports are at work already. Wait for one to end."
        raise Conflict(detail, code="too-many-exports")
    name = _NAMES[form].format(now.date().isoformat())
    item = jobs.create("working", now, format=form, file_name=name)
    try:
        files.order_export(item["id"])
    except DomainError:
        jobs.delete(item["id"])  # nobody would ever work on it
        raise
    return item


def shape(item: Item, files: Files, now: datetime) -> Export:
    """As the API shows it, with the file's address while there is one."""
    shown: Any = {name: item[name] for name in ("id", "format", "status", "file_name", "created_at")}
    shown.update((name, item.get(name)) for name in ("bytes", "problem"))
    if item["status"] == "working" and not is_running(item, now):
        shown |= {"status": "failed", "problem": _DIED}
    shown["url"] = files.export_address(item, now) if item["status"] == "ready" else None
    return shown  # type: ignore[no-any-return]  # built from names
