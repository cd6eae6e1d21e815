"""Which lines a change of the table adds to the history of a habit's edits (EDITS# items).

Each line, and its key, follows from the one change alone. So a change that is delivered again, late, or in
another order writes the same line to the same place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from functions.relay.events import changed_attributes, is_habit
from shared.habits.entries import Entries, entries_from
from shared.habits.items import CHECKINS_PREFIX, EDITS_KEPT, ENTRIES_PREFIX, HABIT_PREFIX, edits_prefix
from shared.habits.marks import (
    IMPORTED,
    STAMP_LENGTH,
    STATUS_NAMES,
    UNMARKED,
    Mark,
    amount_value,
    decode_mark,
    decode_stamp,
    encode_mark,
    entries_attribute,
    moment,
)
from shared.habits.shapes import timestamp
from shared.stream import Change, Item

# What a person sees of a habit, and so what its history tells of: nothing of statistics or versions.
FIELDS = (
    "name", "question", "description", "kind", "unit", "target", "target_type", "schedule", "colour", "icon",
    "group", "reminders", "start_date", "end_date", "archived",
)  # fmt: skip
_EMPTY: Mapping[str, Any] = {"reminders": [], "archived": False}
_LIFE = "deleted_at"


def has_history(change: Change) -> bool:
    """Whether the item is of a kind whose edits are kept."""
    return is_habit(change) or change.sk.startswith((CHECKINS_PREFIX, ENTRIES_PREFIX))


def lines_of(change: Change) -> list[Item]:
    """The lines, most often one or none. What an import writes has none: it adds one of its own."""
    if change.new is None:
        return []
    ttl = int((change.at + EDITS_KEPT).timestamp())
    return [{"pk": change.pk, **line, "ttl": ttl} for line in _lines(change, change.old or {}, change.new)]


def _lines(change: Change, old: Item, new: Item) -> Iterator[Item]:
    if is_habit(change):
        yield from _habit_lines(change, old, new)
    elif change.sk.startswith(CHECKINS_PREFIX):
        yield from _day_lines(change, old, new)
    elif change.sk.startswith(ENTRIES_PREFIX):
        yield from _amount_lines(change, new)


def _habit_lines(change: Change, old: Item, new: Item) -> Iterator[Item]:
    if new.get("importing_until") != old.get("importing_until"):
        return
    habit_id, at, device = change.sk.removeprefix(HABIT_PREFIX), timestamp(change.at), 0
    before, after = ({}, _given(new)) if change.old is None else _differences(old, new)
    if not after:
        return
    stamps = new.get("stamps", {})
    stamp = max((stamps.get(_LIFE if name == "deleted" else name, "") for name in after), default="")
    if change.old is None:
        at = new.get("created_at", at)
    elif stamp:
        made = decode_stamp(stamp)
        at, device = moment(made.time_ms), made.device
    yield _line(habit_id, at, f"v{new.get('version', 0)}", device, kind="habit", before=before, after=after)


def _given(habit: Item) -> Item:
    """What a new habit was given."""
    given = {name: habit[name] for name in FIELDS if habit.get(name) not in (None, "", [], False)}
    return given if "target" in given else {name: given[name] for name in given if name != "target_type"}


def _differences(old: Item, new: Item) -> tuple[Item, Item]:
    pairs = {name: (_shown(old, name), _shown(new, name)) for name in FIELDS}
    pairs["deleted"] = _LIFE in old, _LIFE in new
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return {name: pair[0] for name, pair in changed.items()}, {
        name: pair[1] for name, pair in changed.items()
    }


def _shown(habit: Item, name: str) -> Any:
    return habit.get(name, _EMPTY.get(name))


class _DayEdit(NamedTuple):
    """An edit of a day. stamp: 12 characters or more; part: which of the day's amounts was edited, "" for the
    whole day."""

    habit_id: str
    day: str
    stamp: str
    before: Mark
    after: Mark
    part: str = ""

    def lines(self) -> Iterator[Item]:
        made = decode_stamp(self.stamp)
        if made.device == IMPORTED or self.before == self.after:
            return
        # A day may get two marks with one stamp from a client that gives it twice: the later text is the one
        # that stays, and each has a line.
        tail = f"{self.day}#{self.stamp[7:STAMP_LENGTH]}{encode_mark(self.after)}{self.part}"
        before, after = _mark_shape(self.before), _mark_shape(self.after)
        line = _line(
            self.habit_id, moment(made.time_ms), tail, made.device, kind="checkin", before=before, after=after
        )
        yield {**line, "date": self.day}


def _day_lines(change: Change, old: Item, new: Item) -> Iterator[Item]:
    """Of a month. A day with single amounts is told of by its own item, which knows what was edited."""
    month, habit_id = change.sk.removeprefix(CHECKINS_PREFIX).split("#", 1)
    for name in sorted(changed_attributes(change)):
        if len(name) == 2 and name.isdigit() and name in new and entries_attribute(int(name)) not in new:
            before = decode_mark(old[name]) if name in old else Mark(UNMARKED)
            edit = _DayEdit(habit_id, f"{month}-{name}", new[name], before, decode_mark(new[name]))
            yield from edit.lines()


def _amount_lines(change: Change, new: Item) -> Iterator[Item]:
    """Of the single amounts of a day. The first of them finds the day's mark as what it adds to."""
    habit_id, day = change.sk.removeprefix(ENTRIES_PREFIX).split("#", 1)
    after = entries_from(new, None)
    before = entries_from(change.old, after.base)
    stamp, part = _latest_edit(before, after)
    if stamp:
        was, now = decode_mark(before.effective()), decode_mark(after.effective())
        yield from _DayEdit(habit_id, day, stamp, was, now, part).lines()


def _latest_edit(before: Entries, after: Entries) -> tuple[str, str]:
    """The stamp of the edit that made the difference, and what it was of (as _DayEdit.part)."""
    if after.base and after.base != before.base:
        return after.base, ""
    edited = [
        (entry.stamp, f"#{entry_id}")
        for entry_id, entry in after.later.items()
        if entry != before.later.get(entry_id)
    ]
    return max(edited, default=("", ""))


def _mark_shape(mark: Mark) -> Item:
    return {"status": STATUS_NAMES.get(mark.status), "value": amount_value(mark.amount)}


def _line(habit_id: str, at: str, tail: str, device: int, *, kind: str, before: Item, after: Item) -> Item:
    line = {"sk": f"{edits_prefix(habit_id)}{at}#{tail}", "at": at, "source": "app", "kind": kind}
    return {**line, "from": before, "to": after, **({"device": device} if device else {})}
