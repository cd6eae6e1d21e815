"""Deleting and restoring things. Both are edits of one field, LIFE: of several the latest counts, in whatever
order they arrive. A deleted thing leaves a tombstone, which expires after a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from shared.errors import NotFound
from shared.habits.edited import Edited
from shared.habits.shapes import timestamp
from shared.stamped.merging import Change, Item, Operation
from shared.stamped.things import ATTEMPTS, Things

TOMBSTONE_KEPT = timedelta(days=30)
LIFE = "deleted_at"
NOW = Edited()

# What else is written when an item is deleted (with its `ttl`) or restored (None).
Beside = Callable[[Item, int | None], Iterable[Operation]]


def _nothing(item: Item, ttl: int | None) -> Iterable[Operation]:
    return ()


def delete(
    things: Things,
    thing_id: str,
    if_match: str | None,
    now: datetime,
    edited: Edited = NOW,
    beside: Beside = _nothing,
) -> None:
    """Raises NotFound, also for one that is deleted already; StaleVersion."""

    def plan(item: Item) -> Change | None:
        text = edited.text(now, item.get("stamps", {}))
        return None if text < _life(item) else deleted(item, text, now, beside)

    try:
        things.change(thing_id, plan, if_match)
    except NotFound:
        _delete_again(things, thing_id, now, edited)
        raise


def deleted(item: Item, text: str, now: datetime, beside: Beside = _nothing) -> Change:
    """The deletion with the stamp `text`."""
    ttl = int((now + TOMBSTONE_KEPT).timestamp())
    new = {LIFE: timestamp(now), "ttl": ttl, **lived(item, text)}
    return Change(new, beside=tuple(beside(item, ttl)))


def lived(item: Item, text: str) -> Item:
    """What an edit of the life with the stamp `text` sets in any case."""
    return {"stamps": {**item.get("stamps", {}), LIFE: text}, "version": item["version"] + 1}


def restore(
    things: Things,
    thing_id: str,
    most: int,
    now: datetime,
    edited: Edited = NOW,
    beside: Beside = _nothing,
) -> Item:
    """The thing as it was before it was deleted; one that is there stays as it is. Raises NotFound when it
    was never there, is gone for good, or was deleted later; Conflict when there are `most` already."""
    for _ in range(ATTEMPTS):
        item = things.find_any(thing_id)
        if item is None or (LIFE in item and edited.text(now, item.get("stamps", {})) < _life(item)):
            raise NotFound(
                f"There is no such {things.name} any more; deleted ones can be restored for 30 days."
            )
        if LIFE in item:
            things.check_room(most)
            change = restored(item, edited.text(now, item.get("stamps", {})), now, beside)
        elif _is_later(item, edited, now):  # a deletion from before it may arrive after it
            change = Change(lived(item, edited.text(now, {})))
        else:
            return item
        written = things.write(item, change)
        if written is not None:
            return written
    raise things.busy()


def restored(item: Item, text: str, now: datetime, beside: Beside = _nothing) -> Change:
    """The restoring with the stamp `text`."""
    new = {"updated_at": timestamp(now), **lived(item, text)}
    return Change(new, frozenset((LIFE, "ttl")), tuple(beside(item, None)))


def _delete_again(things: Things, thing_id: str, now: datetime, edited: Edited) -> None:
    """Of several deletions the latest counts: a restoring from before it may arrive after it."""
    for _ in range(ATTEMPTS):
        item = things.find_any(thing_id)
        if item is None or LIFE not in item or not _is_later(item, edited, now):
            return
        if things.write(item, Change(lived(item, edited.text(now, {})))) is not None:
            return


def _is_later(item: Item, edited: Edited, now: datetime) -> bool:
    """Whether an edit that says when it was made is later than what gave or took the thing its life."""
    return edited.edited_at is not None and edited.text(now, {}) > _life(item)


def _life(item: Item) -> str:
    stamp: str = item.get("stamps", {}).get(LIFE, "")
    return stamp
