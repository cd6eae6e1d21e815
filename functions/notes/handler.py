"""Notes and bookmarks over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.notes import listing, logic
from shared.habits.edited import STAMP, Edited, edited, edited_by
from shared.http import App, Request, Response, query
from shared.notes.shapes import note_shape
from shared.notes.store import NoteStore
from shared.table import Table

if TYPE_CHECKING:
    from functions.notes.models import Note, NoteChange, NoteCreate, NotePage, TagList

app = App(__name__)
lambda_handler = app

_LISTED = {
    "q": query.text(100),
    "kind": query.choice("note", "bookmark"),
    "tag": query.text(40),
    "habit": query.text(26),
    "limit": query.integer(1, 100, default=50),
    "cursor": query.text(500),
}


@app.route("list_notes", query=_LISTED)
def list_notes(request: Request) -> NotePage:
    """Notes and bookmarks: pinned ones first, then from the latest change on. With `q` those in which each of
    its words begins a word of title, body, tags or address, the newest first; accents and capitals make no
    difference."""
    return listing.page(_store(request), request.query)


@app.route("create_note", status=201)
def create_note(request: Request, body: NoteCreate) -> Response[Note]:
    """A new note or bookmark. Repeating the request gives the same one."""
    from shared import idempotency

    store = _store(request)

    def produce() -> dict[str, Any]:
        (item, text), is_new = logic.create(store, body.model_dump(mode="json"), request.received_at)
        return {
            "body": note_shape(item, text),
            "status": 201 if is_new else 200,
            "headers": {"location": f"/v1/notes/{item['id']}"},
            "etag": item["version"],
        }

    outcome = idempotency.once(store.table, request.user.id, request.idempotency_key, body, produce)
    return Response(**outcome)


@app.route("get_note")
def get_note(request: Request, note_id: str) -> Response[Note]:
    """One note or bookmark, with its body."""
    return _note(logic.read(_store(request), note_id))


@app.route("update_note")
def update_note(request: Request, body: NoteChange, note_id: str) -> Response[Note]:
    """Changes the given fields, each unless a later edit has; with If-Match only if nobody else has changed
    the note."""
    fields = body.model_dump(mode="json", include=body.model_fields_set - set(Edited._fields))
    now = request.received_at
    return _note(logic.change(_store(request), note_id, fields, request.if_match, now, edited(body)))


@app.route("delete_note", status=204, query=STAMP)
def delete_note(request: Request, note_id: str) -> None:
    """Deletes a note or bookmark. It can be restored for 30 days, and its attachments go with it."""
    logic.delete(_store(request), note_id, request.if_match, request.received_at, edited_by(request.query))


@app.route("restore_note", query=STAMP)
def restore_note(request: Request, note_id: str) -> Response[Note]:
    """One that was deleted at most 30 days ago."""
    return _note(logic.restore(_store(request), note_id, request.received_at, edited_by(request.query)))


@app.route("list_tags")
def list_tags(request: Request) -> TagList:
    """The tags of notes and bookmarks, and how many have each."""
    return {"items": listing.tags(_store(request))}


def _note(note: logic.Note) -> Response[Note]:
    return Response(note_shape(note.item, note.body), etag=note.item["version"])


def _store(request: Request) -> NoteStore:
    return NoteStore(Table(), request.user.id)
