"""Whoever keeps the credentials, people sign in in the same way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from shared.identity import recovery
from shared.table import Table
from tests.support import totp
from tests.support.memory import memory_table
from tests.support.providers import Keeper, cognito_keeper, native_keeper
from tests.unit.login.client import ADA, claims_of, code_of, log_in, post, refresh

PASSWORD, NEW = "correct horse battery staple", "another horse, another battery"


@pytest.fixture(params=["cognito", "native"])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    with ExitStack() as stack:
        if request.param == "cognito":
            stack.enter_context(memory_table())
        made: Keeper = stack.enter_context(
            cognito_keeper() if request.param == "cognito" else native_keeper()
        )
        made.provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London")
        made.provider.confirm(ADA, made.code_for(ADA))
        yield made


class App:
    """An authenticator app that has been set up. Daybook's own keeper goes by the real clock here."""

    def __init__(self, keeper: Keeper) -> None:
        opened = log_in(password=PASSWORD)
        self.keeper, self.user_id = keeper, claims_of(opened)["sub"]
        token = opened.body["access_token"]
        self.secret = keeper.provider.enrol_totp(self.user_id, token)
        keeper.provider.verify_totp(self.user_id, token, self.shows(earlier=totp.STEP_S))

    def shows(self, earlier: int = 0) -> str:
        if self.keeper.name == "cognito":
            return self.keeper.app_shows(self.secret)
        return totp.code(self.secret, time.time() - earlier)


def test_a_session_is_opened_renewed_and_ended(keeper: Keeper) -> None:
    opened = log_in(password=PASSWORD)
    assert (opened.status, opened.body["expires_in"]) == (200, 3600)
    renewed = refresh(opened.body["refresh_token"])
    assert claims_of(renewed)["sub"] == claims_of(opened)["sub"]
    token = {"refresh_token": renewed.body["refresh_token"]}
    assert post("logout", token).status == 204
    assert code_of(post("refresh", token)) == "session-ended"


def test_a_replaced_token_ends_the_session(keeper: Keeper) -> None:
    first = log_in(password=PASSWORD).body["refresh_token"]
    second = refresh(first).body["refresh_token"]
    third = refresh(second).body["refresh_token"]
    assert [refresh(token).status for token in (first, second, third)] == [401] * 3


def test_wrong_passwords_and_unknown_addresses_are_the_same(keeper: Keeper) -> None:
    wrong, unknown = log_in(password="not the right one"), log_in("nobody@example.com", "not the right one")
    assert wrong.status == unknown.status == 401 and wrong.body == unknown.body


def test_a_second_factor_is_asked_for(keeper: Keeper) -> None:
    app = App(keeper)
    asked = log_in(password=PASSWORD)
    assert asked.body["challenge"] == "totp"
    session = asked.body["session"]
    assert post("mfa", {"session": session, "code": "000000"}).status == 422
    opened = post("mfa", {"session": session, "code": app.shows()})
    assert opened.status == 200 and claims_of(opened)["sub"] == app.user_id
    assert refresh(opened.body["refresh_token"]).status == 200


def test_a_recovery_code_turns_it_off(keeper: Keeper) -> None:
    app = App(keeper)
    code, *_ = recovery.make(Table(), app.user_id)
    body = {"email": ADA, "password": PASSWORD, "recovery_code": code}
    assert post("mfa/recovery", body).status == 200
    assert not keeper.provider.has_totp(app.user_id)
    assert log_in(password=PASSWORD).body["access_token"]


def test_a_reset_password_ends_what_was_open(keeper: Keeper) -> None:
    token = log_in(password=PASSWORD).body["refresh_token"]
    assert post("forgot", {"email": ADA}).status == 204
    reset = {"email": ADA, "code": keeper.code_for(ADA), "password": NEW}
    assert post("reset", {**reset, "code": "000000"}).status == 422
    assert post("reset", reset).status == 204
    assert refresh(token).status == 401
    assert (log_in(password=PASSWORD).status, log_in(password=NEW).status) == (401, 200)
