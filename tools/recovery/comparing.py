"""Whether a restored table is the live one as it was at that time.

An item that has not changed since is to be the same in both. What has changed since, the table's stream tells
(it keeps 24 hours, with images from before and after each change): the restored item is to be the image from
before the first change. So every item is held to something, also those that people go on writing to.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

Item = Mapping[str, Any]
Key = tuple[str, str]
Contents = dict[Key, str]

# Restores and the stream's times are exact to a second; a change within it may be on either side.
EDGE = timedelta(seconds=1)
# Of these the sort key's beginning says what an item is; elsewhere it can be somebody's id.
_NAMED_PARTS = ("USER", "AUTH")
_NAME = re.compile(r"[A-Z]+")


def key_of(item: Item) -> Key:
    return item["pk"]["S"], item["sk"]["S"]


def kind_of(key: Key) -> str:
    """What sort of item it is, without anybody's id: USER#HABIT, DUE."""
    partition, sort_key = key[0].partition("#")[0], _NAME.match(key[1])
    return f"{partition}#{sort_key[0]}" if partition in _NAMED_PARTS and sort_key else partition


def digest(item: Item) -> str:
    """The same for items that DynamoDB holds to be equal: attributes and sets have no order."""
    return hashlib.blake2b(json.dumps(_plain(item), sort_keys=True).encode(), digest_size=8).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {
            name: sorted(map(_plain, part))
            if name in ("SS", "NS", "BS") and isinstance(part, list)
            else _plain(part)
            for name, part in value.items()
        }
    return [_plain(part) for part in value] if isinstance(value, list) else value


class Change(NamedTuple):
    """A record of the stream: what was there before and after, as digests; None where there was nothing."""

    key: Key
    at: datetime
    before: str | None
    after: str | None


@dataclass
class Kind:
    """How many items of a kind there are, what they add up to, how many have changed since, and how many are
    as nothing explains. `unknown`: differences from before the stream's memory."""

    live: int = 0
    restored: int = 0
    live_sum: int = 0
    restored_sum: int = 0
    changed: int = 0
    wrong: int = 0
    unknown: int = 0

    @property
    def verdict(self) -> str:
        if self.wrong:
            return f"{self.wrong} DIFFER"
        if self.unknown:
            return f"{self.unknown} differ, older than the stream"
        return "same" if self.live_sum == self.restored_sum else f"same but for {self.changed} changed since"


@dataclass
class Comparison:
    kinds: dict[str, Kind] = field(default_factory=dict)

    def of(self, key: Key) -> Kind:
        return self.kinds.setdefault(kind_of(key), Kind())

    @property
    def wrong(self) -> int:
        return sum(kind.wrong for kind in self.kinds.values())

    @property
    def unknown(self) -> int:
        return sum(kind.unknown for kind in self.kinds.values())


def compare(
    live: Contents, restored: Contents, changes: Iterable[Change], at: datetime, covered: bool
) -> Comparison:
    """`live` was read before `changes`, which are all since `at`, in order, when the stream has `covered`
    that time."""
    history = _History(changes, at)
    found = Comparison()
    for key in {*live, *restored, *history.keys}:
        here, there = live.get(key), restored.get(key)
        _count(found.of(key), here, there)
        if there in history.expected(key, here):
            found.of(key).changed += here != there
        elif covered:
            found.of(key).wrong += 1
        else:
            found.of(key).unknown += 1
    return found


def _count(kind: Kind, here: str | None, there: str | None) -> None:
    """Sums do not depend on the order in which items are read."""
    kind.live += here is not None
    kind.restored += there is not None
    kind.live_sum = (kind.live_sum + int(here or "0", 16)) % 2**64
    kind.restored_sum = (kind.restored_sum + int(there or "0", 16)) % 2**64


class _History:
    """What each key may have been at that time, as far as it has changed since."""

    def __init__(self, changes: Iterable[Change], at: datetime) -> None:
        self._possible: dict[Key, set[str | None]] = {}
        settled: set[Key] = set()
        for change in changes:
            if change.at < at - EDGE or change.key in settled:
                continue
            possible = self._possible.setdefault(change.key, set())
            possible.add(change.before)
            if change.at > at + EDGE:
                settled.add(change.key)
            else:
                possible.add(change.after)

    @property
    def keys(self) -> Iterable[Key]:
        return self._possible.keys()

    def expected(self, key: Key, live: str | None) -> set[str | None]:
        return self._possible.get(key, {live})
