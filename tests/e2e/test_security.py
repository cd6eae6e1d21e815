"""An account's safety as its owner sees it: second step, ways back in, devices, tokens, the way out."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support import totp
from tests.support.browser_checks import cut_off, violations
from tests.support.browser_device import Device
from tests.support.stack import PASSWORD, Account, Api, Stack, code_for, unused_address

NEW_PASSWORD = "seven boats at the quiet quay"


@pytest.fixture
def ines(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Ines")


@pytest.fixture
def phone(browser: Browser, stack: Stack, ines: Account) -> Iterator[Device]:
    """Ines' own phone, logged in."""
    opened = Device.start(browser, stack, "phone", permissions=["clipboard-read", "clipboard-write"])
    opened.log_in(ines)
    yield opened
    opened.context.close()


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def serves_everyone(page: Page) -> None:
    found = violations(page) + cut_off(page)
    assert not found, "\n".join(found)


def way_in(page: Page, stack: Stack, email: str, password: str) -> None:
    """The password's part of a login."""
    page.goto(f"{stack.app_url}/login")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in").click()


def let_in(page: Page) -> None:
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def next_code(secret: str, step: int) -> str:
    """The app's code of a half minute that was not used before: each is good once."""
    while time.time() // totp.STEP_S < step - 1:  # the server also takes the code that comes next
        time.sleep(0.5)
    return totp.code_of_step(secret, step)


def turn_on(device: Device) -> tuple[str, list[str], int]:
    """Turns the second step on. Its secret, the recovery codes, and the half minute whose code was used."""
    device.open("/settings/security")
    step = card(device.page, "Second step")
    step.get_by_role("button", name="Turn on").click()
    step.get_by_label("Your password").fill(PASSWORD)
    step.get_by_role("button", name="Turn on").click()
    expect(step.get_by_role("img", name="QR code")).to_be_visible()
    serves_everyone(device.page)
    secret = step.get_by_text(re.compile(r"^([A-Z2-7]{4} ?){4,}$")).inner_text().replace(" ", "")
    now = int(time.time() // totp.STEP_S)
    step.get_by_role("textbox", name="Code").fill(totp.code_of_step(secret, now))
    step.get_by_role("button", name="Check code").click()
    codes = step.get_by_role("list", name="Your recovery codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    serves_everyone(device.page)
    kept = codes.all_inner_texts()
    step.get_by_role("checkbox", name="I have kept them").check()
    step.get_by_role("button", name="Done").click()
    expect(step.get_by_text("It is on.")).to_be_visible()
    return secret, kept, now


def test_the_second_step_is_asked_for_and_a_recovery_code_replaces_it_once(
    phone: Device, context: BrowserContext, stack: Stack, ines: Account
) -> None:
    secret, codes, used = turn_on(phone)
    page = context.new_page()
    way_in(page, stack, ines.email, PASSWORD)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    serves_everyone(page)
    page.get_by_label("Code").fill(next_code(secret, used + 1))
    let_in(page)

    page.goto(f"{stack.app_url}/settings")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    way_in(page, stack, ines.email, PASSWORD)
    page.get_by_role("button", name="Use a recovery code instead").click()
    page.get_by_label("Recovery code").fill(codes[3].lower())
    page.get_by_role("button", name="Log in").click()
    let_in(page)
    page.get_by_role("button", name="Turn it on again").click()
    expect(card(page, "Second step").get_by_role("button", name="Turn on")).to_be_visible()


def test_a_forgotten_password_is_replaced_and_other_devices_are_logged_out(
    phone: Device, context: BrowserContext, stack: Stack, ines: Account
) -> None:
    page = context.new_page()
    page.goto(f"{stack.app_url}/login")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill(ines.email)
    page.get_by_role("button", name="Send code").click()
    expect(page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    page.get_by_label("Code").fill(code_for(stack, ines.email))
    page.get_by_label("New password").fill("decontamination1")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text("lists of stolen passwords")).to_be_visible()
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set password").click()
    let_in(page)
    phone.restart()
    expect(phone.page.get_by_role("heading", name="Welcome back")).to_be_visible()


def test_a_device_is_logged_out_from_another(
    phone: Device, browser: Browser, stack: Stack, ines: Account
) -> None:
    laptop = Device.start(browser, stack, "desktop")
    laptop.log_in(ines)
    laptop.open("/settings/sessions")
    expect(laptop.page.get_by_text("This device", exact=True)).to_have_count(1)
    serves_everyone(laptop.page)
    laptop.page.get_by_role("button", name="Log out all other devices").click()
    laptop.page.get_by_role("button", name="Log out others").click()
    expect(laptop.page.get_by_role("button", name="Log out all other devices")).to_have_count(0)
    phone.restart()
    expect(phone.page.get_by_role("heading", name="Welcome back")).to_be_visible()
    laptop.context.close()


def test_password_and_address_are_changed(phone: Device, stack: Stack, ines: Account) -> None:
    page, address = phone.page, unused_address("ines")
    phone.open("/settings/security")
    password = card(page, "Password")
    password.get_by_role("button", name="Change password").click()
    password.get_by_label("Your password").fill("not the one")
    password.get_by_label("New password").fill(NEW_PASSWORD)
    password.get_by_role("button", name="Change password").click()
    expect(password.get_by_text("That isn’t your password.")).to_be_visible()
    password.get_by_label("Your password").fill(PASSWORD)
    password.get_by_role("button", name="Change password").click()
    expect(password.get_by_text("Last changed on")).to_be_visible()

    email = card(page, "Email")
    email.get_by_role("button", name="Change address").click()
    email.get_by_label("New address").fill(address)
    email.get_by_label("Your password").fill(NEW_PASSWORD)
    email.get_by_role("button", name="Send code").click()
    email.get_by_label("Code").fill(code_for(stack, address))
    email.get_by_role("button", name="Confirm").click()
    expect(email.get_by_text(address)).to_be_visible()
    for happened in ("Password changed", "Address changed", "Logged in"):
        expect(card(page, "Recent activity").get_by_text(happened).first).to_be_visible()


def test_an_access_token_works_until_it_is_deleted(phone: Device, stack: Stack) -> None:
    page = phone.page
    phone.open("/settings/tokens")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("What is it for?").fill("Backup")
    page.get_by_role("button", name="Make token").click()
    token = page.get_by_label("Token", exact=True).input_value()
    serves_everyone(page)
    program = Api(stack.api_url, token)
    program.get("/habits").expect(200)
    program.post("/habits", {"name": "Not allowed"}).expect(403)
    page.get_by_role("button", name="I have it").click()
    page.get_by_role("button", name="Delete Backup").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="No tokens yet")).to_be_visible()


def test_the_data_are_taken_along_and_the_account_is_closed_and_kept(phone: Device, ines: Account) -> None:
    page = phone.page
    ines.api.post("/habits", {"name": "Swim"}).expect(201)
    phone.open("/settings/account")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    everything = download.value.path().read_text(encoding="utf-8")
    assert ines.email in everything and "Swim" in everything and json.loads(everything)

    page.get_by_role("button", name="Delete my account…").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete account").click()
    expect(page.get_by_text("Until then everything works")).to_be_visible()
    phone.open("/today")
    closing = card(page, "Your account is being deleted")
    expect(closing.get_by_text("Your account will be deleted on")).to_be_visible()
    serves_everyone(page)
    closing.get_by_role("button", name="Keep my account").click()
    expect(closing).to_have_count(0)
    phone.restart()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(closing).to_have_count(0)


def test_two_tabs_that_open_at_once_both_stay(phone: Device) -> None:
    """Each renews the session when it opens, which replaces the cookie of both."""
    tabs = [phone.context.new_page() for _ in range(3)]
    for _ in range(3):
        for tab in tabs:
            tab.goto(f"{phone.app_url}/today", wait_until="commit")
        for tab in tabs:
            expect(tab.get_by_role("heading", name="Today")).to_be_visible()
    phone.open("/settings/sessions")
    expect(phone.page.get_by_text("This device", exact=True)).to_be_visible()
