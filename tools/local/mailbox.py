"""The mail that the stack sends, kept as one JSON file a message."""

from __future__ import annotations

import email
import email.policy
import re
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from tools.local.files import read_json, write_json

_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_KEPT = 500
# Text messages are kept as mail to <number>@<this>.
TELEPHONES = "sms.invalid"


@dataclass(frozen=True)
class Mail:
    """`received_at` is RFC 3339; `code` is the confirmation code in the text, or empty."""

    id: str
    received_at: str
    sender: str
    recipients: list[str]
    subject: str
    text: str
    html: str
    code: str


class Mailbox:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, sender: str, recipients: Sequence[str], content: bytes) -> Mail:
        """Stores a message as SMTP brings it (RFC 5322), and forgets the oldest above some hundreds."""
        message = email.message_from_bytes(content, policy=email.policy.default)
        now = datetime.now(UTC)
        text, html = _part(message, "plain"), _part(message, "html")
        mail = Mail(
            id=f"{now:%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:6]}",
            received_at=now.isoformat(timespec="seconds"),
            sender=sender,
            recipients=[address.removesuffix(f"@{TELEPHONES}") for address in recipients],
            subject=str(message.get("Subject", "")),
            text=text,
            html=html,
            code=find_code(text or html),
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        write_json(self._folder / f"{mail.id}.json", asdict(mail))
        for old in sorted(self._folder.glob("*.json"))[:-_KEPT]:
            old.unlink(missing_ok=True)
        return mail

    def list(self, recipient: str | None = None, limit: int = 50) -> list[Mail]:
        """Newest first; only what `recipient` got, when it is given (letter case does not matter)."""
        found: list[Mail] = []
        for path in sorted(self._folder.glob("*.json"), reverse=True):
            content = read_json(path)
            mail = Mail(**content) if content else None
            if mail and (
                recipient is None or recipient.lower() in (address.lower() for address in mail.recipients)
            ):
                found.append(mail)
            if len(found) == limit:
                break
        return found


def find_code(text: str) -> str:
    """The first six digits that stand alone, else nothing."""
    found = _CODE.search(text)
    return found[0] if found else ""


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()).strip() if body else ""
