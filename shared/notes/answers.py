"""What the notes' API answers: its shapes, for the OpenAPI document."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

Kind = Literal["note", "bookmark"]


class NoteHead(TypedDict):
    """A note or bookmark as lists show it."""

    id: str
    kind: Kind
    title: str
    """May be empty; then the excerpt, or the address, tells it from others."""
    excerpt: str
    """How the body begins (up to 200 characters), without its line breaks."""
    url: str | None
    tags: list[str]
    habit_ids: list[str]
    pinned: bool
    version: int
    created_at: str
    updated_at: str


class Note(NoteHead):
    """A note or bookmark with its body (Markdown)."""

    body: str


class NotePage(TypedDict):
    """Some notes and bookmarks; go on with `next_cursor`. A page of a search may have few or none and still
    be followed by others."""

    items: list[NoteHead]
    next_cursor: str | None


class TagCount(TypedDict):
    """A tag and how many notes and bookmarks have it."""

    tag: str
    count: int


class TagList(TypedDict):
    """All tags of notes and bookmarks, by name."""

    items: list[TagCount]
