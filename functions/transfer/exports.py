"""Exports as a person asks for them and gets them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from functions.transfer.repository import Files
from shared.errors import Conflict, DomainError, Forbidden, NotFound
from shared.transfer.jobs import Item, Jobs, is_running
from shared.transfer.limits import MAX_RUNNING

if TYPE_CHECKING:
    from functions.transfer.models import Export
    from shared.http.request import User

_LOOKED_AT = 50
# What it needs beside the routes' own scopes: it tells of sessions and tokens, not of habits only.
EVERYTHING, EVERYTHING_SCOPE = "everything", "security:read"
_NAMES = {
    "json": "daybook-{}.json",
    "everything": "daybook-everything-{}.json",
    "loop": "daybook-loop-{}.zip",
    "csv": "daybook-{}.csv",
}
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
        files.order_export(item["id"], form)
    except DomainError:
        jobs.delete(item["id"])  # nobody would ever work on it
        raise
    return item


def require_scope(form: str, user: User) -> None:
    """Raises Forbidden("scope-missing") for a token that may take habits out, but not everything."""
    if form == EVERYTHING and not user.may(EVERYTHING_SCOPE):
        raise Forbidden(f"This token does not have the scope {EVERYTHING_SCOPE}.", code="scope-missing")


def shape(item: Item, files: Files, now: datetime, user: User) -> Export:
    """As the API shows it, with the file's address while there is one that the caller may have."""
    shown: Any = {name: item[name] for name in ("id", "format", "status", "file_name", "created_at")}
    shown.update((name, item.get(name)) for name in ("bytes", "problem"))
    if item["status"] == "working" and not is_running(item, now):
        shown |= {"status": "failed", "problem": _DIED}
    is_theirs = item["format"] != EVERYTHING or user.may(EVERYTHING_SCOPE)
    shown["url"] = files.export_address(item, now) if item["status"] == "ready" and is_theirs else None
    return shown  # type: ignore[no-any-return]  # built from names
