"""Keyboard, errors, strangers: the app stays usable and never goes white."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import log_in, mark_of
from tests.support.stack import Account, Stack, unused_address


@pytest.fixture
def ivan(page: Page, stack: Stack, new_account: Callable[..., Account]) -> Account:
    """Logged in, on Today, with one habit."""
    account = new_account(name="Ivan")
    account.api.post("/habits", {"name": "Read"}).expect(201)
    page.goto(stack.app_url)
    log_in(page, account.email)
    expect(mark_of(page, "Read")).to_be_visible()
    return account


def test_a_day_is_marked_by_keyboard_alone(page: Page, ivan: Account) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.getAttribute('aria-label')?.startsWith('Done: Read')"):
            break
    page.keyboard.press("Space")
    expect(mark_of(page, "Read")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_failing_server_is_explained_and_tried_again(page: Page, stack: Stack, ivan: Account) -> None:
    page.route("**/v1/habits?*", lambda route: route.fulfill(status=500, body="{}"))
    page.route("**/v1/habits", lambda route: route.fulfill(status=500, body="{}"))
    page.goto(f"{stack.app_url}/habits")
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible(timeout=30_000)
    retry.click()  # before the server is well: the app looks by itself, too, and the button would go
    page.unroute_all()
    expect(page.get_by_role("main").get_by_text("Read").first).to_be_visible()


def test_an_unknown_address_leads_back(page: Page, stack: Stack, ivan: Account) -> None:
    page.goto(f"{stack.app_url}/no/such/page")
    expect(page.get_by_role("heading", name="Nothing on this page")).to_be_visible()
    page.get_by_role("link", name="Go to Today").click()
    expect(mark_of(page, "Read")).to_be_visible()


def test_a_habit_of_someone_else_is_simply_not_there(
    page: Page, stack: Stack, ivan: Account, new_account: Callable[..., Account]
) -> None:
    foreign = new_account(name="Judy").api.post("/habits", {"name": "Secret"}).expect(201)
    page.goto(f"{stack.app_url}/habits/{foreign['id']}")
    expect(page.get_by_text("It isn’t here. It may have been deleted.")).to_be_visible()


def test_a_wrong_password_is_said_kindly(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.app_url}/login")
    page.get_by_label("Email").fill(unused_address("nobody"))
    page.get_by_label("Password", exact=True).fill("not the right one")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("don’t match")
