"""A mail in full, as SMTP carries it (RFC 5322), for what SES cannot put together itself: pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.mail import Message, Picture

# With its line end: https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1
_LONGEST_LINE = 1000


class _Whole(EmailPolicy):
    """Leaves a header of ASCII as it is. Python would encode a word that is longer than 78 characters, as the
    address in List-Unsubscribe is, and no mail program decodes that there."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        line = f"{name}: {value}{self.linesep}"
        if line.isascii() and len(line) <= _LONGEST_LINE:
            return line.encode("ascii")
        return super().fold_binary(name, value)


# SES takes nothing but ASCII: https://docs.aws.amazon.com/ses/latest/dg/send-email-raw.html
_POLICY = _Whole(linesep="\r\n", cte_type="7bit")


def raw(
    sender: str, to: str, message: Message, headers: Mapping[str, str], pictures: Iterable[Picture]
) -> bytes:
    """Text, or HTML with what it shows (RFC 2387)."""
    mail = EmailMessage(_POLICY)
    mail["From"], mail["To"], mail["Subject"] = sender, to, message.subject
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    html: Any = mail.get_payload(1)
    for picture in pictures:
        html.add_related(picture.png, "image", "png", cid=f"<{picture.cid}>", disposition="inline")
    return mail.as_bytes()
