"""The calendar feed, and its secret address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.calendar.repository import Secrets
from shared.errors import NotFound
from shared.http import App, Request, Response
from shared.table import Table

if TYPE_CHECKING:
    from functions.calendar.models import CalendarAddress

app = App(__name__)
lambda_handler = app

_SUFFIX = ".ics"
# Calendar programs come by every few hours; one that asks at every glance is spared the feed.
_HEADERS = {
    "content-type": "text/calendar; charset=utf-8",
    "cache-control": "private, max-age=600",
    "content-disposition": 'inline; filename="daybook.ics"',
}


@app.route("get_calendar")
def get_calendar(request: Request) -> CalendarAddress:
    """The secret address of the schedule, for calendar programs; null when there is none."""
    token = Secrets(Table()).token_of(request.user.id)
    return {"url": None if token is None else _address(request, token)}


@app.route("renew_calendar", status=201)
def renew_calendar(request: Request) -> Response[CalendarAddress]:
    """A new secret address; an old one stops at once."""
    from shared import idempotency

    table = Table()

    def produce() -> dict[str, Any]:
        token = Secrets(table).renew(request.user.id, request.received_at)
        return {"body": {"url": _address(request, token)}, "status": 201}

    outcome = idempotency.once(table, request.user.id, request.idempotency_key, None, produce)
    return Response(**outcome)


@app.route("revoke_calendar", status=204)
def revoke_calendar(request: Request) -> None:
    """Takes the secret address back: it finds nothing any more."""
    Secrets(Table()).revoke(request.user.id, request.received_at)


@app.route("get_calendar_feed", media_type="text/calendar")
def get_calendar_feed(request: Request, token: str) -> Response[str]:
    """The schedule of whoever made this address (RFC 5545). The address ends in `.ics` and is all that it
    takes; one that has been taken back is not found."""
    from functions.calendar.logic.feed import feed
    from shared.habits.store import HabitStore

    table = Table()
    owner = Secrets(table).owner_of(token.removesuffix(_SUFFIX)) if token.endswith(_SUFFIX) else None
    if owner is None:
        raise NotFound("There is no calendar at this address. Its owner may have made a new one.")
    store = HabitStore(table, owner)
    found, order, vacations = store.all_and_vacations()
    text = feed(found, order, vacations, store.profile(), request.received_at)
    return Response(text, headers=_HEADERS, etag=_digest(text))


def _address(request: Request, token: str) -> str:
    host = request.viewer_host
    name = host.rpartition(":")[0] or host
    scheme = "http" if name == "127.0.0.1" or name.rpartition(".")[2] == "localhost" else "https"
    return f"{scheme}://{host}/v1/calendar/{token}{_SUFFIX}"


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:32]
