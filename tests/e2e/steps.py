"""What a person does again and again."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

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
