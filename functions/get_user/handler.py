"""Answers who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.get_user.repository import Profiles
from shared.http import App, Request, Response
from shared.identity import profile
from shared.table import Table

if TYPE_CHECKING:
    from functions.get_user.models import Profile

app = App(__name__)
lambda_handler = app


@app.route("get_current_user")
def get_current_user(request: Request) -> Response[Profile]:
    """The person whose token this is."""
    return _profile_of(request.user.id)


@app.route("get_authenticated_user")
def get_authenticated_user(request: Request) -> Response[Profile]:
    """The same as /users/me, under the address that login clients look for."""
    return _profile_of(request.user.id)


def _profile_of(user_id: str) -> Response[Profile]:
    item = Profiles(Table()).find(user_id)
    if item is None:
        raise profile.missing()
    return Response(profile.shape(item), etag=item["version"])
