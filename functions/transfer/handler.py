"""Imports and exports over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.transfer import exports, logic
from functions.transfer.repository import Files
from shared.http import App, Request, query
from shared.table import Table
from shared.transfer.jobs import EXPORT, IMPORT, Jobs

if TYPE_CHECKING:
    from functions.transfer.models import (
        Export,
        ExportCreate,
        ExportPage,
        Import,
        ImportCommit,
        ImportCreate,
        ImportMapping,
        ImportPage,
        NewImport,
    )

app = App(__name__)
lambda_handler = app

_PAGED = {"limit": query.integer(1, 50, default=20), "cursor": query.text(500)}


@app.route("list_imports", query=_PAGED)
def list_imports(request: Request) -> ImportPage:
    """The imports of the last 30 days, newest first, without their previews."""
    from shared import cursors

    user_id, cursor = request.user.id, request.query["cursor"]
    after = cursors.decode(user_id, cursor).get("after") if cursor else None
    items, last = _jobs(request).page(request.query["limit"], after)
    next_cursor = cursors.encode(user_id, {"after": last}) if last else None
    return {
        "items": [logic.shape(item, request.received_at, whole=False) for item in items],
        "next_cursor": next_cursor,
    }


@app.route("create_import", status=201)
def create_import(request: Request, body: ImportCreate) -> NewImport:
    """A new import, and the form with which its file is uploaded."""
    from shared import idempotency

    table, jobs, now = Table(), _jobs(request), request.received_at

    def produce() -> dict[str, str]:
        return {"id": logic.create(jobs, body.source, body.file_name, now)["id"]}

    # The form is made anew for a repeated request: the first one's may have run out.
    outcome = idempotency.once(table, request.user.id, request.idempotency_key, body, produce)
    item = logic.found(jobs, outcome["id"])
    upload = Files(request.user.id).upload_form(item["id"], body.bytes)
    return {**logic.shape(item, now), "upload": upload}  # type: ignore[typeddict-item]  # S3's own shape


@app.route("get_import")
def get_import(request: Request, import_id: str) -> Import:
    """One import, with its preview when there is one."""
    return logic.shape(logic.found(_jobs(request), import_id), request.received_at)


@app.route("map_import", status=202)
def map_import(request: Request, body: ImportMapping, import_id: str) -> Import:
    """Says which column of a table is what; the import is read again."""
    mapping = body.model_dump(mode="json", exclude_none=True)
    files, now = Files(request.user.id), request.received_at
    return logic.shape(logic.give_mapping(_jobs(request), files, import_id, mapping, now), now, whole=False)


@app.route("commit_import", status=202)
def commit_import(request: Request, body: ImportCommit, import_id: str) -> Import:
    """Writes what the preview shows. Repeating it changes nothing."""
    chosen, files, now = body.model_dump(mode="json"), Files(request.user.id), request.received_at
    return logic.shape(logic.commit(_jobs(request), files, import_id, chosen, now), now, whole=False)


@app.route("discard_import", status=204)
def discard_import(request: Request, import_id: str) -> None:
    """Forgets an import and its files. Habits and days that it has written stay."""
    logic.delete(_jobs(request), Files(request.user.id), import_id, request.received_at)


@app.route("create_export", status=202)
def create_export(request: Request, body: ExportCreate) -> Export:
    """Has all habits, or everything that is kept about the person, written into a file."""
    from shared import idempotency

    exports.require_scope(body.format, request.user)
    jobs, files, now = _exports(request), Files(request.user.id), request.received_at

    def produce() -> dict[str, str]:
        return {"id": exports.create(jobs, files, body.format, now)["id"]}

    outcome = idempotency.once(Table(), request.user.id, request.idempotency_key, body, produce)
    return exports.shape(exports.found(jobs, outcome["id"]), files, now, request.user)


@app.route("list_exports", query=_PAGED)
def list_exports(request: Request) -> ExportPage:
    """The exports of the last 30 days, newest first."""
    from shared import cursors

    user_id, cursor = request.user.id, request.query["cursor"]
    after = cursors.decode(user_id, cursor).get("after") if cursor else None
    items, last = _exports(request).page(request.query["limit"], after)
    files, now = Files(user_id), request.received_at
    next_cursor = cursors.encode(user_id, {"after": last}) if last else None
    shown = [exports.shape(item, files, now, request.user) for item in items]
    return {"items": shown, "next_cursor": next_cursor}


@app.route("get_export")
def get_export(request: Request, export_id: str) -> Export:
    """One export, with the address of its file once it is written."""
    item = exports.found(_exports(request), export_id)
    return exports.shape(item, Files(request.user.id), request.received_at, request.user)


def _exports(request: Request) -> Jobs:
    return Jobs(Table(), request.user.id, EXPORT)


def _jobs(request: Request) -> Jobs:
    return Jobs(Table(), request.user.id, IMPORT)
