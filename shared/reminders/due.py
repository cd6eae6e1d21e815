"""The due index: what reminds in which minute, found without a scan.

| pk | sk | what |
|---|---|---|
| USER#<user> | REMINDER#<kind>#<id> | where its entry is: `due`, `shard`; `rule`, by which it goes on |
| DUE#<minute>#<shard> | <user>#<kind>#<id> | the entry: `at`, the minute that it reminds in, and `rule`
(rule.py) or `message` (of kind held: what is to go to the queue then) |
| DUE#CLOCK | CLOCK | `until`: the last minute that has been worked off; `width`: how many shards there are |

Minutes are `YYYY-MM-DDTHH:MM` in UTC. Kinds: habit, task, digest (one entry each, however many reminders it
has) and held. An entry counts only while its REMINDER# names it: whoever moves one puts the new entry
first, then changes REMINDER# on condition that it still is as it was read, then removes the old entry. What
is left of a move that was cut off or overtaken is dropped when its minute comes.

An entry's minute is `at`, but never sooner than MARGIN from now, or the minute might have been worked off
before the entry is there, and never later than HORIZON: then it is only looked at, and moved on by the
clocks' rules as they are known by then.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.errors import Unavailable
from shared.reminders.clock import minute_from, minute_text, this_minute
from shared.reminders.rule import Rule
from shared.table import ConditionFailed, Table

PREFIX = "REMINDER#"
DUE_PREFIX = "DUE#"
CLOCK = ("DUE#CLOCK", "CLOCK")
MARGIN = timedelta(minutes=2)
HORIZON = timedelta(days=7)
# What was set a moment before its time, or lies so close behind another of the same thing, still comes.
GRACE = timedelta(minutes=3)
MAX_WIDTH = 64
# Read in two requests, and written at a rate that one partition bears.
ENTRIES_A_SHARD = 1000
# So long a stack may rest and then go on with every reminder.
KEPT = timedelta(days=400)
# What goes wrong when an entry is not as it should be; nobody else's may wait for it.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
_LOST = timedelta(hours=1)
_WIDTH_KEPT = timedelta(minutes=5)
_ATTEMPTS = 5

HELD = "held"
_PLACE = ("due", "shard", "rule")
Item = dict[str, Any]
Key = tuple[str, str]


class Ref(NamedTuple):
    """What reminds: a habit, a task, the digest or something held, of one person."""

    user_id: str
    kind: str
    id: str

    @property
    def key(self) -> Key:
        return f"USER#{self.user_id}", f"{PREFIX}{self.kind}#{self.id}"


class Entry(NamedTuple):
    """One of the index. minute, at: texts; rule: "" for what is held, which has a message instead."""

    ref: Ref
    minute: str
    shard: int
    at: str
    rule: str = ""
    message: Mapping[str, Any] | None = None

    @property
    def key(self) -> Key:
        return f"{DUE_PREFIX}{self.minute}#{self.shard}", "#".join(self.ref)

    @property
    def is_time(self) -> bool:
        """Whether it reminds in its minute, and is not only looked at."""
        return self.at <= self.minute

    def item(self) -> Item:
        pk, sk = self.key
        ttl = int((minute_from(self.minute) + KEPT).timestamp())
        held = {"message": self.message} if self.message is not None else {}
        return {"pk": pk, "sk": sk, "at": self.at, "rule": self.rule, "ttl": ttl, **held}

    def place(self) -> Item:
        """What the REMINDER# item that names this entry says."""
        return {"due": self.minute, "shard": self.shard, "rule": self.rule}


def ref_from(key: Key) -> Ref:
    """The reverse of `Ref.key`."""
    pk, sk = key
    return Ref(pk.removeprefix("USER#"), *sk.removeprefix(PREFIX).split("#", 1))


class Clock(NamedTuple):
    """until: None before the first minute."""

    until: str | None
    width: int


def entry_from(item: Mapping[str, Any]) -> Entry:
    """The entry of a DUE# item. Raises ValueError or KeyError."""
    _, minute, shard = item["pk"].split("#")
    ref = Ref(*item["sk"].split("#", 2))
    return Entry(ref, minute, int(shard), item["at"], item["rule"], item.get("message"))


def minute_for(at: datetime, now: datetime) -> datetime:
    """The minute whose shards the entry of something that reminds at `at` belongs into."""
    return min(max(at, this_minute(now) + MARGIN), this_minute(now) + HORIZON)


def shard_of(user_id: str, width: int) -> int:
    return zlib.crc32(user_id.encode()) % width


class Index:
    """That in `table`. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._width: tuple[datetime, int] | None = None

    def clock(self) -> Clock:
        item = self._table.get(*CLOCK, consistent=True) or {}
        return Clock(item.get("until"), item.get("width", 1))

    def entry(self, ref: Ref, rule: Rule, after: datetime, now: datetime) -> Entry | None:
        """Where `ref` goes on, by its rule; None when it reminds no more after `after`."""
        at = rule.next(after)
        return None if at is None else self._entry(ref, at, now)._replace(rule=rule.text())

    def place(self, ref: Ref, rule: Rule | None, after: datetime, now: datetime) -> None:
        """Has `ref` remind by `rule`, the first time after `after`; None: no more. It is left alone when it
        has the rule already. May be repeated."""
        entry = self.entry(ref, rule, after, now) if rule else None
        lost = minute_text(now - _LOST)

        def is_settled(there: Item) -> bool:
            return entry is not None and there["rule"] == entry.rule and there["due"] >= lost

        self._move(ref, entry, is_settled)

    def hold(
        self, user_id: str, held_id: str, body: Mapping[str, Any], until: datetime, now: datetime
    ) -> None:
        """Has the message (shared.notify_message.to_body) sent to the queue at `until`, to the minute. With
        the same `held_id` it takes the place of what is held under it. May be repeated."""
        ref = Ref(user_id, HELD, held_id)
        self._move(ref, self._entry(ref, until, now)._replace(message=body))

    def drop(self, ref: Ref) -> None:
        """Has `ref` remind no more."""
        self._move(ref, None)

    def width(self, now: datetime) -> int:
        """How many shards there are. It only grows, so a number of a few minutes ago will do."""
        if self._width is None or now - self._width[0] > _WIDTH_KEPT:
            self._width = now, self.clock().width
        return self._width[1]

    def widen(self, width: int, now: datetime) -> None:
        """There are at least so many shards from now on."""
        with suppress(ConditionFailed):  # there are more already
            self._table.update(
                *CLOCK,
                set={"width": width},
                condition="attribute_not_exists(#width) OR #width < :width",
                values={"width": width},
                return_new=False,
            )
        self._width = now, width

    def _entry(self, ref: Ref, at: datetime, now: datetime) -> Entry:
        shard = shard_of(ref.user_id, self.width(now))
        return Entry(ref, minute_text(minute_for(at, now)), shard, minute_text(at))

    def _move(
        self, ref: Ref, entry: Entry | None, is_settled: Callable[[Item], bool] = lambda there: False
    ) -> None:
        for _ in range(_ATTEMPTS):
            there = self._table.get(*ref.key, consistent=True)
            if (there is None and entry is None) or (there is not None and is_settled(there)):
                return
            try:
                self._table.transact(*self._operations(ref, there, entry))
            except ConditionFailed:
                continue  # its minute has come, or it was changed elsewhere
            return
        raise Unavailable("The reminder is being changed elsewhere. Try again.", retry_after_s=1)

    def _operations(self, ref: Ref, there: Item | None, entry: Entry | None) -> Iterator[Item]:
        old = (f"{DUE_PREFIX}{there['due']}#{there['shard']}", "#".join(ref)) if there else None
        if entry is None:
            yield self._table.delete_operation(*ref.key, **unchanged(there))
        else:
            yield self._table.put_operation(entry.item())
            yield self._table.update_operation(*ref.key, set=entry.place(), **unchanged(there))
        if old is not None and (entry is None or entry.key != old):
            yield self._table.delete_operation(*old)


def unchanged(there: Mapping[str, Any] | None) -> dict[str, Any]:
    """The condition that a REMINDER# item still says what `there` does (arguments of the table's methods);
    None: that there is none."""
    if there is None:
        return {"condition": "attribute_not_exists(#pk)"}
    names = {name: name for name in _PLACE}
    return {
        "condition": " AND ".join(f"#{name} = :{name}" for name in _PLACE),
        "names": names,
        "values": {name: there[name] for name in _PLACE},
    }
