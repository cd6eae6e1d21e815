"""Personal access tokens over real HTTP: what they open, what they never open, and their end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.people import await_refusal, with_token
from tests.support.stack import Account, Stack


def make(account: Account, *scopes: str, days: int | None = None) -> dict[str, Any]:
    body = {"name": "Script", "scopes": list(scopes), "expires_in_days": days}
    made: dict[str, Any] = account.api.post("/users/me/tokens", body).expect(201)
    return made


def test_a_token_opens_what_its_scopes_say(stack: Stack, ada: Account) -> None:
    made = make(ada, "habits:read", "profile:read", days=30)
    script = with_token(stack, made["token"])
    assert script.get("/users/me").expect(200)["id"] == ada.id
    assert script.get("/habits").status == 200
    assert script.post("/habits", {"name": "Not allowed"}).problem(403)
    listed = {each["id"]: each for each in ada.api.get("/users/me/tokens").expect(200)["items"]}
    assert listed[made["id"]]["scopes"] == ["habits:read", "profile:read"]
    assert listed[made["id"]]["expires_at"] and "token" not in listed[made["id"]]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/users/me/security"), ("GET", "/users/me/tokens"), ("DELETE", "/users/me/sessions")],
)
def test_no_token_opens_what_keeps_the_account_safe(
    stack: Stack, ada: Account, method: str, path: str
) -> None:
    every = ("habits:read", "habits:write", "profile:read", "profile:write")
    with_token(stack, make(ada, *every)["token"]).request(method, path).problem(403)


def test_a_token_with_a_reserved_scope_is_not_made(ada: Account) -> None:
    body = {"name": "Script", "scopes": ["security:write"], "expires_in_days": None}
    ada.api.post("/users/me/tokens", body).problem(422)


def test_a_token_that_is_deleted_or_changed_opens_nothing(stack: Stack, ada: Account) -> None:
    made = make(ada, "profile:read")
    changed = made["token"][:-1] + ("A" if made["token"][-1] != "A" else "B")
    assert with_token(stack, changed).get("/users/me").status == 401
    ada.api.delete(f"/users/me/tokens/{made['id']}").expect(204)
    await_refusal(with_token(stack, made["token"]), "the end of a deleted token")
