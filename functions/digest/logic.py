"""Sending one digest, once, if it is still wanted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol

from functions.digest.week import Week, week_of

if TYPE_CHECKING:
    from functions.digest.repository import Weeks
    from shared.notifications.outbox import Outcome
    from shared.notifications.people import Person


class Sender(Protocol):
    def send(self, person: Person, week: Week, now: datetime) -> Outcome:
        """Raises what a later attempt may cure."""


class Digest:
    def __init__(self, weeks: Weeks, sender: Sender) -> None:
        self._weeks, self._sender = weeks, sender

    def send(self, user_id: str, notification_id: str, now: datetime) -> Outcome | Literal["done before"]:
        """What became of it. Raises Busy while another is at it; else what a later attempt may cure."""
        person, outbox = self._weeks.person(user_id), self._weeks.outbox(user_id)
        item = outbox.find(notification_id) if person else None
        if person is None or item is None or not outbox.take(item, "mail", now):
            return "done before"
        outcome: Outcome = "off"
        if person.wants("digest", "mail"):
            monday = date.fromisoformat(item["ref"]["week"])
            week = week_of(monday, self._weeks.records(person, monday))
            # Who had nothing to do, or tracks nothing any more, is not told so every week.
            if week.rows:
                outcome = self._sender.send(person, week, now)
        outbox.mark(item, "mail", outcome)
        return outcome
