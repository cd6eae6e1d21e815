"""A person's right to their data and to its erasure (docs/erasure.md)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from functions.erasure import logic
from shared.http import App, Request, Response
from shared.settings import settings
from shared.table import Table

if TYPE_CHECKING:
    from functions.erasure.models import CloseAccount, ClosingAccount, Everything
    from shared.identity import events

app = App(__name__)
lambda_handler = app


@app.route("export_everything")
def export_everything(request: Request) -> Response[Everything]:
    """All that is kept about the person, in one document. What does not fit into an answer (5 MB) is written
    into a file by `POST /exports {"format": "everything"}`."""
    from shared.http.response import to_text
    from shared.identity.everything import everything, file_name

    now = request.received_at
    document = to_text(everything(Table(), request.user.id, now))
    logic.require_fitting(document)
    headers = {
        "content-type": "application/json",
        "content-disposition": f'attachment; filename="{file_name(now)}"',
    }
    return Response(document, headers=headers)  # type: ignore[arg-type]  # the JSON of it


@app.route("close_account", status=202)
def close_account(request: Request, body: CloseAccount) -> ClosingAccount:
    """Have the account and everything in it erased, in some days. Until then it works as ever and can be
    kept."""
    from functions.erasure.repository import Machine
    from shared.analytics.leaderboard import Board
    from shared.identity import closing, notices

    table, user_id, now = Table(), request.user.id, request.received_at
    _prove(table, request, body.password)
    # At once: nobody else has to see the person for the days to come.
    Board(table).leave(user_id)
    before = closing.of(table, user_id)
    wanted = before or closing.ask(table, user_id, now + timedelta(days=settings.erasure_grace_days))
    # Also for one that is closing: perhaps the first request came no further than to here.
    Machine().start(user_id, wanted)
    if before is None:
        _note(table, request, "account_closing")
        due = datetime.fromisoformat(wanted.erase_at)
        notices.notify(table, user_id, "account_closing", now, **_origin(request), due=due)
    return {"erase_at": wanted.erase_at}


@app.route("keep_account", status=204)
def keep_account(request: Request) -> None:
    """Keep an account that was to be erased. 409 `erasure-began` once it is too late."""
    from shared.identity import closing

    table = Table()
    if closing.keep(table, request.user.id):
        _note(table, request, "account_kept")


def _prove(table: Table, request: Request, password: str) -> None:
    from shared.identity import profile
    from shared.identity.provider import provider
    from shared.identity.throttle import guard

    user_id = request.user.id
    person = table.get(profile.partition_key(user_id), profile.SORT_KEY)
    if person is None:
        raise profile.missing()
    with guard(table, "password", user_id, request.source_address, request.received_at):
        logic.require_password(provider(), user_id, person["email"], password)


def _note(table: Table, request: Request, kind: events.Kind) -> None:
    from shared.identity import events

    events.record(table, request.user.id, kind, request.received_at, **_origin(request))


def _origin(request: Request) -> dict[str, str]:
    from shared.identity.user_agents import device_of

    return {"device": device_of(request.headers.get("user-agent", "")), "address": request.source_address}
