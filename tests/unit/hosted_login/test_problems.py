"""Whatever goes wrong on the way to another provider and back, the browser ends at the app's sign-in page:
people come here by a click, and a problem document is nothing to look at."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.identity.session_cookie import COOKIE
from shared.table import Table
from tests.support.cognito import fake_cognito
from tests.support.cognito_elsewhere import HostedCognito
from tests.support.cognito_state import error
from tests.unit.hosted_login.test_hosted_login import Browser, account, sign_in
from tests.unit.hosted_login.test_hosted_login import pool as pool  # the fixture

WAY = "__Host-daybook-elsewhere"


@pytest.mark.parametrize("query", [{}, {"provider": "apple"}, {"provider": "x" * 33}, {"provider": ""}])
def test_a_provider_that_is_not_offered(pool: HostedCognito, query: dict[str, str]) -> None:
    """The page may be an hour old, and the operator has taken the provider away."""
    answer = Browser().get("hosted", **query)
    assert answer.status == 302 and answer.headers["cache-control"] == "no-store"
    assert answer.headers["location"] in ("/login?problem=not-found", "/login?problem=invalid")


def test_without_any_provider_too(table: Table) -> None:
    with fake_cognito():
        assert Browser().get("hosted", provider="google").headers["location"] == "/login?problem=not-found"


@pytest.mark.parametrize(
    "more",
    [
        {"iss": "https://cognito"},
        {"error_description": "x" * 2001},
        {"code": "c" * 2001},
        {"state": "s" * 201},
    ],
)
def test_an_answer_in_a_form_that_nobody_foresaw(pool: HostedCognito, more: dict[str, str]) -> None:
    browser = Browser()
    browser.begin()
    answer = browser.get("callback", **more)
    assert (answer.status, answer.headers["location"]) == (302, "/login?problem=invalid")
    assert COOKIE not in browser.cookies and browser.cookies[WAY] == ""


@pytest.mark.parametrize(
    ("operation", "code", "problem"),
    [
        ("admin_get_user", "TooManyRequestsException", "throttled"),
        ("admin_get_user", "InternalErrorException", "unavailable"),
        ("admin_link_provider_for_user", "LimitExceededException", "internal"),
    ],
)
def test_a_pool_that_is_busy_down_or_refuses(
    pool: HostedCognito, operation: str, code: str, problem: str
) -> None:
    account(pool)
    pool.failures[operation] = error(code, "no")
    browser, end = sign_in(pool)
    assert end == f"/login?problem={problem}"
    assert COOKIE not in browser.cookies and browser.cookies[WAY] == ""


def test_tokens_that_are_none(pool: HostedCognito) -> None:
    pool.token = lambda form: {"message": "all is well"}  # type: ignore[method-assign]  # another server's words
    assert sign_in(pool)[1] == "/login?problem=internal"


def test_what_nobody_foresaw_is_still_counted_and_in_the_log(
    pool: HostedCognito, capsys: pytest.CaptureFixture[str]
) -> None:
    account(pool)
    pool.failures["admin_link_provider_for_user"] = error("InvalidParameterException", "no")
    sign_in(pool)
    lines: list[dict[str, Any]] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert any("Traceback" in str(line.get("exception", line.get("error", ""))) for line in lines)
    (told,) = (line for line in lines if line.get("problem") == "internal")
    assert (told["ServerErrors"], told["level"], told["route"]) == (1, "ERROR", "finish_sign_in_elsewhere")
