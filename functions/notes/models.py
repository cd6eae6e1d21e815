"""Bodies of the notes' API: what comes in; what goes out (shared/notes/answers.py) can be had here too."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field, Strict

from shared.habits.fields import HabitId, Stamped
from shared.models import Input, LongText, Text, without_default
from shared.notes.addresses import check
from shared.notes.answers import Kind
from shared.notes.answers import Note as Note
from shared.notes.answers import NotePage as NotePage
from shared.notes.answers import TagList as TagList
from shared.notes.limits import MAX_BODY_BYTES, MAX_HABITS_OF_A_NOTE, MAX_URL
from shared.stamped.fields import Tags


def _bounded(text: str) -> str:
    if len(text.encode()) > MAX_BODY_BYTES:
        raise ValueError(f"must have at most {MAX_BODY_BYTES} bytes (UTF-8)")
    return text


def _distinct(ids: list[str]) -> list[str]:
    return list(dict.fromkeys(ids))


Title = Annotated[str, Text(200, min_length=0)]
Body = Annotated[str, LongText(MAX_BODY_BYTES), AfterValidator(_bounded)]
Address = Annotated[str, Text(MAX_URL), AfterValidator(check)]
HabitIds = Annotated[list[HabitId], Field(max_length=MAX_HABITS_OF_A_NOTE), AfterValidator(_distinct)]

# A field of a PATCH that may be left out but not be null.
_LEFT_OUT: Any = Field(default=None, json_schema_extra=without_default)


class NoteCreate(Input):
    """A new note or bookmark. With an `id` made by the client, the same request can be repeated for ever."""

    kind: Kind = "note"
    id: HabitId | None = None
    title: Title = ""
    body: Body = ""
    """Markdown."""
    url: Address | None = None
    """Of a bookmark, which must have one: http or https. Daybook never fetches it."""
    tags: Tags = Field(default_factory=list)
    habit_ids: HabitIds = Field(default_factory=list)
    """Habits that it is about."""
    pinned: Annotated[bool, Strict()] = False


class NoteChange(Stamped):
    """The fields to change; the others stay. Of two edits of one field the later wins. A note does not become
    a bookmark, nor the other way round."""

    title: Title = _LEFT_OUT
    body: Body = _LEFT_OUT
    url: Address = _LEFT_OUT
    """Of bookmarks only."""
    tags: Tags = _LEFT_OUT
    habit_ids: HabitIds = _LEFT_OUT
    pinned: Annotated[bool, Strict()] = _LEFT_OUT
