"""Gap: nobody sees the text messages that are sent. Here they are among its mail (`invoke local.mail`)."""

from __future__ import annotations

from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require
from tools.local.mailbox import TELEPHONES


def install(emulator: SimpleNamespace) -> None:
    require(emulator.sns, "_p")
    require(emulator.ses_v2, "_smtp_relay")
    replace(emulator.sns, "_publish", lambda original: _shown(emulator, original))


def _shown(emulator: SimpleNamespace, original: Any) -> Any:
    def publish(parameters: Any) -> Any:
        answer = original(parameters)
        number = emulator.sns._p(parameters, "PhoneNumber")
        if number and answer[0] == 200:
            mail = EmailMessage()
            mail["From"], mail["To"] = f"sms@{TELEPHONES}", f"{number}@{TELEPHONES}"
            mail["Subject"] = "Text message"
            mail.set_content(emulator.sns._p(parameters, "Message"))
            emulator.ses_v2._smtp_relay(mail["From"], [mail["To"]], mail.as_string())
        return answer

    return publish
