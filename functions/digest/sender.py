"""The digest's mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from shared import mail
from shared.app_address import AppAddress
from shared.links import Links
from shared.log import logger
from shared.notifications import suppression
from shared.notifications.signed import SignedLinks

if TYPE_CHECKING:
    from functions.digest.week import Week
    from shared.notifications.outbox import Outcome
    from shared.notifications.people import Person
    from shared.table import Table


# Lambda asks again by itself; asked twice because it was slow, SES sends two mails.
_WAIT_S = 15


class Sender:
    """With the keys and the address in `table`."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._links = SignedLinks(Links(table), AppAddress(table))

    def send(self, person: Person, week: Week, now: datetime) -> Outcome:
        """Raises MailNotNow and Unavailable."""
        from functions.digest.mails import mail_of
        from shared.notifications.mails import unsubscribing

        if not mail.can_send():
            return "off"
        if suppression.why(self._table, person.email) is not None:
            return "suppressed"
        links = self._links.of(person.id, "digest", {"week": week.first.isoformat()}, now)
        message, picture = mail_of(week, person.language, links)
        try:
            mail.deliver(person.email, message, unsubscribing(links), [picture], wait_s=_WAIT_S)
        except mail.MailRefused as refused:
            logger.error("a digest was refused", code=str(refused))
            return "refused"
        return "sent"
