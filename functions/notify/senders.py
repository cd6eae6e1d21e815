"""Mail and text messages to a person, with the links that go into them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared import mail, sms
from shared.app_address import AppAddress
from shared.links import Links
from shared.log import logger
from shared.notifications import phone, suppression
from shared.notifications.inbox import notification_id
from shared.notifications.signed import SignedLinks, page_of
from shared.notifications.texts import words_of
from shared.push import devices
from shared.push.vapid import Vapid

if TYPE_CHECKING:
    from functions.notify.logic import Sender
    from shared.notifications.outbox import Channel, Outcome
    from shared.notifications.people import Person
    from shared.push.service import Post
    from shared.table import Table

Item = Mapping[str, Any]

# Of whom a push service may ask, while nobody has said where the web app is.
_NO_CONTACT = "https://daybook.invalid"


def senders(table: Table) -> Mapping[Channel, Sender]:
    address = AppAddress(table)
    links = SignedLinks(Links(table), address)
    return {
        "mail": MailSender(table, links),
        "sms": SmsSender(links),
        "push": PushSender(table, address, Vapid(table)),
    }


class MailSender:
    def __init__(self, table: Table, links: SignedLinks) -> None:
        self._table, self._links = table, links

    def can_reach(self, person: Person) -> bool:
        return mail.can_send()

    def send(self, person: Person, item: Item, now: datetime) -> Outcome:
        """Raises MailNotNow and Unavailable."""
        from shared.notifications.mails import mail_of, unsubscribing

        if suppression.why(self._table, person.email) is not None:
            return "suppressed"
        kind, ref = item["kind"], item["ref"]
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

    def send(self, person: Person, item: Item, now: datetime) -> Outcome:
        """Raises NotNow and Unavailable."""
        from shared.notifications.mails import text_message_of

        kind, ref = item["kind"], item["ref"]
        links = self._links.of(person.id, kind, ref, now)
        try:
            sms.send(str(phone.verified(person.phone)), text_message_of(kind, ref, person.language, links))
        except sms.Refused as refused:
            logger.error("a text message was refused", kind=kind, code=str(refused))
            return "refused"
        return "sent"


class PushSender:
    """post: as shared.push.service has it."""

    def __init__(self, table: Table, address: AppAddress, vapid: Vapid, post: Post | None = None) -> None:
        self._table, self._address, self._vapid, self._post = table, address, vapid, post

    def can_reach(self, person: Person) -> bool:
        return True  # which devices there are is looked up when something is sent

    def send(self, person: Person, item: Item, now: datetime) -> Outcome:
        """To all of the person's devices: when one cannot be reached, all get it again, and show it once,
        since it has the same tag. Raises NotNow and Unavailable."""
        known = devices.devices(self._table, person.id)
        reached = [self._push(person, device, item, now) for device in known]
        return "sent" if any(reached) else "off"

    def _push(self, person: Person, device: devices.Device, item: Item, now: datetime) -> bool:
        from shared.push import service

        kind, ref, tag = item["kind"], item["ref"], notification_id(item)
        words, contact = words_of(kind, ref, person.language), self._address.at(now) or _NO_CONTACT
        shown = {"title": words.title, "text": words.text, "page": page_of(kind, ref), "tag": tag}
        text = json.dumps(shown, ensure_ascii=False)
        try:
            service.push(device, text, tag, self._vapid, contact, now, self._post)
        except service.Gone:
            devices.forget_if_same(self._table, person.id, device)
            return False
        except service.Refused as refused:
            logger.error("a push service refused a message", status=str(refused))
            return False
        return True
