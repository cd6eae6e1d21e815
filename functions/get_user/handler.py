"""Answers who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.get_user.repository import Profiles
from shared.errors import NotFound
from shared.http import App, Request, Response
from shared.table import Table

if TYPE_CHECKING:
    from functions.get_user.models import Profile

app = App(__name__)
lambda_handler = app

_PUBLIC = ("id", "email", "name", "timezone", "day_start_hour", "created_at")


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
        # Logging in and refreshing both write a profile that is missing, so this passes by itself.
        raise NotFound(
            "Your profile is not there yet. Sign out and in again, which makes it.", code="profile-missing"
        )
    profile: Any = {name: item[name] for name in _PUBLIC}
    return Response(profile, etag=item["version"])
