"""Mail and text messages to a person, with the links that go into them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shared import mail, sms
from shared.app_address import AppAddress
from shared.links import Links
from shared.log import logger
from shared.metrics import count
from shared.notifications import limits, phone, suppression
from shared.notifications.inbox import Inbox, notification_id
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

# Asked a second time because it was slow, SES sends a second mail; the queue asks again where it is worth it.
_WAIT_S = 6
# When so much time has gone, the devices that are left wait for the message's next delivery.
_PUSH_S = 6

# Of whom a push service may ask, while nobody has said where the web app is.
_NO_CONTACT = "https://daybook.invalid"


def senders(table: Table) -> Mapping[Channel, Sender]:
    address = AppAddress(table)
    links = SignedLinks(Links(table), address)
    return {
        "mail": MailSender(table, links),
        "sms": SmsSender(table, links),
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
        if not limits.may_mail(Inbox(self._table, person.id), now):
            return "limited"
        kind, ref = item["kind"], item["ref"]
        links = self._links.of(person.id, kind, ref, now)
        try:
            made = mail_of(kind, ref, person.language, links)
            mail.deliver(person.email, made, unsubscribing(links), wait_s=_WAIT_S)
        except mail.MailRefused as refused:
            logger.error("a mail was refused", kind=kind, code=str(refused))
            return "refused"
        return "sent"


class SmsSender:
    def __init__(self, table: Table, links: SignedLinks) -> None:
        self._table, self._links = table, links

    def can_reach(self, person: Person) -> bool:
        return sms.available() and phone.verified(person.phone) is not None

    def send(self, person: Person, item: Item, now: datetime) -> Outcome:
        """Raises NotNow and Unavailable."""
        from shared.notifications.text_messages import text_message_of

        if not limits.may_text(self._table, Inbox(self._table, person.id), now):
            logger.warning("there were enough text messages for one day")
            count("TextMessagesLimited")
            return "limited"
        kind, ref = item["kind"], item["ref"]
        links = self._links.of(person.id, kind, ref, now)
        try:
            sms.send(str(phone.verified(person.phone)), text_message_of(kind, ref, person.language, links))
        except sms.Refused as refused:
            logger.error("a text message was refused", kind=kind, code=str(refused))
            return "refused"
        return "sent"


class PushSender:
    """post: as shared.push.service has it. clock: seconds."""

    def __init__(
        self,
        table: Table,
        address: AppAddress,
        vapid: Vapid,
        post: Post | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._table, self._address, self._vapid, self._post = table, address, vapid, post
        self._clock = clock

    def can_reach(self, person: Person) -> bool:
        return True  # which devices there are is looked up when something is sent

    def send(self, person: Person, item: Item, now: datetime) -> Outcome:
        """To all of the person's devices. A service that does not answer is not asked for a second one, and
        no other waits for it. Then all get it again, and show it once, since it has the same tag. Raises
        NotNow and Unavailable."""
        from shared.push.service import NotNow

        failed: dict[str, NotNow] = {}
        reached, began = False, self._clock()
        for device in devices.devices(self._table, person.id):
            host = urlsplit(device.endpoint).netloc
            if host in failed or self._clock() - began > _PUSH_S:
                failed.setdefault(host, NotNow("no time left"))
                continue
            try:
                reached |= self._push(person, device, item, now)
            except NotNow as slow:
                failed[host] = slow
        for one in failed.values():
            raise one
        return "sent" if reached else "off"

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
