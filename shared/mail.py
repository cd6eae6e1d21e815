"""Mail to one person, through Amazon SES (API v2). What a mail looks like: shared/mail_layout.py."""

from __future__ import annotations

from typing import NamedTuple

from shared.log import logger
from shared.metrics import count
from shared.settings import settings

# So that out-of-office replies stay away (RFC 3834, 5).
_HEADERS = [{"Name": "Auto-Submitted", "Value": "auto-generated"}]


class Message(NamedTuple):
    """What somebody is to read, twice: `text` for programs that show no HTML, and the same in `html`."""

    subject: str
    text: str
    html: str


def send(to: str, message: Message) -> bool:
    """Whether SES has taken the mail. Never raises for one that it has not: that is logged and counted
    (`MailsNotSent`), since what the mail is about has happened already. Without MAIL_FROM nothing is sent.
    """
    if not settings.mail_from:
        return _not_sent("there is no sender: set mail_from", "no-sender")
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        _hand_over(to, message)
    except ClientError as error:
        # In SES's sandbox this is the answer for every address that has not been verified.
        return _not_sent("SES refused it", "refused", code=error.response.get("Error", {}).get("Code", ""))
    except BotoCoreError as error:
        return _not_sent("SES does not answer", "unreachable", code=type(error).__name__)
    return True


def _hand_over(to: str, message: Message) -> None:
    from shared.clients import client

    body = {"Text": _content(message.text), "Html": _content(message.html)}
    client("sesv2").send_email(
        FromEmailAddress=settings.mail_from,
        Destination={"ToAddresses": [to]},
        Content={"Simple": {"Subject": _content(message.subject), "Body": body, "Headers": _HEADERS}},
    )


def _content(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _not_sent(why: str, reason: str, code: str = "") -> bool:
    # Neither address nor subject: who gets which mail is nobody's business.
    logger.error(f"a mail was not sent: {why}", code=code)
    count("MailsNotSent", reason=reason)
    return False
