"""Receives the stack's mail by SMTP and shows it on a page, both on loopback only."""

from __future__ import annotations

import threading
from http.server import ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools.local.mail_page import page_handler
from tools.local.mailbox import Mailbox

_LARGEST_MAIL_BYTES = 12_000_000


class _Receiver:
    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self._mailbox.keep(envelope.mail_from or "", envelope.rcpt_tos, content)
        return "250 OK"


class MailServers:
    def __init__(self, mailbox: Mailbox, smtp_port: int, page_port: int) -> None:
        self._smtp = Controller(
            _Receiver(mailbox), hostname="127.0.0.1", port=smtp_port, data_size_limit=_LARGEST_MAIL_BYTES
        )
        self._page = ThreadingHTTPServer(("127.0.0.1", page_port), page_handler(mailbox, page_port))

    def start(self) -> None:
        self._smtp.start()
        threading.Thread(target=self._page.serve_forever, name="mail-page", daemon=True).start()

    def stop(self) -> None:
        self._smtp.stop()
        self._page.shutdown()
