"""Edits from several devices, in whatever order they arrive: of two edits of one field the later counts.

`stamps` of an item: by field, the stamp of the edit that set it (shared/habits/edited.py). What was given
when the thing was made has none: whoever edits it has seen it, so every edit is later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from shared.habits.edited import Edited
from shared.habits.shapes import timestamp

Item = dict[str, Any]
Operation = dict[str, Any]

_EMPTY: tuple[Any, ...] = (None, "", [])


class Change(NamedTuple):
    """Of one item. beside: other writes (of shared.table) that are made with it, all or none."""

    set: Item
    remove: frozenset[str] = frozenset()
    beside: tuple[Operation, ...] = ()


def applied(item: Mapping[str, Any], change: Change) -> Item:
    """The item after the change."""
    return {name: value for name, value in {**item, **change.set}.items() if name not in change.remove}


def merge(
    item: Mapping[str, Any], fields: Mapping[str, Any], text: str, now: datetime, *, timed: bool = True
) -> Change | None:
    """The change by an edit with the stamp `text`: those of the fields that no later edit has set; None when
    there is nothing to write. Empty values (null, "", []) take the field away.

    timed: the edit says when it was made, so its stamp is kept even if all is as it wants it: a later arrival
    of an earlier edit must not undo that.
    """
    known: Mapping[str, str] = item.get("stamps", {})
    winning = {name: value for name, value in fields.items() if known.get(name, "") <= text}
    new, remove = _difference(item, winning)
    differs = bool(new or remove)
    if not differs and (not timed or all(known.get(name) == text for name in winning)):
        return None
    new |= {"version": item["version"] + 1, "stamps": {**known, **dict.fromkeys(winning, text)}}
    if differs:
        new["updated_at"] = timestamp(now)
    return Change(new, remove)


def edit(item: Mapping[str, Any], fields: Mapping[str, Any], edited: Edited, now: datetime) -> Change | None:
    """As `merge`, of an edit as a client tells of it."""
    text = edited.text(now, item.get("stamps", {}))
    return merge(item, fields, text, now, timed=edited.edited_at is not None)


def given(fields: Mapping[str, Any]) -> Item:
    """The fields of a new thing that are to be kept."""
    return {name: value for name, value in fields.items() if value not in _EMPTY}


def _difference(item: Mapping[str, Any], fields: Mapping[str, Any]) -> tuple[Item, frozenset[str]]:
    empty = {name for name, value in fields.items() if value in _EMPTY}
    new = {name: value for name, value in fields.items() if name not in empty and item.get(name) != value}
    return new, frozenset(name for name in empty if name in item)
