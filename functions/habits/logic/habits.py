"""Making, changing, ordering and deleting habits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.errors import Conflict, FieldError, Invalid, NotFound, StaleVersion
from shared.habits.edited import Edited
from shared.habits.items import TOMBSTONE_KEPT
from shared.habits.limits import FIRST_DAY, MAX_HABITS
from shared.habits.shapes import timestamp
from shared.ids import is_ulid, new_ulid

if TYPE_CHECKING:
    from shared.habits.store import HabitStore

Item = dict[str, Any]

# What decides how days are counted: a change of one makes all statistics be computed anew.
_COUNTING = frozenset({"target", "target_type", "schedule", "start_date", "end_date"})
_ATTEMPTS = 5
_LIFE = "deleted_at"  # deleting and restoring are edits of this field
NOW = Edited()


def found(store: HabitStore, habit_id: str) -> Item:
    """The habit's item. Raises NotFound for what is not there, deleted or another user's."""
    item = store.find(habit_id) if is_ulid(habit_id) else None
    if item is None:
        raise NotFound("There is no such habit; it may have been deleted.")
    return item


def create(store: HabitStore, fields: Item, now: datetime) -> tuple[Item, bool]:
    """A new habit from a create's fields (JSON values), and True; or the one that the same request has made
    before, and False.

    Raises Invalid, and Conflict when the id is another habit's or there are too many.
    """
    check(fields)
    made_from = _fingerprint(fields)
    item = _new_item(fields, made_from, now)
    check_room(store)
    there = store.create(item)
    if there is None:
        return item, True
    if "deleted_at" in there:
        raise Conflict("This habit has been deleted. Make a new one with another id.", code="habit-deleted")
    if there.get("made_from") != made_from:
        raise Conflict("Another habit has this id. Make a new id.", code="id-taken")
    return there, False


def change(
    store: HabitStore,
    habit_id: str,
    fields: Item,
    if_match: str | None,
    now: datetime,
    edited: Edited = NOW,
) -> Item:
    """The habit with the fields of a change (JSON values; null removes), except those that a later edit has
    set. Raises NotFound, StaleVersion, Invalid."""
    item = found(store, habit_id)
    for _ in range(_ATTEMPTS):
        _match(item, if_match)
        known = item.get("stamps", {})
        text = edited.text(now, known)
        winning = {name: value for name, value in fields.items() if known.get(name, "") <= text}
        new, remove = _difference(item, winning)
        differs = bool(new or remove)
        if not differs and (edited.edited_at is None or all(known.get(name) == text for name in winning)):
            return item
        check({**item, **winning})
        new |= {"version": item["version"] + 1, "stamps": {**known, **dict.fromkeys(winning, text)}}
        if differs:
            new["updated_at"] = timestamp(now)
        if _COUNTING & (new.keys() | remove):
            new["dirty_from"] = FIRST_DAY.isoformat()
            remove = {*remove, "checkpoint"}
        changed = store.change(habit_id, item["version"], new, remove)
        if changed is not None:
            return changed
        item = _again(store, habit_id)
    raise _busy()


def delete(
    store: HabitStore, habit_id: str, if_match: str | None, now: datetime, edited: Edited = NOW
) -> None:
    """Leaves a tombstone, which goes (with the check-ins) after a month, unless the habit was restored by a
    later edit. Raises NotFound, also for one that is deleted already; StaleVersion."""
    try:
        item = found(store, habit_id)
        for _ in range(_ATTEMPTS):
            _match(item, if_match)
            known = item.get("stamps", {})
            text = edited.text(now, known)
            if text < known.get(_LIFE, ""):
                return
            tombstone = {"deleted_at": timestamp(now), "ttl": int((now + TOMBSTONE_KEPT).timestamp())}
            if _set_life(store, item, text, tombstone) is not None:
                return
            item = _again(store, habit_id)
    except NotFound:
        _delete_again(store, habit_id, now, edited)
        raise
    raise _busy()


def _delete_again(store: HabitStore, habit_id: str, now: datetime, edited: Edited) -> None:
    """Of several deletions the latest counts: a restoring from before it may arrive after it."""
    for _ in range(_ATTEMPTS):
        item = store.find_any(habit_id) if is_ulid(habit_id) else None
        if item is None or "deleted_at" not in item or not _is_later(item, edited, now):
            return
        if _set_life(store, item, edited.text(now, {}), {}) is not None:
            return


def restore(store: HabitStore, habit_id: str, now: datetime, edited: Edited = NOW) -> Item:
    """The habit as it was before it was deleted; one that is there stays as it is. Raises NotFound when it
    was never there, is gone for good, or was deleted later; Conflict when there is no room."""
    for _ in range(_ATTEMPTS):
        item = store.find_any(habit_id) if is_ulid(habit_id) else None
        known = item.get("stamps", {}) if item else {}
        text = edited.text(now, known)
        if item is None or ("deleted_at" in item and text < known.get(_LIFE, "")):
            raise NotFound("There is no such habit any more; deleted ones can be restored for 30 days.")
        if "deleted_at" in item:
            check_room(store)
            restored = _set_life(store, item, text, {"updated_at": timestamp(now)}, ("deleted_at", "ttl"))
        elif _is_later(item, edited, now):  # a deletion from before it may arrive after it
            restored = _set_life(store, item, text, {})
        else:
            return item
        if restored is not None:
            return restored
    raise _busy()


def _is_later(item: Item, edited: Edited, now: datetime) -> bool:
    """Whether an edit that says when it was made is later than what gave or took the habit its life."""
    known: str = item.get("stamps", {}).get(_LIFE, "")
    return edited.edited_at is not None and edited.text(now, {}) > known


def _set_life(
    store: HabitStore, item: Item, text: str, new: Item, remove: tuple[str, ...] = ()
) -> Item | None:
    """The habit after the edit of its life with the stamp `text`; None when it has changed meanwhile."""
    life = {"stamps": {**item.get("stamps", {}), _LIFE: text}, "version": item["version"] + 1}
    return store.change(item["id"], item["version"], {**new, **life}, remove, deleted="deleted_at" in item)


def check_room(store: HabitStore) -> None:
    """Raises Conflict when there are as many habits as there may be."""
    if len(store.all()[0]) >= MAX_HABITS:
        raise Conflict(
            f"There are {MAX_HABITS} habits already. Delete one to make room.", code="too-many-habits"
        )


def order(store: HabitStore, ids: list[str], now: datetime, edited: Edited = NOW) -> None:
    """Keeps the order of showing, unless a later one is there. Raises Invalid for ids that are unknown or
    named twice."""
    known = {item["id"] for item in store.all()[0]}
    errors = []
    for index, habit_id in enumerate(ids):
        if habit_id not in known:
            errors.append(FieldError(f"/ids/{index}", "is not one of your habits"))
        elif habit_id in ids[:index]:
            errors.append(FieldError(f"/ids/{index}", "is named twice"))
    if errors:
        raise Invalid("The order must name each of its habits once.", errors)
    store.save_order(ids, edited.text(now, {}))


def check(fields: Mapping[str, Any]) -> None:
    """What several fields must agree on. Raises Invalid."""
    errors = [*_target_errors(fields)]
    begins, ends = fields.get("start_date"), fields.get("end_date")
    if begins and ends and ends < begins:
        errors.append(FieldError("/end_date", "must not be before start_date"))
    if errors:
        raise Invalid("Some values do not fit together.", errors)


def _target_errors(fields: Mapping[str, Any]) -> list[FieldError]:
    target = fields.get("target")
    if fields["kind"] == "yes_no":
        given = [name for name in ("target", "unit") if fields.get(name)]
        return [FieldError(f"/{name}", "is for numeric habits only") for name in given]
    if target is None:
        return [FieldError("/target", "is required for a numeric habit")]
    if fields["target_type"] == "at_least" and target < 0.001:
        return [FieldError("/target", "must be more than 0 when it is a minimum")]
    return []


def _new_item(fields: Item, made_from: str, now: datetime) -> Item:
    given = {name: value for name, value in fields.items() if value not in (None, "", [])}
    made = timestamp(now)
    fixed = {"archived": False, "version": 1, "made_from": made_from, "created_at": made, "updated_at": made}
    return {**given, "id": fields.get("id") or new_ulid(now), **fixed}


def _difference(item: Item, fields: Item) -> tuple[Item, set[str]]:
    if fields.get("kind", item["kind"]) != item["kind"]:
        message = "cannot change: the days recorded so far would lose their meaning. Make a new habit"
        raise Invalid("The kind of a habit stays.", [FieldError("/kind", message)])
    empty = {name for name, value in fields.items() if value in (None, "", [])}
    new = {name: value for name, value in fields.items() if name not in empty and item.get(name) != value}
    return new, {name for name in empty if name in item}


def _match(item: Item, if_match: str | None) -> None:
    if if_match is not None and if_match != str(item["version"]):
        raise StaleVersion("The habit has changed since you read it. Read it again and repeat the change.")


def _again(store: HabitStore, habit_id: str) -> Item:
    item = store.find_now(habit_id)
    if item is None:
        raise NotFound("The habit has been deleted.")
    return item


def _busy() -> Conflict:
    return Conflict("The habit is being changed by someone else. Repeat the request.")


def _fingerprint(fields: Item) -> str:
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
