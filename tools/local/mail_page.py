"""The page that shows the stack's mail, on loopback only."""

from __future__ import annotations

import html
import json
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler
from typing import Any

from tools.local.mailbox import Mail, Mailbox

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Daybook: local mail</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5"><style>
:root {{ color-scheme: light dark }}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 44rem; padding: 0 1rem }}
article {{ border-top: 1px solid; padding: .75rem 0 }} h2 {{ font-size: 1rem; margin: 0 }}
p {{ margin: .25rem 0 }} pre {{ white-space: pre-wrap; font: inherit; margin: .25rem 0 }}
.code {{ font: 600 1.5rem monospace }}
</style></head><body><h1>Local mail</h1>{mails}</body></html>"""
_EMPTY = "<p>No mail yet. What the local cloud sends appears here.</p>"


def page_handler(mailbox: Mailbox, port: int) -> type[BaseHTTPRequestHandler]:
    """Serves `/` as HTML and `/mails.json` for tools."""
    # A page of another site could otherwise read the mail by a name that it lets point to loopback.
    hosts = {f"{name}:{port}" for name in ("localhost", "127.0.0.1")}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.headers.get("Host") not in hosts:
                self._answer(403, "text/plain", "Use the address that `invoke local.status` shows.")
            elif self.path == "/":
                self._answer(200, "text/html", render_page(mailbox.list()))
            elif self.path == "/mails.json":
                self._answer(200, "application/json", json.dumps([asdict(mail) for mail in mailbox.list()]))
            else:
                self._answer(404, "text/plain", "There is nothing here.")

        def _answer(self, status: int, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", _POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Not logged: the page refreshes itself."""

    return Handler


def render_page(mails: list[Mail]) -> str:
    """The page as HTML; nothing of a mail is taken as HTML."""
    return _PAGE.format(mails="".join(map(_article, mails)) or _EMPTY)


def _article(mail: Mail) -> str:
    subject, sender, text = (
        html.escape(mail.subject),
        html.escape(mail.sender),
        html.escape(mail.text or mail.html),
    )
    recipients = html.escape(", ".join(mail.recipients))
    code = f'<p class="code">{html.escape(mail.code)}</p>' if mail.code else ""
    received = html.escape(mail.received_at)
    return (
        f"<article><h2>{subject}</h2><p>to {recipients}, from {sender}, "
        f'<time datetime="{received}">{received}</time></p>{code}<pre>{text}</pre></article>'
    )
