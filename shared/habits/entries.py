"""Single amounts of a numeric day: a set that merges. What a day comes to is a function of the set of its
edits, so it does not matter in which order, how often and from which devices they arrive.

- The base is the latest mark that was set (or taken away) for the day as a whole.
- Amounts that were entered after the base add up on top of it. A base that is not done counts as nothing.
- Amounts that are not later than the base are in it already: whoever sets the whole has seen them, or
  overrules them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.habits.limits import MAX_AMOUNT
from shared.habits.marks import DONE, STAMP_LENGTH, UNMARKED, Mark, decode_mark, encode_mark


class Entry(NamedTuple):
    """When it was last edited (a stamp of marks.encode_stamp) and the amount in thousandths, None once it has
    been removed."""

    stamp: str
    amount: int | None

    def order(self) -> tuple[str, int]:
        """What the latest of two edits has more of; of two with one stamp (no device does that) always the
        same counts."""
        return self.stamp, -1 if self.amount is None else self.amount


class Entries(NamedTuple):
    """A day's edits that count. base: an encoded mark (marks.encode), None when the day was never marked as a
    whole. later: by id, those that are later than the base; removed ones stay, so that an edit from before
    does not bring them back."""

    base: str | None
    later: Mapping[str, Entry]

    def marked(self, text: str) -> Entries:
        """With a mark (encoded) of the whole day."""
        return _settled(max(self.base or "", text), self.later)

    def entered(self, entry_id: str, entry: Entry) -> Entries:
        """With an edit of one amount."""
        known = self.later.get(entry_id)
        latest = entry if known is None else max(known, entry, key=Entry.order)
        return _settled(self.base, {**self.later, entry_id: latest})

    @property
    def stamp(self) -> str:
        """Of the latest edit; "" when there was none."""
        return max([(self.base or "")[:STAMP_LENGTH], *(entry.stamp for entry in self.later.values())])

    def effective(self) -> str:
        """The day's encoded mark: what it comes to, with the stamp of the latest edit."""
        whole = decode_mark(self.base) if self.base else Mark(UNMARKED)
        amounts = [entry.amount for entry in self.later.values() if entry.amount is not None]
        if amounts:
            before = whole.amount or 0 if whole.status == DONE else 0
            whole = Mark(DONE, min(before + sum(amounts), MAX_AMOUNT * 1000))
        return self.stamp + encode_mark(whole)


def entries_from(item: Mapping[str, Any] | None, text: str | None) -> Entries:
    """Of an ENTRIES# item. None: the day has no single amounts yet, and `text` is its mark in the month."""
    if item is None:
        return Entries(text, {})
    return _settled(item.get("base"), {one: Entry(*kept) for one, kept in item["entries"].items()})


def entries_attributes(entries: Entries) -> dict[str, Any]:
    """What an ENTRIES# item holds beside its keys and its version."""
    kept = {entry_id: list(entry) for entry_id, entry in entries.later.items()}
    return {"entries": kept, **({"base": entries.base} if entries.base else {})}


def _settled(base: str | None, entries: Mapping[str, Entry]) -> Entries:
    settled = (base or "")[:STAMP_LENGTH]
    return Entries(base, {one: entry for one, entry in entries.items() if entry.stamp > settled})
