"""A person's settings over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.account import logic
from functions.account.repository import Account
from shared.habits.edited import Edited, edited
from shared.http import App, Request, Response
from shared.identity import profile
from shared.media.files import Files
from shared.table import Table

if TYPE_CHECKING:
    from functions.account.models import Device, Profile, ProfileChange

app = App(__name__)
lambda_handler = app


@app.route("update_current_user")
def update_current_user(request: Request, body: ProfileChange) -> Response[Profile]:
    """Changes the given settings, each unless a later edit has."""
    fields = body.model_dump(mode="json", include=body.model_fields_set - set(Edited._fields))
    logic.check_photo(Files(Table(), request.user.id), fields.get("photo"))
    item = logic.change(_account(request), fields, request.if_match, edited(body), request.received_at)
    return Response(profile.shape(item), etag=item["version"])


@app.route("name_device", status=204)
def name_device(request: Request, body: Device, device: str) -> None:
    """What a device is called where edits are listed. `device` is the name that it gives in its edits."""
    logic.check_device(device)
    _account(request).name_device(device, body.name)


def _account(request: Request) -> Account:
    return Account(Table(), request.user.id)
