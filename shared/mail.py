"""Mail to one person, through Amazon SES (API v2). What a mail looks like: shared/mail_layout.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from shared.log import logger
from shared.metrics import count
from shared.settings import settings

# So that out-of-office replies stay away (RFC 3834, 5).
_HEADERS = {"Auto-Submitted": "auto-generated"}

# What lies in this one mail; anything else passes, or an operator cures it (a paused or suspended account, a
# sender that is not verified), so the mail is worth another attempt.
# https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
_OF_THE_MAIL = frozenset({"MessageRejected", "BadRequestException"})


class Message(NamedTuple):
    """What somebody is to read, twice: `text` for programs that show no HTML, and the same in `html`."""

    subject: str
    text: str
    html: str


class Picture(NamedTuple):
    """A PNG that the HTML shows as <img src="cid:…">."""

    cid: str
    png: bytes


class MailRefused(Exception):
    """No further attempt brings this mail to this address: the sandbox, an address that is none."""


class MailNotNow(Exception):
    """SES cannot be reached, has too much to do, or the account may not send at the moment."""


def send(to: str, message: Message) -> bool:
    """Whether SES has taken the mail. Never raises for one that it has not: that is logged and counted
    (`MailsNotSent`), since what the mail is about has happened already. Without MAIL_FROM nothing is sent.
    """
    if not can_send():
        return _not_sent("there is no sender: set mail_from", "no-sender")
    try:
        deliver(to, message)
    except MailRefused as error:
        # In SES's sandbox this is the answer for every address that has not been verified.
        return _not_sent("SES refused it", "refused", code=str(error))
    except MailNotNow as error:
        return _not_sent("SES does not take it", "unreachable", code=str(error))
    return True


def can_send() -> bool:
    """Whether there is a sender."""
    return bool(settings.mail_from)


def deliver(
    to: str,
    message: Message,
    headers: Mapping[str, str] | None = None,
    pictures: Iterable[Picture] = (),
    wait_s: float | None = None,
) -> None:
    """Hands the mail to SES. wait_s: one attempt, whose answer is awaited so long: for who comes again by
    itself. Raises MailRefused and MailNotNow."""
    from botocore.exceptions import BotoCoreError, ClientError

    from shared.clients import client

    every, shown = {**_HEADERS, **(headers or {})}, list(pictures)
    content = _raw(to, message, every, shown) if shown else _simple(message, every)
    try:
        client("sesv2", wait_s=wait_s).send_email(
            FromEmailAddress=settings.mail_from, Destination={"ToAddresses": [to]}, Content=content
        )
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        raise (MailRefused if code in _OF_THE_MAIL else MailNotNow)(code) from error
    except BotoCoreError as error:
        raise MailNotNow(type(error).__name__) from error


def _simple(message: Message, headers: Mapping[str, str]) -> dict[str, Any]:
    body = {"Text": _content(message.text), "Html": _content(message.html)}
    named = [{"Name": name, "Value": value} for name, value in headers.items()]
    return {"Simple": {"Subject": _content(message.subject), "Body": body, "Headers": named}}


def _content(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _raw(to: str, message: Message, headers: Mapping[str, str], pictures: list[Picture]) -> dict[str, Any]:
    from shared.mail_raw import raw

    return {"Raw": {"Data": raw(settings.mail_from, to, message, headers, pictures)}}


def _not_sent(why: str, reason: str, code: str = "") -> bool:
    # Neither address nor subject: who gets which mail is nobody's business.
    logger.error(f"a mail was not sent: {why}", code=code)
    count("MailsNotSent", reason=reason)
    return False
