"""Which addresses an event of SES speaks against.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from shared.notifications.suppression import Why

# The receiver's mail program says that a mail was taken for spam by mistake.
_NO_COMPLAINT = "not-spam"


class Found(NamedTuple):
    """An address that mail should not go to, since when (aware) and why."""

    email: str
    why: Why
    at: datetime


def complaints_of(event: Mapping[str, Any]) -> Iterator[Found]:
    """Permanent bounces and complaints; a full mailbox passes. Raises KeyError or ValueError for what is no
    such event."""
    kind = event.get("eventType") or event["notificationType"]
    if kind == "Bounce" and event["bounce"]["bounceType"] == "Permanent":
        yield from _each(event["bounce"], "bouncedRecipients", "bounce")
    elif kind == "Complaint" and event["complaint"].get("complaintFeedbackType") != _NO_COMPLAINT:
        yield from _each(event["complaint"], "complainedRecipients", "complaint")


def _each(report: Mapping[str, Any], recipients: str, why: Why) -> Iterator[Found]:
    at = datetime.fromisoformat(report["timestamp"].replace("Z", "+00:00"))
    for recipient in report[recipients]:
        # As it stood in the mail: it may come with a name.
        email = parseaddr(recipient["emailAddress"])[1]
        if not email:
            raise ValueError("a recipient without an address")
        yield Found(email, why, at)
