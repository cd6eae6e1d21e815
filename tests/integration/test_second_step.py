"""The second step over real HTTP, with codes as an authenticator app computes them (RFC 6238)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.people import Authenticator, enrol, log_in, mails, with_token
from tests.support.stack import PASSWORD, Account, Api, Stack, eventually

Protected = tuple[Account, Authenticator, list[str]]


@pytest.fixture
def protected(new_account: Callable[..., Account]) -> Protected:
    """A person who has just switched the second step on."""
    account = new_account(name="Safe")
    return (account, *enrol(account))


def test_from_then_on_a_code_is_asked_for(api: Api, stack: Stack, protected: Protected) -> None:
    account, app, recovery_codes = protected
    assert len(set(recovery_codes)) == 10
    state = account.api.get("/users/me/security").expect(200)
    assert state["mfa"] and state["recovery_codes_left"] == 10 and state["identity"] == stack.identity

    challenge = log_in(stack, account.email)
    assert challenge["challenge"] == "totp" and "access_token" not in challenge
    wrong = api.post("/auth/mfa", {"session": challenge["session"], "code": app.wrong_code()}).problem(422)
    assert wrong["errors"][0]["pointer"] == "/code"
    answer = {"session": challenge["session"], "code": app.code()}
    opened = api.post("/auth/mfa", answer).expect(200)
    assert with_token(stack, opened["access_token"]).get("/users/me").status == 200
    assert api.post("/auth/mfa", answer).status in (401, 422), "a challenge and a code are good once"


def test_a_challenge_takes_five_codes(api: Api, stack: Stack, protected: Protected) -> None:
    account, app, _ = protected
    session = log_in(stack, account.email)["session"]
    guesses = [api.post("/auth/mfa", {"session": session, "code": app.wrong_code()}).status for _ in range(6)]
    assert guesses[:5] == [422] * 5
    assert guesses[5] in (401, 429)
    assert api.post("/auth/mfa", {"session": session, "code": app.code()}).status in (401, 429)


def test_an_app_that_is_lost_is_replaced_by_a_recovery_code(
    api: Api, stack: Stack, protected: Protected
) -> None:
    account, _, recovery_codes = protected
    body = {"email": account.email, "password": PASSWORD, "recovery_code": recovery_codes[3].lower()}
    wrong = api.post("/auth/mfa/recovery", {**body, "recovery_code": "AAAA-BBBB-CCCC-DDDD"}).problem(422)
    assert wrong["errors"][0]["pointer"] == "/recovery_code"
    opened = api.post("/auth/mfa/recovery", body).expect(200)
    state = with_token(stack, opened["access_token"]).get("/users/me/security").expect(200)
    assert not state["mfa"] and state["recovery_codes_left"] == 0
    assert "access_token" in log_in(stack, account.email)


def test_it_is_switched_off_with_the_password(stack: Stack, protected: Protected) -> None:
    account, _, recovery_codes = protected
    wrong = account.api.post("/users/me/mfa/disable", {"password": "not the right one"}).problem(403)
    assert wrong["type"].endswith("wrong-password")
    renewed = account.api.post("/users/me/mfa/recovery-codes", {"password": PASSWORD}).expect(200)
    assert not set(renewed["recovery_codes"]) & set(recovery_codes)
    account.api.post("/users/me/mfa/disable", {"password": PASSWORD}).expect(204)
    assert "access_token" in log_in(stack, account.email)
    eventually(lambda: mails(stack, account.email), "the notice that the second step is off")


def test_a_secret_counts_once_a_code_of_it_was_seen(
    stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Half")
    enrolment = account.api.post("/users/me/mfa", {"password": PASSWORD}).expect(200)
    assert enrolment["uri"].startswith("otpauth://totp/") and enrolment["secret"] in enrolment["uri"]
    app = Authenticator(enrolment["secret"])
    account.api.post("/users/me/mfa/verify", {"code": app.wrong_code()}).problem(422)
    assert "access_token" in log_in(stack, account.email)
    account.api.post("/users/me/mfa/verify", {"code": app.code()}).expect(200)
    assert log_in(stack, account.email)["challenge"] == "totp"
