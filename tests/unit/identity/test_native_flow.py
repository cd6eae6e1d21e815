"""A life with Daybook's own keeper of accounts, through the handlers: what they do for a user pool they do
for it, and the authorizer takes what they give out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from functions.authorizer.logic import Checks, authorize
from functions.authorizer.repository import Credentials
from functions.authorizer.tokens import OwnTokens
from functions.get_user.handler import app as get_user
from functions.login.handler import app as login
from functions.rotate_secret.handler import lambda_handler as rotate_secret
from functions.security.handler import app as security
from functions.signup.handler import app as signup
from shared.identity.native_tokens import PublishedKeys
from tests.support import totp
from tests.support.events import call, http_event
from tests.support.providers import NativeKeeper, native_keeper
from tests.support.secrets import ARN, ISSUER

ADA, NEW = "ada@example.com", "countess@example.com"
PASSWORD, OTHER = "correct horse battery staple", "another battery, still correct"
PERSON = {"email": ADA, "password": PASSWORD, "name": "Ada", "timezone": "Europe/London", "language": "de"}


@pytest.fixture
def keeper() -> Iterator[NativeKeeper]:
    with native_keeper() as made:
        yield made


def authorized(keeper: NativeKeeper, token: str) -> dict[str, Any]:
    """What a fresh authorizer tells the API about a token."""
    checks = Checks(OwnTokens(PublishedKeys(keeper.table), ISSUER), Credentials(keeper.table), None)
    event = http_event("GET", "/v1/users/me", user=None, headers={"authorization": f"Bearer {token}"})
    context: dict[str, Any] = authorize(event, checks, time.time())["context"]
    return context


def post(app: Any, path: str, body: Any) -> SimpleNamespace:
    return call(app, http_event("POST", f"/v1/auth/{path}", body, user=None))


def as_person(
    keeper: NativeKeeper, app: Any, token: str, method: str, path: str, body: Any = None
) -> SimpleNamespace:
    """A call as API Gateway lets it through, with what the authorizer says of the token."""
    known = authorized(keeper, token)
    headers = {"authorization": f"Bearer {token}"}
    event = http_event(method, f"/v1/users/{path}", body, known["user_id"] or None, headers=headers)
    event["requestContext"]["authorizer"] = {"lambda": known}
    return call(app, event)


def joined(keeper: NativeKeeper) -> SimpleNamespace:
    """Somebody has signed up, confirmed and signed in; the answer to the last."""
    assert post(signup, "signup", PERSON).status == 201
    assert post(signup, "confirm", {"email": ADA, "code": keeper.code_for(ADA)}).status == 204
    return logged_in()


def logged_in(email: str = ADA, password: str = PASSWORD) -> SimpleNamespace:
    answer = post(login, "login", {"email": email, "password": password})
    assert answer.status == 200, answer.body
    return answer


def test_from_signing_up_to_ones_own_page(keeper: NativeKeeper) -> None:
    token = joined(keeper).body["access_token"]
    answer = as_person(keeper, get_user, token, "GET", "me")
    assert answer.status == 200
    assert {name: answer.body[name] for name in ("email", "name", "timezone", "language")} == {
        "email": ADA,
        "name": "Ada",
        "timezone": "Europe/London",
        "language": "de",
    }


def test_a_session_is_renewed_until_it_is_ended(keeper: NativeKeeper) -> None:
    first = joined(keeper).body
    again = post(login, "refresh", {"refresh_token": first["refresh_token"]})
    assert again.status == 200
    one, other = (authorized(keeper, body["access_token"]) for body in (first, again.body))
    assert one["session_id"] == other["session_id"] and one["problem"] == ""
    assert post(login, "logout", {"refresh_token": again.body["refresh_token"]}).status == 204
    assert post(login, "refresh", {"refresh_token": again.body["refresh_token"]}).status == 401
    assert authorized(keeper, again.body["access_token"])["problem"] != ""


def test_a_second_step(keeper: NativeKeeper) -> None:
    token = joined(keeper).body["access_token"]
    enrolled = as_person(keeper, security, token, "POST", "me/mfa", {"password": PASSWORD})
    assert enrolled.status == 200, enrolled.body
    secret = enrolled.body["secret"]
    code = totp.code(secret, time.time())
    assert as_person(keeper, security, token, "POST", "me/mfa/verify", {"code": code}).status == 200
    asked = logged_in().body
    assert asked["challenge"] == "totp"
    wrong = post(login, "mfa", {"session": asked["session"], "code": code})
    assert wrong.status == 422, "the code has been used"
    right = post(
        login, "mfa", {"session": asked["session"], "code": totp.code(secret, time.time() + totp.STEP_S)}
    )
    assert right.status == 200
    assert authorized(keeper, right.body["access_token"])["problem"] == ""


def test_a_recovery_code_stands_in_for_a_lost_app(keeper: NativeKeeper) -> None:
    token = joined(keeper).body["access_token"]
    secret = as_person(keeper, security, token, "POST", "me/mfa", {"password": PASSWORD}).body["secret"]
    code = totp.code(secret, time.time())
    codes = as_person(keeper, security, token, "POST", "me/mfa/verify", {"code": code}).body["recovery_codes"]
    body = {"email": ADA, "password": PASSWORD, "recovery_code": codes[3]}
    assert post(login, "mfa/recovery", body).status == 200
    assert "access_token" in logged_in().body, "the second step is off"


def test_a_forgotten_password_ends_every_session(keeper: NativeKeeper) -> None:
    before = joined(keeper).body
    assert post(login, "forgot", {"email": ADA}).status == 204
    body = {"email": ADA, "code": keeper.code_for(ADA), "password": OTHER}
    assert post(login, "reset", body).status == 204
    assert authorized(keeper, before["access_token"])["problem"] != ""
    assert post(login, "refresh", {"refresh_token": before["refresh_token"]}).status == 401
    later = logged_in(password=OTHER).body
    assert authorized(keeper, later["access_token"])["problem"] == ""


def test_another_password_keeps_the_session_in_which_it_was_set(keeper: NativeKeeper) -> None:
    mine, another = joined(keeper).body, logged_in().body
    body = {"current_password": PASSWORD, "new_password": OTHER}
    assert as_person(keeper, security, mine["access_token"], "POST", "me/password", body).status == 204
    assert authorized(keeper, mine["access_token"])["problem"] == ""
    assert post(login, "refresh", {"refresh_token": mine["refresh_token"]}).status == 200
    assert authorized(keeper, another["access_token"])["problem"] != ""


def test_another_address(keeper: NativeKeeper) -> None:
    token = joined(keeper).body["access_token"]
    body = {"email": NEW, "password": PASSWORD}
    assert as_person(keeper, security, token, "POST", "me/email", body).status == 204
    code = keeper.code_for(NEW)
    answer = as_person(keeper, security, token, "POST", "me/email/confirm", {"code": code})
    assert (answer.status, answer.body["email"]) == (200, NEW)
    assert logged_in(NEW)


def test_known_and_unknown_addresses_get_the_same_answers(keeper: NativeKeeper) -> None:
    joined(keeper)
    for path, more in (
        ("login", {"password": OTHER}),
        ("forgot", {}),
        ("reset", {"code": "123456", "password": OTHER}),
        ("mfa/recovery", {"password": OTHER, "recovery_code": "aaaa-aaaa-aaaa-aaaa"}),
    ):
        known, unknown = (post(login, path, {"email": email, **more}) for email in (ADA, "no@example.com"))
        assert known.status == unknown.status
        assert without_instance(known.body) == without_instance(unknown.body)
    for path, more in (("resend", {}), ("confirm", {"code": "123456"})):
        known, unknown = (post(signup, path, {"email": email, **more}) for email in (ADA, "no@example.com"))
        assert known.status == unknown.status
        assert without_instance(known.body) == without_instance(unknown.body)


def without_instance(body: Any) -> Any:
    return {name: value for name, value in body.items() if name != "instance"} if body else body


def test_nobody_notices_a_rotation(keeper: NativeKeeper) -> None:
    before = joined(keeper).body
    for step in ("createSecret", "setSecret", "testSecret", "finishSecret"):
        rotate_secret({"Step": step, "SecretId": ARN, "ClientRequestToken": "two"})
        assert authorized(keeper, before["access_token"])["problem"] == ""
        again = post(login, "refresh", {"refresh_token": before["refresh_token"]})
        assert authorized(keeper, again.body["access_token"])["problem"] == ""
