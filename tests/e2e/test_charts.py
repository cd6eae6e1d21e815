"""A habit's charts read by keyboard alone, with a network and without: each says in words what it draws."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.steps import tab_to
from tests.support.browser_device import Device
from tests.support.browser_pages import some_habit, today_of
from tests.support.stack import Account

TABLES = ("Score over time", "How often it worked out", "Best streaks", "By weekday")


@pytest.fixture(scope="module")
def person(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Petra")


@pytest.fixture(scope="module")
def walk(person: Account) -> dict[str, Any]:
    return some_habit(person, "Walk")


@pytest.fixture
def at_charts(device: Device, walk: dict[str, Any]) -> Device:
    """On the habit's page, with everything there."""
    device.open(f"/habits/{walk['id']}")
    expect(device.page.get_by_role("heading", name="By weekday")).to_be_visible()
    device.page.wait_for_load_state("networkidle")
    return device


def chosen(chart: Locator) -> Locator:
    """The point or bar that the keyboard is at."""
    return chart.locator("[role=option][tabindex='0']")


def spoken(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def test_the_score_is_walked_along(
    at_charts: Device, person: Account, walk: dict[str, Any], network: str
) -> None:
    page = at_charts.page
    scores = person.api.get(f"/habits/{walk['id']}/stats").expect(200)["scores"]
    chart = page.get_by_role("listbox", name=re.compile("^Score over time"))
    with at_charts.on(network):
        tab_to(page, chosen(chart))
        names = [chosen(chart).get_attribute("aria-label")]
        for key in ("ArrowLeft", "Home", "End"):
            page.keyboard.press(key)
            expect(chosen(chart)).to_be_focused()
            names.append(chosen(chart).get_attribute("aria-label"))
    newest, before, oldest, last = names
    assert len({newest, before, oldest}) == 3
    assert last == newest
    assert newest and newest.endswith(f"{100 * scores[-1]['score']:.0f}%"), newest
    assert oldest and re.search(r": \d+%$", oldest), oldest


def test_the_bars_of_completion_are_walked_along(at_charts: Device, network: str) -> None:
    page = at_charts.page
    chart = page.get_by_role("listbox", name=re.compile("^Done out of what was due"))
    with at_charts.on(network):
        tab_to(page, chosen(chart))
        expect(chosen(chart)).to_have_accessible_name(re.compile(r": \d+ of \d+ \(\d+%\)"))
        newest = chosen(chart).get_attribute("aria-label")
        page.keyboard.press("ArrowLeft")
        expect(chosen(chart)).to_be_focused()
        assert chosen(chart).get_attribute("aria-label") != newest


def test_the_days_of_the_calendar_are_walked_along(at_charts: Device, person: Account, network: str) -> None:
    page, today = at_charts.page, today_of(person)
    grid = page.get_by_role("grid")
    cell = grid.locator("button[tabindex='0']")
    with at_charts.on(network):
        tab_to(page, cell)
        for key, ago, said in (
            ("ArrowLeft", 7, "done"),
            ("PageUp", 35, "done"),
            ("ArrowUp", 36, "not"),
            ("ArrowDown", 35, "done"),
            ("End", 0, "nothing yet"),
        ):
            page.keyboard.press(key)
            day = str(today - timedelta(ago))
            expect(grid.locator(f"[data-day='{day}']")).to_be_focused()
            if said != "not":
                expect(cell).to_have_accessible_name(re.compile(said))
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(grid.locator(f"[data-day='{today - timedelta(1)}']")).to_be_focused()


def test_each_chart_has_its_figures_as_a_table(at_charts: Device, network: str) -> None:
    page = at_charts.page
    with at_charts.on(network):
        for title in TABLES:
            button = page.get_by_role("button", name=f"{title}: table")
            tab_to(page, button)
            page.keyboard.press("Enter")
            card = page.get_by_role("region", name=title, exact=True)
            rows = card.get_by_role("table").get_by_role("row")
            expect(rows.nth(1)).to_be_visible()
            assert re.search(r"\d", rows.nth(1).inner_text()), title
