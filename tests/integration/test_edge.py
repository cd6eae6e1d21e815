"""The site and the API under one host, as CloudFront serves them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
import requests

from tests.support.stack import Account, Reply, Stack

WEB = {"x-daybook-client": "web"}


@pytest.fixture(scope="module")
def edge(stack: Stack):
    """Calls a path of the site. Python cannot resolve *.localhost, so the host is named in the header."""
    site = urlsplit(stack.app_url)

    def call(method: str, path: str, **options) -> Reply:
        headers = {"host": site.netloc, **options.pop("headers", {})}
        url = f"http://127.0.0.1:{site.port}{path}"
        return Reply(requests.request(method, url, headers=headers, timeout=60, **options))

    return call


def test_every_page_address_serves_the_app(edge) -> None:
    front = edge("GET", "/")
    assert front.status == 200 and '<div id="root"' in front.response.text
    assert edge("GET", "/habits/some-id").response.text == front.response.text


def test_security_headers_stand_on_the_site(edge) -> None:
    headers = edge("GET", "/").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "max-age" in headers["strict-transport-security"]


def test_a_missing_file_is_not_the_app(edge) -> None:
    assert edge("GET", "/assets/no-such-file.js").status in (403, 404)


def test_the_apis_own_errors_come_through(edge, ada: Account) -> None:
    headers = {"authorization": f"Bearer {ada.api.token}"}
    reply = edge("GET", "/v1/habits/01JD0000000000000000000000", headers=headers)
    reply.problem(404)


def test_a_browser_session_lives_in_a_cookie_that_scripts_cannot_read(
    stack: Stack, edge, ada: Account
) -> None:
    headers = {**WEB, "origin": stack.app_url}
    login = edge(
        "POST", "/v1/auth/login", json={"email": ada.email, "password": ada.password}, headers=headers
    )
    assert "refresh_token" not in login.expect(200)
    cookie = login.headers["set-cookie"]
    for attribute in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/v1/auth"):
        assert attribute.lower() in cookie.lower()
    renew = {**headers, "cookie": cookie.split(";")[0]}
    assert edge("POST", "/v1/auth/refresh", json={}, headers=renew).expect(200)["access_token"]
    assert edge("POST", "/v1/auth/logout", json={}, headers=renew).status == 204
    edge("POST", "/v1/auth/refresh", json={}, headers=renew).problem(401)


@pytest.mark.parametrize("origin", [None, "https://elsewhere.example"])
def test_another_site_cannot_use_the_cookie(edge, ada: Account, origin: str | None) -> None:
    headers = {**WEB, **({"origin": origin} if origin else {}), "x-viewer-host": "elsewhere.example"}
    body = {"email": ada.email, "password": ada.password}
    edge("POST", "/v1/auth/login", json=body, headers=headers).problem(403)
