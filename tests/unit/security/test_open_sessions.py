"""Where the account is signed in, and ending that."""

from __future__ import annotations

import time
from datetime import datetime, timezone
from typing import Any

import pytest

from functions.authorizer.logic import Checks, authorize
from functions.authorizer.provider import Keys
from functions.authorizer.repository import Credentials
from functions.authorizer.tokens import PoolTokens
from shared import clients
from shared.errors import Unauthenticated
from shared.identity import refresh_tokens, sessions
from shared.identity.provider import SignedIn
from tests.support.memory import MemoryClient
from tests.support.security import ADA, OTHER, PASSWORD, Home
from tests.support.tokens import CLIENT_ID, ISSUER, key_set


def ids(home: Home) -> list[str]:
    return [one["id"] for one in home.ask("GET", "sessions").body["items"]]


def is_over(home: Home, session: SignedIn) -> bool:
    found = sessions.find(home.table, session.user_id, session.session_id)
    assert found is not None
    return found.ended_why is not None


def test_they_are_listed_with_what_makes_them_known_again(home: Home) -> None:
    phone = home.sign_in(device="Safari on iPhone", hours=5)
    current, other = home.ask("GET", "sessions").body["items"]
    assert (current["id"], current["current"]) == (home.ada.session_id, True)
    assert (other["id"], other["current"]) == (phone.session_id, False)
    assert (other["device"], other["address"]) == ("Safari on iPhone", "192.0.2.7")
    begun, ends = (datetime.fromisoformat(other[name]) for name in ("created_at", "expires_at"))
    assert (ends - begun).days == 30 and other["last_used_at"] == other["created_at"]


def test_nothing_secret_is_listed(home: Home) -> None:
    (session,) = home.ask("GET", "sessions").body["items"]
    assert set(session) == {
        "id",
        "current",
        "device",
        "address",
        "created_at",
        "last_used_at",
        "expires_at",
    }


def test_one_that_has_expired_is_not_listed(home: Home) -> None:
    home.sign_in(days=31)
    assert ids(home) == [home.ada.session_id]


def test_one_is_ended_and_the_others_go_on(home: Home) -> None:
    phone, desk = home.sign_in(device="Safari on iPhone"), home.sign_in()
    assert home.ask("DELETE", f"sessions/{phone.session_id}").status == 204
    assert is_over(home, phone) and not is_over(home, desk) and not is_over(home, home.ada)
    assert phone.session_id not in ids(home)
    (event,) = home.events()
    assert (event["kind"], event["detail"]) == ("session_ended", "Safari on iPhone")
    assert (event["device"], event["address"]) == ("Firefox on Linux", "192.0.2.1")


def test_its_refresh_token_is_worth_nothing(home: Home) -> None:
    signed_in = home.keeper.provider.log_in(ADA, PASSWORD)
    assert isinstance(signed_in, SignedIn)
    now = datetime.fromisoformat(home.ask("GET", "sessions").body["items"][0]["created_at"])
    token = refresh_tokens.start(home.table, signed_in, "curl", "192.0.2.9", now, mfa=False)
    home.ask("DELETE", f"sessions/{signed_in.session_id}")
    with pytest.raises(Unauthenticated):
        refresh_tokens.use(home.table, token, "192.0.2.9", now)


def test_one_can_end_ones_own(home: Home) -> None:
    assert home.ask("DELETE", f"sessions/{home.ada.session_id}").status == 204
    assert is_over(home, home.ada)


@pytest.mark.parametrize("path", ["sessions", "tokens"])
def test_an_id_too_long_for_a_key_is_not_found(home: Home, path: str) -> None:
    class Keys(MemoryClient):
        def get_item(self, **request: Any) -> dict[str, Any]:
            self.check(request)
            return super().get_item(**request)

        def delete_item(self, **request: Any) -> dict[str, Any]:
            self.check(request)
            return super().delete_item(**request)

        def check(self, request: Any) -> None:
            assert len(request["Key"]["sk"]["S"]) <= 1024, "DynamoDB refuses it"

    with clients.override(dynamodb=Keys()):
        assert home.ask("DELETE", f"{path}/{'a' * 2000}").status == 404


def test_what_is_over_nobodys_or_somebody_elses_is_not_found(home: Home) -> None:
    bob, phone = home.join("bob@example.com"), home.sign_in()
    home.ask("DELETE", f"sessions/{phone.session_id}")
    for session_id in (phone.session_id, bob.session_id, "nobodys", "%2e%2e", "EVENT#1"):
        assert home.ask("DELETE", f"sessions/{session_id}").status == 404
    assert not is_over(home, bob) and len(home.events()) == 1


@pytest.mark.parametrize("query", ["", "keep_current=true"])
def test_all_others_end_at_once(home: Home, query: str) -> None:
    others, bob = [home.sign_in(device="curl"), home.sign_in(device="wget")], home.join("bob@example.com")
    assert home.ask("DELETE", "sessions", query=query).status == 204
    assert ids(home) == [home.ada.session_id]
    assert all(is_over(home, other) for other in others) and not is_over(home, bob)
    assert sorted(event["detail"] for event in home.events()) == ["curl", "wget"]


def test_all_end_those_that_were_never_seen_here_too(home: Home) -> None:
    elsewhere = home.keeper.provider.log_in(ADA, PASSWORD)
    assert isinstance(elsewhere, SignedIn)
    home.keeper.time.now += 1
    assert home.ask("DELETE", "sessions", query="keep_current=false").status == 204
    assert is_over(home, home.ada) and ids(home) == []
    if home.keeper.name == "cognito":
        with pytest.raises(Unauthenticated):
            home.keeper.provider.renew(elsewhere.user_id, elsewhere.session_id, elsewhere.renewal)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "sessions", None),
        ("POST", "password", {"current_password": PASSWORD, "new_password": OTHER}),
    ],
)
def test_one_that_was_never_seen_here_is_not_let_in_later(
    home: Home, method: str, path: str, body: Any
) -> None:
    unseen = home.keeper.provider.log_in(ADA, PASSWORD)
    assert isinstance(unseen, SignedIn)
    assert home.ask(method, path, body, at=datetime.now(timezone.utc)).status == 204
    if home.keeper.name == "cognito":  # our own identity lets nobody in without an item
        tokens = PoolTokens(Keys("https://keys", lambda address: key_set()), ISSUER, CLIENT_ID)
        checks = Checks(tokens, Credentials(home.table), lambda token: True)
        event = {"headers": {"authorization": f"Bearer {unseen.access_token}"}}
        assert authorize(event, checks, time.time())["context"]["problem"] == "token_revoked"


def test_it_must_be_clear_which(home: Home) -> None:
    assert home.ask("DELETE", "sessions", query="keep_current=maybe").status == 422
    assert home.ask("DELETE", "sessions", query="all=1").status == 422
    assert not is_over(home, home.ada)
