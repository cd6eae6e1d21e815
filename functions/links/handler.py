"""Links that do one thing for whoever holds them. Reading one does nothing; mail scanners follow links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.links import logic
from functions.links.repository import Things
from shared.http import App, Request, Response
from shared.table import Table

if TYPE_CHECKING:
    from functions.links.models import LinkAction, LinkToken, LinkUse

app = App(__name__)
lambda_handler = app


@app.route("read_link")
def read_link(request: Request, body: LinkToken) -> LinkAction:
    """What following the link would do. Nothing is changed."""
    return logic.look(Things(Table()), body.token, request.received_at)


@app.route("use_link")
def use_link(request: Request, body: LinkUse) -> LinkAction:
    """Does what the link is for."""
    return logic.follow(Things(Table()), body.token, body.minutes, request.received_at)


@app.route("open_unsubscribe", status=302)
def open_unsubscribe(request: Request, token: str) -> Response[None]:
    """Leads to the page that asks: programs that know no one-click open the address like any other, and so do
    scanners. Nothing is changed."""
    return Response(headers={"location": logic.page_of(token), "cache-control": "no-store"})


@app.route("unsubscribe", status=204)
def unsubscribe(request: Request, token: str) -> None:
    """No more mail of the kind that the link came in: what mail programs call by themselves, with any body
    (RFC 8058)."""
    logic.unsubscribe(Things(Table()), token, request.received_at)
