"""Lists of notes and bookmarks, and searching them (docs/decisions/0932)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from functions.notes.searching import search
from shared.errors import FieldError, Invalid
from shared.notes.shapes import head_shape
from shared.notes.store import NoteStore
from shared.notes.words import searched
from shared.stamped.merging import Item

if TYPE_CHECKING:
    from shared.notes.answers import NotePage, TagCount


def page(store: NoteStore, asked: Mapping[str, Any]) -> NotePage:
    """asked: the query's parameters. Raises Invalid."""
    from shared import cursors

    found = [head for head in store.heads() if _is_wanted(head, asked)]
    after = cursors.decode(store.user_id, asked["cursor"]).get("after") if asked["cursor"] else None
    if asked["q"] is None:
        shown, position = _listed(found, asked["limit"], after)
    else:
        shown, position = search(store, found, _words(asked["q"]), asked["limit"], after)
    next_cursor = None if position is None else cursors.encode(store.user_id, {"after": position})
    return {"items": [head_shape(head) for head in shown], "next_cursor": next_cursor}


def tags(store: NoteStore) -> list[TagCount]:
    """By name, each as it was last written."""
    counts, spelling = Counter[str](), dict[str, str]()
    for head in sorted(store.heads(), key=_place):
        for tag in head.get("tags", []):
            counts[tag.casefold()] += 1
            spelling[tag.casefold()] = tag
    return [{"tag": spelling[name], "count": counts[name]} for name in sorted(counts)]


def _listed(found: list[Item], limit: int, after: Any) -> tuple[list[Item], Any]:
    found.sort(key=_place, reverse=True)
    try:
        left = [head for head in found if after is None or _place(head) < after]
    except TypeError:  # a cursor of another list
        left = found
    return left[:limit], _place(left[limit - 1]) if len(left) > limit else None


def _place(head: Item) -> list[Any]:
    """The highest is the first. JSON values, for the cursor."""
    return [int(head.get("pinned", False)), head["updated_at"], head["id"]]


def _is_wanted(head: Item, asked: Mapping[str, Any]) -> bool:
    return (
        asked["kind"] in (None, head["kind"])
        and (asked["habit"] is None or asked["habit"] in head.get("habit_ids", []))
        and (asked["tag"] is None or asked["tag"].casefold() in map(str.casefold, head.get("tags", [])))
    )


def _words(query: str) -> list[str]:
    words = searched(query)
    if not words:
        raise Invalid("There is nothing to search for.", [FieldError("?q", "must have a letter or a digit")])
    return words
