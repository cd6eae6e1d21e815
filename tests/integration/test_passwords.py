"""Passwords and addresses over real HTTP: forgotten ones, new ones, ones that guessers try first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.people import await_refusal, code_after, log_in, mails, with_token
from tests.support.stack import PASSWORD, Account, Api, Stack, eventually, unused_address

ANOTHER = "a lamp in the harbour at dawn"


def test_a_forgotten_password_is_set_anew_with_the_mailed_code(
    api: Api, stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Forgetful")
    before = log_in(stack, account.email)
    code = code_after(
        stack, account.email, lambda: api.post("/auth/forgot", {"email": account.email}).expect(204)
    )
    body = {"email": account.email, "code": code, "password": ANOTHER}
    wrong = "000000" if code != "000000" else "000001"
    refused = api.post("/auth/reset", {**body, "code": wrong}).problem(422)
    assert refused["errors"][0]["pointer"] == "/code"
    api.post("/auth/reset", body).expect(204)

    api.post("/auth/reset", body).problem(422)
    api.post("/auth/login", {"email": account.email, "password": PASSWORD}).problem(401)
    api.post("/auth/refresh", {"refresh_token": before["refresh_token"]}).problem(401)
    await_refusal(with_token(stack, before["access_token"]), "the end of what the old password opened")
    after = log_in(stack, account.email, ANOTHER)
    state = with_token(stack, after["access_token"]).get("/users/me/security").expect(200)
    assert state["password_changed_at"]


def test_forgetting_tells_nobody_who_has_an_account(api: Api, ada: Account) -> None:
    known, unknown = (api.post("/auth/forgot", {"email": each}) for each in (ada.email, unused_address()))
    assert known.status == unknown.status == 204
    body = {"code": "111111", "password": ANOTHER}
    known, unknown = (
        api.post("/auth/reset", {**body, "email": each}) for each in (ada.email, unused_address())
    )
    assert known.status == unknown.status == 422
    assert known.body["errors"] == unknown.body["errors"]


def test_a_changed_password_ends_the_other_sessions_and_is_told(
    api: Api, stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Careful")
    other = log_in(stack, account.email)
    body = {"current_password": "not the right one", "new_password": ANOTHER}
    assert account.api.post("/users/me/password", body).problem(403)["type"].endswith("wrong-password")
    told = len(mails(stack, account.email))
    account.api.post("/users/me/password", {**body, "current_password": PASSWORD}).expect(204)

    assert account.api.get("/users/me").status == 200
    api.post("/auth/refresh", {"refresh_token": other["refresh_token"]}).problem(401)
    await_refusal(with_token(stack, other["access_token"]), "the end of the other session")
    api.post("/auth/login", {"email": account.email, "password": PASSWORD}).problem(401)
    log_in(stack, account.email, ANOTHER)
    eventually(lambda: len(mails(stack, account.email)) > told, "the notice of the changed password")
    kinds = [event["kind"] for event in account.api.get("/users/me/events").expect(200)["items"]]
    assert "password_changed" in kinds


@pytest.mark.parametrize("password", ["password1234", "aaaaaaaaaaaaaaaa", "daybookdaybook"])
def test_what_guessers_try_first_is_refused(api: Api, password: str) -> None:
    body = {"email": unused_address(), "password": password, "name": "Ada", "timezone": "UTC"}
    problem = api.post("/auth/signup", body).problem(422)
    assert problem["errors"][0]["pointer"] == "/password"


def test_an_address_changes_with_the_code_that_went_to_it(
    api: Api, stack: Stack, new_account: Callable[..., Account]
) -> None:
    account, new = new_account(name="Mover"), unused_address("moved")
    body = {"email": new, "password": PASSWORD}
    code = code_after(stack, new, lambda: account.api.post("/users/me/email", body).expect(204))
    assert account.api.get("/users/me").expect(200)["email"] == account.email, "not before the code is here"
    wrong = "000000" if code != "000000" else "000001"
    account.api.post("/users/me/email/confirm", {"code": wrong}).problem(422)
    assert account.api.post("/users/me/email/confirm", {"code": code}).expect(200)["email"] == new
    assert account.api.get("/users/me").expect(200)["email"] == new
    log_in(stack, new)
    api.post("/auth/login", {"email": account.email, "password": PASSWORD}).problem(401)


def test_an_address_that_somebody_has_looks_like_any_other(
    ada: Account, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Curious")
    account.api.post("/users/me/email", {"email": ada.email, "password": PASSWORD}).expect(204)
    assert account.api.get("/users/me").expect(200)["email"] == account.email
