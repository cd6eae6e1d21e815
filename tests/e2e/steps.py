"""What a person does again and again."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.browser_device import Device
from tests.support.stack import PASSWORD


def log_in(page: Page, email: str) -> None:
    """From the login page to wherever the person wanted to go."""
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def new_habit(page: Page, name: str) -> None:
    """From a page that offers it, through the form."""
    page.get_by_role("link", name="New habit").first.click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Create habit").click()
    expect(page.get_by_text(f"“{name}” is ready")).to_be_visible()


def mark_of(page: Page, habit: str) -> Locator:
    """The large mark in a row of Today."""
    return page.get_by_role("button", name=re.compile(f"^Done: {habit}"))


def name_of_row(page: Page, habit: str) -> Locator:
    """The habit's name in its row, which leads to its page."""
    return page.get_by_role("main").get_by_role("link", name=habit).first


def row_of(page: Page, habit: dict[str, Any]) -> Locator:
    """The habit's row on Today."""
    return page.get_by_test_id(f"habit-{habit['id']}")


def value_of(page: Page, habit: dict[str, Any]) -> Locator:
    """The large button of a numeric habit's row; its name says what the day has so far."""
    return page.get_by_test_id(f"mark-{habit['id']}")


def open_sheet(device: Device, habit: dict[str, Any]) -> Locator:
    """All that can be said about a habit's day: press and hold on a phone, Enter on a keyboard."""
    mark = mark_of(device.page, habit["name"])
    if device.is_phone:
        mark.click(delay=600)
    else:
        mark.press("Enter")
    sheet = device.page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    return sheet


def choose(within: Locator, label: str) -> None:
    """One of a few: the labels are what can be hit, the radio buttons in them have no size."""
    within.locator("label", has_text=re.compile(f"^{re.escape(label)}$")).click()
    expect(within.get_by_role("radio", name=label, exact=True)).to_be_checked()


def fill_in(field: Locator, text: str) -> None:
    """Types over what a field holds, and leaves it as a person would."""
    field.fill(text)
    field.blur()


def go_to_day(page: Page, day: str) -> None:
    """From Today to another day, through the calendar's own date field."""
    page.get_by_role("button", name="Calendar").click()
    field = page.get_by_label("Choose a day")
    field.fill(day)
    field.press("Enter")
    expect(page).to_have_url(re.compile(day))


def add_amount(device: Device, habit: dict[str, Any], amount: int) -> None:
    """One more entry of a numeric habit's day, through the sheet."""
    value_of(device.page, habit).click()
    sheet = device.page.get_by_role("dialog")
    sheet.get_by_role("textbox").first.fill(str(amount))
    sheet.get_by_role("button", name=f"Add {amount}", exact=True).click()
    expect(sheet.get_by_role("status").first).to_contain_text(str(amount))
    device.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def tab_to(page: Page, target: Locator, most: int = 80) -> None:
    """By the Tab key alone, as far as it takes."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached within {most} presses of Tab")
