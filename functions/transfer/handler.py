"""Imports and exports over HTTP. What takes long is done by the functions `imports` and `exports`, which S3
calls for each object that this one lets in or writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from functions.transfer import logic, repository
from functions.transfer.shapes import export_shape, import_shape
from shared.http import App, Request, Response, query
from shared.table import Table
from shared.transfer.jobs import EXPORT, IMPORT, Jobs
from shared.transfer.objects import Objects, export_key, upload_key

if TYPE_CHECKING:
    from functions.transfer.models import (
        ColumnMapping,
        Export,
        ExportCreate,
        ExportPage,
        Import,
        ImportChoices,
        ImportCreate,
        ImportPage,
        NewImport,
    )

app = App(__name__)
lambda_handler = app

_PAGE = {"limit": query.integer(1, 100, default=20), "cursor": query.text(500)}
# Jobs are looked at newest first, and those that run are among the newest.
_LOOKED_AT = 25


@app.route("create_import", status=201)
def create_import(request: Request, body: ImportCreate) -> Response[NewImport]:
    """A new import, and where its file goes. Reading begins when the file has come in."""
    jobs, now = _jobs(request, IMPORT), request.received_at

    def produce() -> dict[str, Any]:
        logic.require_room(jobs.page(_LOOKED_AT)[0], now)
        item = jobs.create("waiting", now, source=body.source, file_name=body.file_name)
        form = repository.upload_form(Objects(), upload_key(request.user.id, item["id"]))
        headers = {"location": f"/v1/imports/{item['id']}"}
        return {"body": {**import_shape(item), "upload": form}, "status": 201, "headers": headers}

    return _once(request, body, produce)


@app.route("list_imports", query=_PAGE)
def list_imports(request: Request) -> ImportPage:
    """Imports of the last 30 days, newest first, without previews and columns."""
    items, next_cursor = _page(request, IMPORT)
    return {"items": [import_shape(item, whole=False) for item in items], "next_cursor": next_cursor}


@app.route("get_import")
def get_import(request: Request, import_id: str) -> Import:
    """One import, with its preview once it has been read."""
    return import_shape(logic.found(_jobs(request, IMPORT), import_id))


@app.route("map_import", status=202)
def map_import(request: Request, body: ColumnMapping, import_id: str) -> Import:
    """Says which column of a table is what; it is read anew. Raises Conflict before it is there."""
    jobs = _jobs(request, IMPORT)
    item, mapping = logic.found(jobs, import_id), body.model_dump(exclude_none=True)
    now = request.received_at
    return import_shape(logic.map_columns(jobs, Objects(), request.user.id, item, mapping, now))


@app.route("commit_import", status=202)
def commit_import(request: Request, body: ImportChoices, import_id: str) -> Import:
    """Writes what has been read. Repeating it changes nothing; a Conflict says what is to be done first."""
    jobs = _jobs(request, IMPORT)
    item, choices = logic.found(jobs, import_id), body.model_dump()
    return import_shape(
        logic.commit(jobs, Objects(), request.user.id, item, choices, request.received_at)
    )


@app.route("discard_import", status=204)
def discard_import(request: Request, import_id: str) -> None:
    """Takes an import away with its files; habits that it has written stay. A Conflict while it writes."""
    jobs = _jobs(request, IMPORT)
    item = logic.found(jobs, import_id)
    logic.discard(jobs, Objects(), request.user.id, item, request.received_at)


@app.route("create_export", status=202)
def create_export(request: Request, body: ExportCreate) -> Response[Export]:
    """Begins to write all habits into a file."""
    jobs, now = _jobs(request, EXPORT), request.received_at

    def produce() -> dict[str, Any]:
        logic.require_room(jobs.page(_LOOKED_AT)[0], now)
        item = logic.start_export(jobs, Objects(), request.user.id, body.format, now)
        headers = {"location": f"/v1/exports/{item['id']}"}
        return {"body": export_shape(item, now, _address(request)), "status": 202, "headers": headers}

    return _once(request, body, produce)


@app.route("list_exports", query=_PAGE)
def list_exports(request: Request) -> ExportPage:
    """Exports of the last 30 days, newest first."""
    items, next_cursor = _page(request, EXPORT)
    address, now = _address(request), request.received_at
    return {"items": [export_shape(item, now, address) for item in items], "next_cursor": next_cursor}


@app.route("get_export")
def get_export(request: Request, export_id: str) -> Export:
    """One export, with the address of its file when it is ready."""
    item = logic.found(_jobs(request, EXPORT), export_id)
    return export_shape(item, request.received_at, _address(request))


def _jobs(request: Request, kind: str) -> Jobs:
    return Jobs(Table(), request.user.id, kind)


def _page(request: Request, kind: str) -> tuple[list[dict[str, Any]], str | None]:
    from shared import cursors

    user_id, cursor = request.user.id, request.query["cursor"]
    after = cursors.decode(user_id, cursor).get("after") if cursor else None
    items, last = _jobs(request, kind).page(request.query["limit"], after)
    return items, cursors.encode(user_id, {"after": last}) if last else None


def _address(request: Request) -> Callable[[Mapping[str, Any]], str]:
    objects, user_id = Objects(), request.user.id

    def address(item: Mapping[str, Any]) -> str:
        key = export_key(user_id, item["id"], item["file_name"])
        return repository.download_address(objects, key, item["format"])

    return address


def _once(request: Request, body: Any, produce: Callable[[], dict[str, Any]]) -> Response[Any]:
    from shared import idempotency

    outcome = idempotency.once(Table(), request.user.id, request.idempotency_key, body, produce)
    return Response(**outcome)
