"""Asking who is signed in."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from functions.get_user.handler import app
from functions.get_user.repository import Profiles
from shared.identity import profile
from shared.table import Table
from tests.support.events import call, http_event

ATTRIBUTES = {"sub": "user-1", "email": "ada@example.com", "name": "عدا 🌱", "zoneinfo": "Europe/London"}
PATHS = ["/v1/users/me", "/v1/auth/user"]


@pytest.fixture
def ada(table: Table) -> None:
    table.put(profile.new_item(ATTRIBUTES, datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)))


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("path", PATHS)
def test_both_addresses_give_the_profile(path: str) -> None:
    answer = call(app, http_event("GET", path, user="user-1"))
    assert answer.status == 200
    assert answer.body == {
        "id": "user-1",
        "email": "ada@example.com",
        "name": "عدا 🌱",
        "timezone": "Europe/London",
        "day_start_hour": 0,
        "week_start": 1,
        "language": None,
        "photo": None,
        "created_at": "2026-01-02T03:04:05Z",
    }
    assert answer.headers["etag"] == '"1"'


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("path", PATHS)
def test_a_missing_profile_says_what_helps(path: str) -> None:
    answer = call(app, http_event("GET", path, user="user-2"))
    assert answer.status == 404
    assert answer.body["type"].endswith(":profile-missing")
    assert "in again" in answer.body["detail"]


def test_a_profile_written_a_moment_ago_is_found() -> None:
    class LaggingTable(Table):
        """A table whose eventually consistent reads see nothing yet."""

        def get(self, pk: str, sk: str, consistent: bool = False) -> dict[str, Any] | None:
            return {"pk": pk, "sk": sk} if consistent else None

    assert Profiles(LaggingTable()).find("user-1") == {"pk": "USER#user-1", "sk": "PROFILE"}


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_told_nothing(path: str) -> None:
    assert call(app, http_event("GET", path, user=None)).status == 401
    assert call(app, http_event("GET", path, problem="token_expired", user=None)).status == 401
    assert call(app, http_event("GET", path, scopes="habits:read")).status == 403
    assert call(app, http_event("GET", path, scopes="profile:read")).status == 200
