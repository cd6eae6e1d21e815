"""Telling one person one thing: noting it in the inbox, then sending it where they want it. Every step bears
being repeated, by the same message coming again, late, in another order, or twice at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from shared.habits.shapes import timestamp
from shared.log import logger
from shared.notifications import outbox as outboxes
from shared.notifications.inbox import notification_id
from shared.notifications.quiet import quiet_until
from shared.notify_message import to_body

if TYPE_CHECKING:
    from shared.notifications.outbox import Channel, Outbox, Outcome
    from shared.notifications.people import Person
    from shared.notify_message import Message

Item = Mapping[str, Any]


class People(Protocol):
    def find(self, user_id: str) -> Person | None:
        """None for somebody who has been erased. Raises Unavailable."""

    def outbox(self, user_id: str) -> Outbox: ...

    def id_for(self, message: Message, now: datetime) -> str:
        """The id of the message's notification: always the same. Raises Unavailable."""


class Subjects(Protocol):
    def ref_of(self, message: Message, person: Person, now: datetime) -> Mapping[str, Any] | None:
        """The message's ref with the names of things; None when there is nothing to tell (any more)."""


class Held(Protocol):
    def hold(
        self, user_id: str, held_id: str, body: Mapping[str, Any], until: datetime, now: datetime
    ) -> None: ...


class Sender(Protocol):
    def can_reach(self, person: Person) -> bool: ...

    def send(self, person: Person, item: Item, now: datetime) -> Outcome:
        """Raises what a later attempt may cure."""


class Digests(Protocol):
    def ask_for(self, user_id: str, notification_id: str) -> None:
        """Has the digest made and sent. Raises what a later attempt may cure."""


class Notifier:
    def __init__(
        self,
        people: People,
        subjects: Subjects,
        held: Held,
        senders: Mapping[Channel, Sender],
        digests: Digests,
    ) -> None:
        self._people, self._subjects, self._held = people, subjects, held
        self._senders, self._digests = senders, digests

    def tell(self, message: Message, now: datetime) -> None:
        """Raises Busy while another has the same message; else what a later attempt may cure."""
        person = self._people.find(message.user_id)
        ref = self._subjects.ref_of(message, person, now) if person else None
        if person is None or ref is None:
            return logger.info("nothing to tell any more", kind=message.kind)
        new = self._new(message, person, ref, now)
        if new is None:
            return logger.info("nobody wants to be told", kind=message.kind)
        outbox = self._people.outbox(message.user_id)
        item = outbox.make(self._people.id_for(message, now), new, now)
        # A snooze was for this very time.
        snoozed = message.ref.get("snoozed")
        until = None if snoozed else quiet_until(person.quiet_hours, person.zone, now)
        waiting = [way for way in outboxes.CHANNELS if outboxes.is_waiting(item, way)]
        if until and waiting:
            self._hold(message, item, outbox, until, now)
        elif message.kind == "digest":
            if waiting:
                self._digests.ask_for(message.user_id, notification_id(item))
        else:
            self._send_all(person, item, outbox, now)
        return None

    def _new(
        self, message: Message, person: Person, ref: Mapping[str, Any], now: datetime
    ) -> dict[str, Any] | None:
        """The notification as it begins; None when the person wants it nowhere."""
        ways = [
            way
            for way in outboxes.CHANNELS
            if person.wants(message.kind, way) and self._senders[way].can_reach(person)
        ]
        hidden = not person.wants(message.kind, "in_app")
        if hidden and not ways:
            return None
        new: dict[str, Any] = {"kind": message.kind, "ref": dict(ref), "at": timestamp(message.due or now)}
        return {**new, **dict.fromkeys(ways, outboxes.PENDING), **({"hidden": True} if hidden else {})}

    def _hold(self, message: Message, item: Item, outbox: Outbox, until: datetime, now: datetime) -> None:
        """Until the quiet hours are over. First it is made sure that it comes back, then it is noted."""
        self._held.hold(message.user_id, _held_id(message, item), to_body(message, now), until, now)
        for way in outboxes.CHANNELS:
            if outboxes.is_waiting(item, way):
                outbox.hold(item, way)

    def _send_all(self, person: Person, item: Item, outbox: Outbox, now: datetime) -> None:
        """One way does not wait for another."""
        failures = []
        for way in outboxes.CHANNELS:
            try:
                self._send(way, person, item, outbox, now)
            except Exception as failure:  # noqa: BLE001  # raised below, when all has been tried
                failures.append(failure)
        if failures:
            raise failures[0]

    def _send(self, way: Channel, person: Person, item: Item, outbox: Outbox, now: datetime) -> None:
        if not outbox.take(item, way, now):
            return
        if person.wants(item["kind"], way) and self._senders[way].can_reach(person):
            outbox.mark(item, way, self._senders[way].send(person, item, now))
        else:
            outbox.mark(item, way, "off")


def _held_id(message: Message, item: Item) -> str:
    """Of several reminders of one thing and day the last is enough when the quiet hours end."""
    if message.kind != "reminder":
        return notification_id(item)
    return "#".join(("quiet", *(str(message.ref[name]) for name in ("date", "of", "id"))))
