"""Personal access tokens over HTTP."""

from __future__ import annotations

import time
from datetime import datetime, timezone
from typing import Any, get_args

import pytest

from functions.security.models import Scope
from shared.identity import access_tokens
from tests.support.security import ADA, Home, code_of, pointers

REQUEST = {"name": "Backup on the NAS", "scopes": ["habits:read"], "expires_in_days": 90}
DAY = 24 * 3600


def known(home: Home, token: str) -> access_tokens.Known | None:
    return access_tokens.verify(home.table, token, int(time.time()))


def test_a_token_is_made_and_shown_once(home: Home) -> None:
    answer = home.ask("POST", "tokens", {**REQUEST, "scopes": ["habits:write", "habits:read", "habits:read"]})
    assert answer.status == 201
    verified = known(home, answer.body["token"])
    assert verified is not None and verified.user_id == home.ada.user_id
    assert verified.token_id == answer.body["id"]
    assert verified.scopes == ("habits:read", "habits:write")
    assert verified.expires_at == pytest.approx(time.time() + 90 * DAY, abs=60)
    (listed,) = home.ask("GET", "tokens").body["items"]
    assert {**listed, "token": answer.body["token"], "last_used_at": None} == answer.body
    assert listed["last_used_at"] is not None


def test_one_without_end(home: Home) -> None:
    answer = home.ask("POST", "tokens", {**REQUEST, "expires_in_days": None})
    assert answer.body["expires_at"] is None and known(home, answer.body["token"])


def test_the_person_is_told(home: Home) -> None:
    home.ask("POST", "tokens", REQUEST)
    (event,) = home.events()
    assert (event["kind"], event["detail"]) == ("token_made", "Backup on the NAS")
    (notice,) = home.notices(ADA)
    assert "“Backup on the NAS”" in notice.text


def test_repeated_with_its_key_there_is_one_token_and_its_secret_is_not_kept(home: Home) -> None:
    first = home.ask("POST", "tokens", REQUEST, headers={"Idempotency-Key": "k1"})
    again = home.ask("POST", "tokens", REQUEST, headers={"Idempotency-Key": "k1"})
    assert (again.status, again.body) == (201, {**first.body, "token": None})
    assert len(home.ask("GET", "tokens").body["items"]) == 1 and len(home.events()) == 1
    assert first.body["token"][-43:] not in str(home.table._client.items)
    other = home.ask("POST", "tokens", {**REQUEST, "name": "Another"}, headers={"Idempotency-Key": "k1"})
    assert (other.status, code_of(other)) == (409, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"scopes": ["security:write"]}, "/scopes/0"),
        ({"scopes": ["habits:read", "security:read"]}, "/scopes/1"),
        ({"scopes": ["*"]}, "/scopes/0"),
        ({"scopes": []}, "/scopes"),
        ({"scopes": "habits:read"}, "/scopes"),
        ({"expires_in_days": 0}, "/expires_in_days"),
        ({"expires_in_days": 367}, "/expires_in_days"),
        ({"expires_in_days": 1.5}, "/expires_in_days"),
        ({"expires_in_days": "90"}, "/expires_in_days"),
        ({"name": " "}, "/name"),
        ({"name": "x" * 61}, "/name"),
        ({"name": "two\nlines"}, "/name"),
        ({"token": "dbk_mine"}, "/token"),
    ],
)
def test_what_is_not_valid_is_refused(home: Home, change: Any, pointer: str) -> None:
    answer = home.ask("POST", "tokens", {**REQUEST, **change})
    assert (answer.status, pointers(answer)) == (422, [pointer])
    assert home.ask("GET", "tokens").body["items"] == [] and home.events() == []


def test_that_it_never_ends_must_be_said(home: Home) -> None:
    answer = home.ask("POST", "tokens", {"name": "x", "scopes": ["habits:read"]})
    assert (answer.status, pointers(answer)) == (422, ["/expires_in_days"])


def test_there_are_fifty_at_most(home: Home) -> None:
    now = datetime.now(timezone.utc)
    for number in range(50):
        access_tokens.make(home.table, home.ada.user_id, str(number), ["habits:read"], None, now)
    answer = home.ask("POST", "tokens", REQUEST)
    assert (answer.status, code_of(answer)) == (409, "too-many-tokens")


def test_a_deleted_one_is_worth_nothing(home: Home) -> None:
    made = home.ask("POST", "tokens", REQUEST).body
    assert home.ask("DELETE", f"tokens/{made['id']}").status == 204
    assert known(home, made["token"]) is None
    event = home.events()[0]
    assert (event["kind"], event["detail"]) == ("token_deleted", "Backup on the NAS")
    assert home.ask("DELETE", f"tokens/{made['id']}").status == 404


def test_another_persons_is_not_found(home: Home) -> None:
    bob = home.join("bob@example.com")
    bobs = home.ask("POST", "tokens", REQUEST, who=bob).body
    assert home.ask("DELETE", f"tokens/{bobs['id']}").status == 404
    assert home.ask("GET", "tokens").body["items"] == []
    assert known(home, bobs["token"])


def test_the_model_and_the_list_of_scopes_agree() -> None:
    assert get_args(Scope) == access_tokens.SCOPES
