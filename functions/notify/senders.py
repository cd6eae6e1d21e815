"""Mail and text messages to a person, with the links that go into them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared import mail, sms
from shared.app_address import AppAddress
from shared.links import Links
from shared.log import logger
from shared.notifications import phone, suppression
from shared.notifications.signed import SignedLinks

if TYPE_CHECKING:
    from functions.notify.logic import Sender
    from shared.notifications.outbox import Channel, Outcome
    from shared.notifications.people import Person
    from shared.table import Table

Ref = Mapping[str, Any]


def senders(table: Table) -> Mapping[Channel, Sender]:
    links = SignedLinks(Links(table), AppAddress(table))
    return {"mail": MailSender(table, links), "sms": SmsSender(links)}


class MailSender:
    def __init__(self, table: Table, links: SignedLinks) -> None:
        self._table, self._links = table, links

    def can_reach(self, person: Person) -> bool:
        return mail.can_send()

    def send(self, person: Person, kind: str, ref: Ref, now: datetime) -> Outcome:
        """Raises MailNotNow and Unavailable."""
        from shared.notifications.mails import mail_of, unsubscribing

        if suppression.why(self._table, person.email) is not None:
            return "suppressed"
        links = self._links.of(person.id, kind, ref, now)
        try:
            mail.deliver(person.email, mail_of(kind, ref, person.language, links), unsubscribing(links))
        except mail.MailRefused as refused:
            logger.error("a mail was refused", kind=kind, code=str(refused))
            return "refused"
        return "sent"


class SmsSender:
    def __init__(self, links: SignedLinks) -> None:
        self._links = links

    def can_reach(self, person: Person) -> bool:
        return sms.available() and phone.verified(person.phone) is not None

    def send(self, person: Person, kind: str, ref: Ref, now: datetime) -> Outcome:
        """Raises NotNow and Unavailable."""
        from shared.notifications.mails import text_message_of

        links = self._links.of(person.id, kind, ref, now)
        try:
            sms.send(str(phone.verified(person.phone)), text_message_of(kind, ref, person.language, links))
        except sms.Refused as refused:
            logger.error("a text message was refused", kind=kind, code=str(refused))
            return "refused"
        return "sent"
