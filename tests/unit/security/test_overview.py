"""The overview, the events, and who may ask at all."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from functions.security.handler import app
from shared.identity import closing
from shared.settings import settings
from tests.support.events import call, http_event
from tests.support.security import PASSWORD, Home, code_of

ROUTES = [(route["method"], route["path"], route["scope"]) for route in app.declared.values()]


def test_a_new_account_has_nothing_but_its_password(home: Home) -> None:
    assert home.ask("GET", "security").body == {
        "identity": home.keeper.name,
        "mfa": False,
        "recovery_codes_left": 0,
        "password_changed_at": None,
        "closing": None,
    }


def test_one_that_is_to_be_erased_says_when(home: Home) -> None:
    closing.ask(home.table, home.ada.user_id, datetime(2099, 1, 1, tzinfo=timezone.utc))
    assert home.ask("GET", "security").body["closing"] == {"erase_at": "2099-01-01T00:00:00Z"}
    home.ask("POST", "password", {"current_password": PASSWORD, "new_password": "a wholly other one"})
    assert closing.of(home.table, home.ada.user_id), "a new password keeps no account"


def test_events_come_in_pages_newest_first(home: Home) -> None:
    for name in ("first", "second", "third"):
        home.ask("POST", "tokens", {"name": name, "scopes": ["habits:read"], "expires_in_days": None})
    page = home.ask("GET", "events", query={"limit": 2})
    rest = home.ask("GET", "events", query={"limit": 2, "cursor": page.body["next_cursor"]})
    seen = [event["detail"] for answer in (page, rest) for event in answer.body["items"]]
    assert seen == ["third", "second", "first"] and rest.body["next_cursor"] is None


def test_events_are_ones_own_and_odd_pages_are_refused(home: Home) -> None:
    bob = home.join("bob@example.com")
    home.ask("POST", "tokens", {"name": "bob's", "scopes": ["habits:read"], "expires_in_days": None}, who=bob)
    assert home.events() == []
    for query in ({"cursor": "x"}, {"limit": 0}, {"limit": 101}):
        assert home.ask("GET", "events", query=query).status == 422


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES)
def test_a_token_without_the_scope_may_nothing(table: Any, method: str, path: str, scope: str) -> None:
    own = {"profile:read", "profile:write", "habits:read", "habits:write"}
    other = "security:read" if scope == "security:write" else "security:write"
    address = path.replace("{session_id}", "x").replace("{token_id}", "x")
    event = http_event(method, address, {} if method == "POST" else None, scopes=" ".join(own | {other}))
    answer = call(app, event)
    assert (answer.status, code_of(answer)) == (403, "scope-missing")


def test_when_the_table_is_gone_it_says_so(home: Home) -> None:
    with settings.override(table_name="gone"):
        assert home.ask("GET", "sessions").status >= 500
