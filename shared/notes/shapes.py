"""Notes and bookmarks in the API's form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.notes.answers import Note, NoteHead

_ALWAYS = ("id", "kind", "version", "created_at", "updated_at")


def head_shape(item: Mapping[str, Any]) -> NoteHead:
    """The head of one, as lists show it."""
    shape: Any = {name: item[name] for name in _ALWAYS}
    shape.update((name, item.get(name, "")) for name in ("title", "excerpt"))
    shape.update((name, item.get(name, [])) for name in ("tags", "habit_ids"))
    shape |= {"url": item.get("url"), "pinned": item.get("pinned", False)}
    return shape  # type: ignore[no-any-return]  # built from names


def note_shape(item: Mapping[str, Any], body: str) -> Note:
    """One with its body."""
    return {**head_shape(item), "body": body}
