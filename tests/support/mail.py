"""Amazon SES in memory: what people would have got.

with fake_mail() as ses:
    ...
    assert ses.to("ada@example.com")[-1].subject == "…"
"""

# ruff: noqa: N803  # the arguments are botocore's
from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from shared import clients
from shared.settings import settings

SENDER = "Daybook <daybook@example.com>"


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By content id."""


@dataclass
class FakeSes:
    """Stands for the sesv2 client."""

    mails: list[Mail] = field(default_factory=list)
    failure: Exception | None = None

    def to(self, address: str) -> list[Mail]:
        return [mail for mail in self.mails if mail.to == address]

    def refuse(self, code: str = "MessageRejected") -> None:
        """From now on SES says no."""
        self.failure = ClientError({"Error": {"Code": code, "Message": "no"}}, "SendEmail")

    def send_email(
        self, *, FromEmailAddress: str, Destination: dict[str, list[str]], Content: dict[str, Any]
    ) -> dict[str, str]:
        assert FromEmailAddress == SENDER
        if self.failure:
            raise self.failure
        (to,) = Destination["ToAddresses"]
        if "Raw" in Content:
            self.mails.append(_of_raw(to, Content["Raw"]["Data"]))
            return {"MessageId": f"mail-{len(self.mails)}"}
        simple = Content["Simple"]
        headers = {header["Name"]: header["Value"] for header in simple["Headers"]}
        text, html = simple["Body"]["Text"]["Data"], simple["Body"]["Html"]["Data"]
        self.mails.append(Mail(to, simple["Subject"]["Data"], text, html, headers))
        return {"MessageId": f"mail-{len(self.mails)}"}


def _of_raw(to: str, data: bytes) -> Mail:
    """A mail as mail programs read it."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert mail["To"] == to and mail["From"] == SENDER
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None and html is not None
    pictures = {
        part["Content-ID"].strip("<>"): part.get_content() for part in mail.walk() if part["Content-ID"]
    }
    # As they stand there: List-Unsubscribe is read by programs that decode nothing.
    kept = {name: str(value) for name, value in email.message_from_bytes(data).items()}
    return Mail(to, str(mail["Subject"]), text.get_content(), html.get_content(), kept, pictures)


@contextmanager
def fake_mail() -> Iterator[FakeSes]:
    """Within the block shared.mail sends into it."""
    ses = FakeSes()
    with clients.override(sesv2=ses), settings.override(mail_from=SENDER):
        yield ses
