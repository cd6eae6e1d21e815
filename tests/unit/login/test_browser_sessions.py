"""The web app's sessions: the refresh token in a cookie, and who may use it."""

from __future__ import annotations

from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

import pytest

from functions.login.browser import require_own_page
from functions.login.handler import app
from shared import clients
from shared.errors import Forbidden
from shared.identity.session_cookie import COOKIE
from tests.support.cognito import PASSWORD, FakeCognito
from tests.support.events import call, http_event
from tests.unit.login.client import Unreachable

ADA = "ada@example.com"
BODIES = {
    "login": {"email": ADA, "password": PASSWORD},
    "mfa": {"session": "s", "code": "123456"},
    "mfa/recovery": {"email": ADA, "password": PASSWORD, "recovery_code": "ABCD"},
}
OWN_PAGE = {
    "x-daybook-client": "web",
    "origin": "https://d123.cloudfront.net",
    "x-viewer-host": "d123.cloudfront.net",
}


@pytest.fixture(autouse=True)
def _ada(pool: FakeCognito) -> None:
    pool.add(ADA)


def post(path: str, body: Any, headers: dict[str, str] = OWN_PAGE, token: str = "") -> SimpleNamespace:
    cookies = ["theme=dark", f"{COOKIE}={token}"] if token else None
    event = http_event("POST", f"/v1/auth/{path}", body, user=None, headers=headers, cookies=cookies)
    return call(app, event)


def log_in(headers: dict[str, str] = OWN_PAGE) -> SimpleNamespace:
    return post("login", {"email": ADA, "password": PASSWORD}, headers)


def token_in(answer: SimpleNamespace) -> str:
    (header,) = answer.cookies
    return SimpleCookie(header)[COOKIE].value


def test_the_token_is_where_no_script_and_no_other_site_can_have_it(pool: FakeCognito) -> None:
    answer = log_in()
    assert answer.status == 200
    assert "refresh_token" not in answer.body
    (header,) = answer.cookies
    cookie = SimpleCookie(header)[COOKIE]
    assert cookie.value.startswith("dbr_")
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Strict"
    assert cookie["path"] == "/v1/auth" and not cookie["domain"]
    assert int(cookie["max-age"]) == 30 * 24 * 3600


@pytest.mark.parametrize("body", [None, {}])
def test_the_cookie_renews_the_session(pool: FakeCognito, body: Any) -> None:
    token = token_in(log_in())
    answer = post("refresh", body, token=token)
    assert answer.status == 200 and answer.body["access_token"]
    assert "refresh_token" not in answer.body
    successor = token_in(answer)
    assert successor != token
    assert post("refresh", body, token=successor).status == 200


@pytest.mark.parametrize("body", [None, {}])
def test_logging_out_revokes_the_token_and_removes_the_cookie(pool: FakeCognito, body: Any) -> None:
    token = token_in(log_in())
    answer = post("logout", body, token=token)
    assert answer.status == 204
    assert not pool.sessions
    assert token_in(answer) == "" and "Max-Age=0" in answer.cookies[0]
    assert post("refresh", {}, token=token).status == 401


@pytest.mark.parametrize("token", ["", "left over from another year"])
def test_without_a_session_there_is_none(pool: FakeCognito, token: str) -> None:
    answer = post("refresh", {}, token=token)
    assert answer.status == 401
    assert answer.body["type"].endswith(":session-ended")


def test_logging_out_without_a_session_is_fine(pool: FakeCognito) -> None:
    assert post("logout", {}).status == 204


def test_the_cookie_goes_even_if_the_table_is_out_of_reach(pool: FakeCognito) -> None:
    token = token_in(log_in())
    with clients.override(dynamodb=Unreachable()):
        answer = post("logout", {}, token=token)
    assert answer.status == 204
    assert token_in(answer) == ""


@pytest.mark.parametrize("path", ["login", "mfa", "mfa/recovery", "refresh", "logout"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_another_sites_page_is_refused(pool: FakeCognito, path: str, origin: str) -> None:
    token = token_in(log_in())
    answer = post(path, BODIES.get(path, {}), {**OWN_PAGE, "origin": origin}, token)
    assert answer.status == 403 and answer.cookies == []
    assert answer.body["type"].endswith(":cross-site")
    assert len(pool.sessions) == 1
    assert post("refresh", {}, token=token).status == 200


def test_a_missing_origin_is_refused(pool: FakeCognito) -> None:
    headers = {name: value for name, value in OWN_PAGE.items() if name != "origin"}
    assert log_in(headers).status == 403


def test_the_body_does_not_stand_in_for_the_cookie(pool: FakeCognito) -> None:
    token = token_in(log_in())
    assert post("refresh", {"refresh_token": token}).status == 401


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://daybook.example", "daybook.example"),
        ("https://daybook.example", "Daybook.Example:443"),
        ("https://daybook.example:8443", "daybook.example:8443"),
        ("http://localhost:5173", "localhost:5173"),
        ("http://abc.cloudfront.localhost:4566", "abc.cloudfront.localhost:4566"),
        ("http://127.0.0.1:8000", "127.0.0.1:8000"),
    ],
)
def test_a_page_is_known_by_its_host_and_port(origin: str, host: str) -> None:
    require_own_page(origin, host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://daybook.example", "daybook.example"),
        ("https://daybook.example.evil.example", "daybook.example"),
        ("https://evil.example#daybook.example", "daybook.example"),
        ("https://sub.daybook.example", "daybook.example"),
        ("https://daybook.example:8443", "daybook.example"),
        ("http://localhost:5173", "localhost:4566"),
        ("http://localhost.evil.example", "localhost"),
        ("http://evillocalhost:80", "evillocalhost:80"),
        ("file://", ""),
        ("https://", ""),
        ("https://daybook.example:x", "daybook.example"),
        ("https://[", "daybook.example"),
        ("daybook.example", "daybook.example"),
    ],
)
def test_nothing_else_passes_for_it(origin: str, host: str) -> None:
    with pytest.raises(Forbidden):
        require_own_page(origin, host)
