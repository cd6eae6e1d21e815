"""A person's files over HTTP."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from functions.uploads import logic
from functions.uploads.repository import Forms
from shared.app_address import AppAddress
from shared.http import App, Request, Response, query
from shared.media.files import Files
from shared.table import Table

if TYPE_CHECKING:
    from functions.uploads.models import MediaSession, NewUpload, Upload, UploadCreate, UploadPage

app = App(__name__)
lambda_handler = app

_LISTED = {
    "purpose": query.choice("photo", "task", "note", "checkin"),
    "ref": query.text(40),
    "limit": query.integer(1, 100, default=50),
    "cursor": query.text(500),
}


@app.route("create_upload", status=201)
def create_upload(request: Request, body: UploadCreate) -> NewUpload:
    """A new file, and the form with which it is uploaded."""
    from shared import idempotency

    files, now = _files(request), request.received_at

    def produce() -> dict[str, str]:
        return {"id": logic.create(files, body.model_dump(), now)["id"]}

    # The form is made anew for a repeated request: the first one's may have run out.
    outcome = idempotency.once(files.table, request.user.id, request.idempotency_key, body, produce)
    return logic.upload_form(Forms(request.user.id), logic.found(files, outcome["id"]), now)


@app.route("list_uploads", query=_LISTED)
def list_uploads(request: Request) -> UploadPage:
    """All files, or those of the profile, one task, one note or one check-in.

    With `purpose=checkin` and a habit's id as `ref` those of all its days, the latest day first.
    """
    return logic.listed(_files(request), request.query, request.received_at)


@app.route("get_upload")
def get_upload(request: Request, upload_id: str) -> Upload:
    """One file, and what became of it."""
    files = _files(request)
    return logic.shape(files.user_id, logic.found(files, upload_id), request.received_at)


@app.route("delete_upload", status=204)
def delete_upload(request: Request, upload_id: str) -> None:
    """Deletes a file. There is no way back."""
    logic.delete(_files(request), upload_id)


@app.route("open_media_session", status=201)
def open_media_session(request: Request) -> Response[MediaSession]:
    """Cookies with which the browser may load the person's own pictures and documents, below /media, for
    twelve hours."""
    from functions.uploads import media_session

    opened = media_session.opened(_app_address(), request.user.id, request.received_at)
    return Response({"expires_at": opened.expires_at}, cookies=opened.cookies)


@app.route("close_media_session", status=204)
def close_media_session(request: Request) -> Response[None]:
    """Takes these cookies away, as one does who signs out."""
    from functions.uploads import media_session

    return Response(cookies=media_session.removed(request.user.id))


@cache
def _app_address() -> AppAddress:
    return AppAddress(Table())


def _files(request: Request) -> Files:
    return Files(Table(), request.user.id)
