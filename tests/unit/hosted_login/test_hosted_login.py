"""Signing in with an account elsewhere, through the handler, as a browser goes the way."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from functions.hosted_login.handler import app
from shared.identity import known_devices, refresh_tokens
from shared.identity.session_cookie import COOKIE
from shared.table import Table
from tests.support.cognito import PASSWORD, Person, fake_cognito
from tests.support.cognito_elsewhere import HostedCognito, hosted_cognito
from tests.support.events import call, http_event
from tests.support.mail import fake_mail

GRACE = "grace@example.com"


@pytest.fixture
def pool(table: Table) -> Iterator[HostedCognito]:
    with hosted_cognito() as pool:
        yield pool


class Browser:
    """Keeps cookies and goes where it is told."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.attributes: dict[str, str] = {}

    def get(self, path: str, **query: str) -> SimpleNamespace:
        cookies = [f"{name}={value}" for name, value in self.cookies.items()]
        answer = call(app, http_event("GET", f"/v1/auth/{path}", user=None, query=query, cookies=cookies))
        for cookie in answer.cookies:
            name, _, rest = cookie.partition("=")
            self.cookies[name], _, self.attributes[name] = rest.partition("; ")
        return answer

    def begin(self) -> str:
        answer = self.get("hosted", provider="google")
        assert answer.status == 302 and answer.headers["cache-control"] == "no-store"
        return str(answer.headers["location"])


def sign_in(pool: HostedCognito, browser: Browser | None = None) -> tuple[Browser, str]:
    """The whole way, second round included. Where it ends."""
    browser = browser or Browser()
    address = browser.begin()
    for _ in range(3):
        if not address.startswith("https://"):
            break
        code, state = pool.authorize(address)
        address = browser.get("callback", code=code, state=state).headers["location"]
    return browser, address


def account(pool: HostedCognito, **changes: Any) -> Person:
    person = pool.add(GRACE, **changes)
    person.attributes["email_verified"] = "true"
    return person


def test_a_new_person_gets_an_account_and_a_session(pool: HostedCognito, table: Table) -> None:
    browser, end = sign_in(pool)
    assert end == "/" and list(pool.people) == [GRACE] and pool.visitors == {}
    user_id = pool.people[GRACE].attributes["sub"]
    token = browser.cookies[COOKIE]
    assert token.startswith(f"dbr_{user_id}_") and "SameSite=Strict" in browser.attributes[COOKIE]
    item = table.get(f"USER#{user_id}", "PROFILE")
    assert item is not None and (item["email"], item["name"]) == (GRACE, "Grace")
    assert refresh_tokens.use(table, token, "192.0.2.1", pool_now()).user_id == user_id


def pool_now() -> Any:
    from datetime import datetime, timezone

    return datetime.now(timezone.utc)


def test_who_has_an_account_enters_it_and_keeps_the_password(pool: HostedCognito) -> None:
    grace = account(pool)
    _, end = sign_in(pool)
    assert end == "/" and pool.links == {"g-1": grace.attributes["sub"]} and grace.password == PASSWORD


def test_the_second_time_there_is_nothing_to_join(pool: HostedCognito) -> None:
    sign_in(pool)
    browser = Browser()
    code, state = pool.authorize(browser.begin())
    assert browser.get("callback", code=code, state=state).headers["location"] == "/"


def test_who_signed_up_with_an_address_of_others_does_not_get_in_with_them(pool: HostedCognito) -> None:
    """Otherwise whoever guesses an address early keeps a password to its owner's account."""
    squatter = pool.add(GRACE, confirmed=False, password="the squatter's own")
    _, end = sign_in(pool)
    owner = pool.people[GRACE]
    assert end == "/" and owner is not squatter and owner.password != "the squatter's own"


@pytest.mark.parametrize("proven", [False, None, "false"])
def test_an_address_that_nobody_vouches_for_enters_no_account(pool: HostedCognito, proven: Any) -> None:
    account(pool)
    pool.google = {**pool.google, "email_verified": proven}
    browser, end = sign_in(pool)
    assert end == "/login?problem=address-not-proven"
    assert pool.links == {} and pool.visitors == {} and COOKIE not in browser.cookies


def test_an_account_whose_own_address_is_not_proven_is_not_entered(pool: HostedCognito) -> None:
    pool.add(GRACE)
    assert sign_in(pool)[1] == "/login?problem=account-not-usable"
    assert pool.links == {} and GRACE in pool.people


def test_an_authenticator_app_is_not_gone_around(pool: HostedCognito) -> None:
    pool.enrol(account(pool))
    browser, end = sign_in(pool)
    assert end == "/login?problem=second-factor"
    assert COOKIE not in browser.cookies and not pool.sessions


def test_a_device_that_was_not_seen_before_is_mailed_about(pool: HostedCognito, table: Table) -> None:
    """Who takes over the account at the other provider must not come in unseen."""
    grace = account(pool)
    user_id = grace.attributes["sub"]
    known_devices.is_new(table, user_id, "Firefox on Linux", pool_now())
    with fake_mail() as ses:
        sign_in(pool)
        sign_in(pool)
    (mail,) = ses.mails
    assert "New sign-in" in mail.subject


def test_a_token_of_the_pages_changes_nothing_at_the_pool(pool: HostedCognito) -> None:
    """With that scope, whoever takes over the account at the other provider could exchange the code without
    Daybook, and switch the authenticator app off."""
    code, _ = pool.authorize(Browser().begin())
    assert pool.pages[code]["scope"].split() == ["email", "openid", "profile"]


def test_no_account_is_deleted_for_a_visitors_name(pool: HostedCognito) -> None:
    sign_in(pool)
    pool.links.clear()
    pool.visitors["google_g-1"] = pool.people[GRACE]
    assert sign_in(pool)[1] == "/login?problem=account-not-usable" and GRACE in pool.people


class TestTheWayBack:
    def test_anothers_answer_is_refused(self, pool: HostedCognito) -> None:
        """So nobody can be signed in to an account that somebody else has chosen."""
        code, state = pool.authorize(Browser().begin())
        victim = Browser()
        victim.begin()
        answer = victim.get("callback", code=code, state=state)
        assert answer.headers["location"] == "/login?problem=sign-in-expired"
        assert COOKIE not in victim.cookies and code in pool.pages

    @pytest.mark.parametrize("cookie", [None, "google", "google::v:1", "a:b:c:d:e"])
    def test_without_a_beginning_there_is_no_end(self, pool: HostedCognito, cookie: str | None) -> None:
        browser = Browser()
        if cookie is not None:
            browser.cookies["__Host-daybook-elsewhere"] = cookie
        answer = browser.get("callback", code="c", state="s")
        assert answer.headers["location"] == "/login?problem=sign-in-expired"

    def test_a_code_works_once(self, pool: HostedCognito) -> None:
        browser = Browser()
        code, state = pool.authorize(browser.begin())
        cookies = dict(browser.cookies)
        browser.get("callback", code=code, state=state)
        browser.cookies = cookies
        answer = browser.get("callback", code=code, state=state)
        assert answer.headers["location"] == "/login?problem=sign-in-expired"

    def test_who_changes_their_mind_is_back_at_the_sign_in_page(self, pool: HostedCognito) -> None:
        browser = Browser()
        _, state = pool.authorize(browser.begin())
        answer = browser.get("callback", state=state, error="access_denied", error_description="no")
        assert answer.headers["location"] == "/login?problem=sign-in-refused"
        assert browser.cookies["__Host-daybook-elsewhere"] == ""

    def test_a_pool_that_does_not_answer_is_told(self, pool: HostedCognito) -> None:
        pool.failures["token"] = TimeoutError()
        assert sign_in(pool)[1] == "/login?problem=unavailable"

    def test_the_cookie_is_this_hosts_own_and_short_lived(self, pool: HostedCognito) -> None:
        browser = Browser()
        browser.begin()
        attributes = browser.attributes["__Host-daybook-elsewhere"]
        assert attributes == "Max-Age=600; HttpOnly; Secure; SameSite=Lax; Path=/"


def test_providers_are_named(pool: HostedCognito) -> None:
    assert Browser().get("providers").body == {"items": [{"name": "google"}]}


def test_nothing_is_there_unless_it_was_set_up(table: Table) -> None:
    with fake_cognito():
        assert Browser().get("providers").body == {"items": []}
