"""Opening, renewing and ending sessions, through the handler, against a user pool in memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from botocore.exceptions import ReadTimeoutError

from functions.authorizer.logic import Verifier, authorize
from functions.authorizer.provider import Keys
from functions.login.handler import app
from shared.settings import settings
from shared.table import Table
from tests.support.cognito import PASSWORD, FakeCognito, fake_cognito
from tests.support.events import call, http_event
from tests.support.tokens import CLIENT_ID, ISSUER, key_set

ADA = "ada@example.com"


@pytest.fixture
def pool(table: Table) -> Iterator[FakeCognito]:
    with fake_cognito() as pool:
        yield pool


def post(path: str, body: Any, **options: Any) -> SimpleNamespace:
    return call(app, http_event("POST", f"/v1/auth/{path}", body, user=None, **options))


def log_in(email: str = ADA, password: str = PASSWORD) -> SimpleNamespace:
    return post("login", {"email": email, "password": password})


def code_of(answer: SimpleNamespace) -> str:
    return str(answer.body["type"]).rpartition(":")[2]


class TestLoggingIn:
    def test_opens_a_session_that_the_authorizer_knows(self, pool: FakeCognito) -> None:
        ada = pool.add(ADA)
        answer = log_in(" Ada@EXAMPLE.com")
        assert answer.status == 200
        assert answer.body["token_type"] == "Bearer" and answer.body["expires_in"] == 3600
        event = {"headers": {"authorization": f"Bearer {answer.body['access_token']}"}}
        keys = Keys("https://keys", lambda address: key_set())
        context = authorize(event, Verifier(keys, ISSUER, CLIENT_ID), time.time())["context"]
        assert context["user_id"] == ada.attributes["sub"]

    def test_tokens_are_kept_out_of_caches(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        assert log_in().headers["cache-control"] == "no-store"

    def test_a_wrong_password_and_an_unknown_address_are_the_same(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        started = pool.time.now
        wrong = log_in(password="not the right one")
        between = pool.time.now
        unknown = log_in("nobody@example.com")
        assert wrong.status == unknown.status == 401
        assert wrong.body == unknown.body and code_of(wrong) == "invalid-credentials"
        assert pool.time.now - between == pytest.approx(between - started) == pytest.approx(0.5)

    def test_a_good_password_is_not_held_up(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        started = pool.time.now
        log_in()
        assert pool.time.now - started < 0.5

    def test_an_unconfirmed_address_is_to_be_confirmed_first(self, pool: FakeCognito) -> None:
        pool.add(ADA, confirmed=False)
        answer = log_in()
        assert (answer.status, code_of(answer)) == (403, "email-not-confirmed")

    def test_a_password_that_must_be_reset_is_said_to(self, pool: FakeCognito) -> None:
        pool.add(ADA).must_reset = True
        answer = log_in()
        assert (answer.status, code_of(answer)) == (403, "password-reset-required")

    def test_a_second_step_is_refused_clearly_and_opens_nothing(self, pool: FakeCognito) -> None:
        pool.add(ADA).challenge = "SOFTWARE_TOKEN_MFA"
        answer = log_in()
        assert (answer.status, code_of(answer)) == (403, "second-step-unsupported")
        assert not pool.sessions

    @pytest.mark.parametrize(
        "body",
        [
            {"email": ADA},
            {"password": PASSWORD},
            {"email": "", "password": PASSWORD},
            {"email": ADA, "password": ""},
            {"email": ADA, "password": "x" * 257},
            {"email": ADA, "password": PASSWORD, "remember": True},
            {"email": [ADA], "password": PASSWORD},
            [],
        ],
    )
    def test_bad_input_is_refused(self, pool: FakeCognito, body: Any) -> None:
        assert post("login", body).status == 422

    @pytest.mark.parametrize(
        ("problem", "status"),
        [
            ("TooManyRequestsException", 429),
            ("LimitExceededException", 429),
            ("InternalErrorException", 503),
            (ReadTimeoutError(endpoint_url="https://cognito"), 503),
            ("AccessDeniedException", 500),
            ("InvalidParameterException", 500),
        ],
    )
    def test_what_is_not_the_persons_fault_is_not_blamed_on_the_password(
        self, pool: FakeCognito, problem: Any, status: int
    ) -> None:
        pool.add(ADA)
        pool.fail("admin_initiate_auth", problem)
        answer = log_in()
        assert answer.status == status
        assert ("retry-after" in answer.headers) == (status in (429, 503))


class TestHealing:
    def test_a_missing_profile_is_written(self, pool: FakeCognito, table: Table) -> None:
        ada = pool.add(ADA)
        log_in()
        item = table.get(f"USER#{ada.attributes['sub']}", "PROFILE")
        assert item is not None
        assert (item["email"], item["name"], item["timezone"]) == (ADA, "Ada", "Europe/London")

    def test_so_it_is_when_a_session_is_renewed(self, pool: FakeCognito, table: Table) -> None:
        ada = pool.add(ADA)
        refresh_token = log_in().body["refresh_token"]
        key = f"USER#{ada.attributes['sub']}", "PROFILE"
        table.delete(*key)
        post("refresh", {"refresh_token": refresh_token})
        assert table.get(*key) is not None

    def test_a_profile_that_is_there_stays_as_it_is_and_costs_no_call(
        self, pool: FakeCognito, table: Table, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pool.fail("admin_get_user", "TooManyRequestsException")
        ada = pool.add(ADA)
        mine: dict[str, Any] = {
            "pk": f"USER#{ada.attributes['sub']}",
            "sk": "PROFILE",
            "name": "Countess",
            "version": 7,
        }
        table.put(mine)
        log_in()
        assert table.get(mine["pk"], "PROFILE") == mine
        assert "ProfileHealFailures" not in capsys.readouterr().out

    def test_a_login_survives_a_table_that_is_gone(
        self, pool: FakeCognito, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pool.add(ADA)
        with settings.override(table_name="gone"):
            assert log_in().status == 200
        assert '"ProfileHealFailures":1' in capsys.readouterr().out

    def test_and_a_pool_that_does_not_say_who_it_is(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        pool.fail("admin_get_user", "AccessDeniedException")
        assert log_in().status == 200


class TestSessionsWithTheTokenInTheBody:
    def test_renews_and_keeps_the_token(self, pool: FakeCognito) -> None:
        ada = pool.add(ADA)
        opened = log_in()
        assert opened.cookies == []
        renewed = post("refresh", {"refresh_token": opened.body["refresh_token"]})
        assert renewed.status == 200 and renewed.cookies == []
        assert renewed.body["refresh_token"] == opened.body["refresh_token"]
        claims = jwt.decode(renewed.body["access_token"], options={"verify_signature": False})
        assert claims["sub"] == ada.attributes["sub"]

    def test_ends_for_good(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        body = {"refresh_token": log_in().body["refresh_token"]}
        assert post("logout", body).status == 204
        answer = post("refresh", body)
        assert (answer.status, code_of(answer)) == (401, "session-ended")

    def test_ending_a_session_twice_is_fine(self, pool: FakeCognito) -> None:
        pool.fail("revoke_token", "InvalidParameterException")
        assert post("logout", {"refresh_token": "long gone"}).status == 204

    @pytest.mark.parametrize("path", ["refresh", "logout"])
    @pytest.mark.parametrize("body", [{}, {"refresh_token": None}, None])
    def test_the_token_is_required(self, pool: FakeCognito, path: str, body: Any) -> None:
        answer = post(path, body)
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/refresh_token")

    def test_a_session_that_could_not_be_ended_is_not_said_to_be(self, pool: FakeCognito) -> None:
        pool.fail("revoke_token", "InternalErrorException")
        assert post("logout", {"refresh_token": "mine"}).status == 503

    def test_a_cookie_counts_for_nothing_without_the_web_apps_header(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        token = log_in().body["refresh_token"]
        answer = post("refresh", {}, cookies=[f"__Secure-daybook-refresh={token}"])
        assert answer.status == 422


def test_no_secret_is_logged(pool: FakeCognito, capsys: pytest.CaptureFixture[str]) -> None:
    pool.add(ADA)
    opened = log_in()
    log_in(password="something else entirely")
    post("refresh", {"refresh_token": opened.body["refresh_token"]})
    log = capsys.readouterr().out
    assert log
    for secret in (PASSWORD, "something else entirely", ADA, *opened.body.values()):
        assert not isinstance(secret, str) or secret == "Bearer" or secret not in log
