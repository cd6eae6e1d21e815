"""Mails that tell people what happened to the safety of their account. The words: notice_texts.py.

They have no links: a mail that never asks for a click cannot be imitated by one that does
(docs/decisions/0222). Sending one is best effort, since what it tells of has been done.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from shared.identity import profile
from shared.log import logger
from shared.metrics import count

if TYPE_CHECKING:
    from shared.mail import Message
    from shared.table import Table

Kind = Literal[
    "new_device",
    "password_changed",
    "mfa_on",
    "mfa_off",
    "recovery_used",
    "email_changed",
    "session_reuse",
    "token_made",
    "account_closing",
]


def notify(
    table: Table,
    user_id: str,
    kind: Kind,
    now: datetime,
    *,
    device: str = "",
    address: str = "",
    to: str | None = None,
    detail: str = "",
    due: datetime | None = None,
) -> None:
    """Mails the person, in the language and the time zone of their profile (0.5 RU). Never raises.

    device and address: from where it was done ("Firefox on Linux", an IP address). to: instead of the
    profile's e-mail address. detail: the token's name (token_made), or the new e-mail address
    (email_changed, where it is shown in part only). due: when the account will be erased (account_closing).
    """
    try:
        person = table.get(profile.partition_key(user_id), profile.SORT_KEY) or {}
        receiver = to or person.get("email")
        if receiver is None:
            return logger.warning("nobody to send a notice to", kind=kind, user_id=user_id)
        from shared.mail import send

        language, zone = (
            profile.language_of(person.get("language")),
            person.get("timezone", profile.FALLBACK_ZONE),
        )
        send(receiver, compose(kind, language, zone, now, device, address, detail, due))
    except Exception:  # noqa: BLE001  # what it tells of is done; only the mail is missing
        logger.exception("a notice could not be sent", kind=kind, user_id=user_id)
        count("NoticesLost")
    return None


def compose(
    kind: Kind,
    language: str,
    zone: str,
    now: datetime,
    device: str = "",
    address: str = "",
    detail: str = "",
    due: datetime | None = None,
) -> Message:
    """The mail itself; `language` is "en" or "de", `zone` an IANA name."""
    from shared.identity.notice_texts import LABELS, TEXTS, moment
    from shared.mail_layout import message

    text, labels = TEXTS[language][kind], LABELS[language]
    words = {
        "detail": partly(detail) if kind == "email_changed" else detail,
        "due": moment(due, zone, language) if due else "",
    }
    known = [
        (labels["when"], moment(now, zone, language)),
        (labels["device"], device.replace(" on ", labels["on"])),
        (labels["address"], address),
    ]
    return message(
        text.subject.format(**words),
        [paragraph.format(**words) for paragraph in text.paragraphs],
        language=language,
        facts=[(label, value) for label, value in known if value],
        closing=text.closing,
    )


def partly(email: str) -> str:
    """An address as its owner knows it again and nobody else learns it: "a…@example.com"."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"
