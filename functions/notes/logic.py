"""Making, changing and deleting notes and bookmarks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from shared.errors import FieldError, Invalid
from shared.habits.edited import Edited
from shared.notes.limits import EXCERPT, MAX_NOTES
from shared.notes.store import NoteStore
from shared.stamped import life
from shared.stamped.merging import Change, Item, Operation, edit
from shared.stamped.things import new_item

Fields = Mapping[str, Any]


class Note(NamedTuple):
    """A head's item, and the body."""

    item: Item
    body: str


def read(store: NoteStore, note_id: str) -> Note:
    """Raises NotFound."""
    head = store.kind_of(note_id).found(note_id)
    return Note(head, store.body(head))


def create(store: NoteStore, fields: Fields, now: datetime) -> tuple[Note, bool]:
    """A new one from a create's fields (JSON values), and True; or the one that the same request has made
    before, and False. Raises Invalid; Conflict when the id is another one's or there are too many."""
    _check_url(fields["kind"], fields)
    body, heads = fields["body"], store.kinds[fields["kind"]]
    item = new_item(fields, now, **_told(body, 1))
    item.pop("body", None)
    heads.check_room()
    if fields["id"] and (there := store.kind_of(fields["id"])) is not heads and there.find_any(fields["id"]):
        there.as_made(item)
    made, is_new = heads.create(item, [store.put_body(item["id"], body, 1)] if body else ())
    return Note(made, body if is_new else store.body(made)), is_new


def change(
    store: NoteStore, note_id: str, fields: Fields, if_match: str | None, now: datetime, edited: Edited
) -> Note:
    """The note with those of the fields that no later edit has set. Raises NotFound, StaleVersion, Invalid,
    Conflict."""

    def plan(head: Item) -> Change | None:
        _check_url(head["kind"], {"url": head.get("url"), **fields})
        if "body" not in fields:
            return edit(head, fields, edited, now)
        # For a moment the body is a field of the head, which it is merged like.
        whole = {**head, "body": store.body(head)} if "body_at" in head else head
        merged = edit(whole, fields, edited, now)
        return None if merged is None else _apart(store, head, merged)

    head = store.kind_of(note_id).change(note_id, plan, if_match)
    return Note(head, store.body(head))


def delete(store: NoteStore, note_id: str, if_match: str | None, now: datetime, edited: Edited) -> None:
    """Leaves a tombstone for 30 days. Raises NotFound, also for one that is deleted already; StaleVersion."""
    life.delete(store.kind_of(note_id), note_id, if_match, now, edited, store.keep_body)


def restore(store: NoteStore, note_id: str, now: datetime, edited: Edited) -> Note:
    """The note as it was. Raises NotFound, Conflict."""
    heads = store.kind_of(note_id)
    head = life.restore(heads, note_id, MAX_NOTES, now, edited, store.keep_body)
    return Note(head, store.body(head))


def _apart(store: NoteStore, head: Item, merged: Change) -> Change:
    """The change of the head, and beside it that of the body."""
    new, remove, beside = dict(merged.set), set(merged.remove), list[Operation]()
    if "body" in new:
        body = new.pop("body")
        new |= _told(body, new["version"])
        beside = [store.put_body(head["id"], body, new["version"])]
    elif "body" in remove:
        remove = remove - {"body"} | {"excerpt", "body_at"}
        beside = [store.remove_body(head["id"])]
    return Change(new, frozenset(remove), tuple(beside))


def _told(body: str, version: int) -> Item:
    """What the head says of the body."""
    return {"excerpt": " ".join(body.split())[:EXCERPT], "body_at": version} if body else {}


def _check_url(kind: str, fields: Fields) -> None:
    url = fields.get("url")
    if kind == "bookmark" and not url:
        raise Invalid("A bookmark leads somewhere.", [FieldError("/url", "is required for a bookmark")])
    if kind == "note" and url:
        raise Invalid("A note has no address of its own.", [FieldError("/url", "is for bookmarks only")])
