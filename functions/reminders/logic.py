"""One minute after the other: what is due is sent to the queue, and goes on to its next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from shared.errors import Unavailable
from shared.log import logger
from shared.metrics import count
from shared.notify_message import Message, from_body
from shared.notify_queue import NotQueued
from shared.reminders.clock import minute_from, minute_text, this_minute
from shared.reminders.due import ENTRIES_A_SHARD, GRACE, KEPT, MAX_WIDTH, UNREADABLE, Clock, Entry, Ref
from shared.reminders.rule import Rule, rule_from
from shared.stream import set_aside

# So much time is left when a tick stops; the next one goes on.
ENOUGH_S = 60.0
MINUTES_A_STEP = 60


class Index(Protocol):
    def clock(self) -> Clock: ...

    def entry(self, ref: Ref, rule: Rule, after: datetime, now: datetime) -> Entry | None: ...

    def widen(self, width: int, now: datetime) -> None: ...


class DueEntries(Protocol):
    """Methods raise Unavailable."""

    def some(self, minute: str, shard: int, most: int) -> tuple[list[Entry], bool]:
        """Entries of the shard, `most` at most, and whether these are all."""

    def all(self, minute: str, shard: int) -> list[Entry]: ...

    def put(self, entries: Sequence[Entry]) -> None: ...

    def move(self, moves: Sequence[tuple[Entry, Entry | None]]) -> None:
        """Has each thing's pointer name the second entry in place of the first, if it still names that."""

    def remove(self, entries: Sequence[Entry]) -> None: ...

    def worked_off(self, minute: str) -> None:
        """Notes that nothing is left of this minute and those before it."""


class Calls(Protocol):
    def work(self, minute: str, shard: int) -> None:
        """Has this function work off a shard, without waiting for it."""


# So many entries are settled by a thread, and so many threads wait for AWS at a time.
PORTION, AT_ONCE = 100, 8
_Some = TypeVar("_Some")
_Found = TypeVar("_Found")


class Limits(NamedTuple):
    """own: so many entries a tick works off itself; what is more than that is for others, at the same time.
    a_shard: when one holds more, there are to be more shards."""

    own: int = PORTION
    a_shard: int = ENTRIES_A_SHARD


class _Plan(NamedTuple):
    """What is to be done about an entry: put `later`, send `message`."""

    entry: Entry
    later: Entry | None
    message: Message | None


class Reminders:
    """`send` queues messages, and raises NotQueued for those that it could not."""

    def __init__(
        self,
        index: Index,
        due: DueEntries,
        send: Callable[[Sequence[Message]], None],
        calls: Calls,
        limits: Limits = Limits(),  # noqa: B008 - it cannot be changed
    ) -> None:
        self._index, self._due, self._send, self._calls, self._limits = index, due, send, calls, limits

    def tick(self, now: datetime, time_left_s: Callable[[], float]) -> None:
        """Works off all minutes since the last time, up to now. After an outage it stops in time, and the
        next tick goes on from there. Raises Unavailable."""
        clock, budget = self._index.clock(), self._limits.own
        minutes = list(_minutes(clock.until, now))
        for number, minute in enumerate(minutes, 1):
            for shard in range(clock.width):
                budget -= self._begin(minute, shard, budget, now)
            if number == len(minutes) or number % MINUTES_A_STEP == 0:
                self._due.worked_off(minute)
                if time_left_s() < ENOUGH_S:
                    return

    def _begin(self, minute: str, shard: int, budget: int, now: datetime) -> int:
        """Works off the shard, or has that done; how many entries it has itself."""
        entries, are_all = self._due.some(minute, shard, max(budget, 0) + 1)
        if are_all and not entries:
            return 0
        if are_all and len(entries) <= budget:
            try:
                self._work_off(entries, now)
            except (NotQueued, Unavailable):
                logger.warning("a shard is tried again by itself", minute=minute, shard=shard)
            else:
                return len(entries)
        self._calls.work(minute, shard)
        return 0

    def work(self, minute: str, shard: int, now: datetime) -> None:
        """Works off one shard. Raises NotQueued and Unavailable: it can be called again."""
        entries = self._due.all(minute, shard)
        if len(entries) > self._limits.a_shard:
            width = _wider(self._index.clock().width, len(entries), self._limits.a_shard)
            self._index.widen(width, now)
        self._work_off(entries, now)

    def _work_off(self, entries: Sequence[Entry], now: datetime) -> None:
        plans = list(self._plans(entries, now))
        portions = [plans[start : start + PORTION] for start in range(0, len(plans), PORTION)]
        unsent = [message for some in side_by_side(self._settle, portions) for message in some]
        sent = sum(plan.message is not None for plan in plans) - len(unsent)
        logger.info("reminders sent", reminders=sent, entries=len(entries))
        count("RemindersSent", sent)
        if unsent:
            raise NotQueued(unsent)

    def _settle(self, plans: Sequence[_Plan]) -> list[Message]:
        """Carries out some plans; the messages that could not be sent. In this order, so that whatever is cut
        off is done again and nothing is lost: what is next, the messages, the pointers, and only then the
        entries go."""
        self._due.put([plan.later for plan in plans if plan.later is not None])
        unsent = self._unsent([plan.message for plan in plans if plan.message is not None])
        done = [plan for plan in plans if plan.message is None or _name(plan.message) not in unsent]
        self._due.move([(plan.entry, plan.later) for plan in done])
        self._due.remove([plan.entry for plan in done])
        return list(unsent.values())

    def _plans(self, entries: Sequence[Entry], now: datetime) -> Iterator[_Plan]:
        for entry in entries:
            try:
                yield _Plan(entry, self._next(entry, now), message_of(entry) if entry.is_time else None)
            except UNREADABLE:
                set_aside("nobody can tell when this reminds", reminder=entry.ref.id)

    def _unsent(self, messages: Sequence[Message]) -> dict[tuple[str, str], Message]:
        try:
            self._send(messages)
        except NotQueued as failed:
            return {_name(message): message for message in failed.messages}
        return {}

    def _next(self, entry: Entry, now: datetime) -> Entry | None:
        """Later than now, however late this one is: after an outage a thing reminds once."""
        if not entry.rule:
            return None
        at = minute_from(entry.at)
        after = max(at, now - GRACE) if entry.is_time else now
        return self._index.entry(entry.ref, rule_from(entry.rule), after, now)


def message_of(entry: Entry) -> Message:
    """What goes to the queue. Raises ValueError for an entry that is not to be understood."""
    if entry.message is not None:
        return from_body(entry.message)
    (user_id, kind, identifier), rule, at = entry.ref, rule_from(entry.rule), minute_from(entry.at)
    day, name = rule.day_of(at), f"{kind}#{identifier}#{entry.at}"
    if kind == "digest":
        return Message(name, "digest", user_id, {"week": _last_monday(day).isoformat()}, at)
    about = {"of": kind, "id": identifier, "date": day.isoformat(), "time": rule.time_of(at)}
    return Message(name, "reminder", user_id, about, at)


def side_by_side(work: Callable[[_Some], _Found], portions: Sequence[_Some]) -> list[_Found]:
    """What `work` makes of each. All are tried; then the first error is raised."""
    if len(portions) <= 1:
        return [work(portion) for portion in portions]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(work, portions))


def _name(message: Message) -> tuple[str, str]:
    return message.user_id, message.id


def _last_monday(day: date) -> date:
    """The Monday of the week that was over before the day's own began."""
    return day - timedelta(days=day.weekday() + 7)


def _minutes(until: str | None, now: datetime) -> Iterator[str]:
    """From the one after `until` to this one, as far back as entries are kept."""
    last = this_minute(now)
    at = last if until is None else max(minute_from(until) + timedelta(minutes=1), last - KEPT)
    while at <= last:
        yield minute_text(at)
        at += timedelta(minutes=1)


def _wider(width: int, entries: int, most: int) -> int:
    """So many shards that none holds more than `most` entries; a power of two, and no more than there may
    be."""
    while entries > most and width < MAX_WIDTH:
        width, entries = width * 2, (entries + 1) // 2
    return width
