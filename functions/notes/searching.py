"""Searching notes: their heads are at hand, their bodies are read one behind the other, so many a request.
What is left then is searched by the next request, from where this one stopped."""

from __future__ import annotations

from typing import Any

from shared.notes.store import BODY_PREFIX, NoteStore
from shared.notes.words import has_all, searchable
from shared.stamped.merging import Item

# Of at most 1 MB each, which is what DynamoDB gives: 128 read units.
MAX_PAGES = 2


def search(
    store: NoteStore, heads: list[Item], words: list[str], limit: int, after: Any
) -> tuple[list[Item], str | None]:
    """Those with all the words, the newest first, and the id behind which to go on; None when all have been
    searched. after: such an id."""
    after = after if isinstance(after, str) else None
    left = sorted((head for head in heads if after is None or head["id"] < after), key=_id, reverse=True)
    bodies, found = _Bodies(store, after), list[Item]()
    for number, head in enumerate(left):
        if "body_at" in head and not bodies.reach(head["id"]):
            return found, bodies.lowest
        if has_all(_text(head, bodies), words):
            found.append(head)
        if len(found) == limit and number + 1 < len(left):
            return found, head["id"]
    return found, None


class _Bodies:
    """Those of notes older than `after`, read as they are needed."""

    def __init__(self, store: NoteStore, after: str | None) -> None:
        self._store, self._pages = store, 0
        self._next: str | None = BODY_PREFIX + after if after else None
        self._at_end, self._read = False, dict[str, str]()
        self.lowest: str | None = after

    def of(self, note_id: str) -> str:
        return self._read.get(note_id, "")

    def reach(self, note_id: str) -> bool:
        """Whether the body of this note, and all newer ones, have been read, now or before."""
        while not self._at_end and (self.lowest is None or self.lowest > note_id or not self._pages):
            if self._pages == MAX_PAGES:
                return False
            self._read_page()
        return True

    def _read_page(self) -> None:
        store = self._store
        page = store.table.query(store.pk, begins_with=BODY_PREFIX, ascending=False, start_after=self._next)
        self._pages, self._next, self._at_end = self._pages + 1, page.next_sk, page.next_sk is None
        self._read |= {item["sk"].removeprefix(BODY_PREFIX): item["body"] for item in page.items}
        if page.next_sk is not None:
            self.lowest = page.next_sk.removeprefix(BODY_PREFIX)


def _text(head: Item, bodies: _Bodies) -> str:
    tags = head.get("tags", [])
    return searchable(head.get("title", ""), head.get("url", ""), *tags, bodies.of(head["id"]))


def _id(head: Item) -> str:
    identifier: str = head["id"]
    return identifier
