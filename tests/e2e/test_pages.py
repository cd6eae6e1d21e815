"""Every page: accessible in light and dark, whole at 200 % zoom and on a small phone, still on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.steps import mark_of, open_sheet
from tests.support.browser_checks import (
    RULES,
    RULES_OF_COLOUR,
    cut_off,
    motions,
    violations,
    watch_motion,
)
from tests.support.browser_device import SIZES, Device
from tests.support.browser_pages import (
    SIGNED_IN,
    SIGNED_OUT,
    address,
    routes,
    some_habit,
    things_of,
    today_of,
)
from tests.support.stack import Account, Stack

pytestmark = pytest.mark.long

# 1280 × 800 at 200 % is a window of half that size; 320 px is WCAG's measure for reflow (1.4.10).
ZOOMED = {"phone": {"width": 320, "height": 568}, "desktop": {"width": 640, "height": 400}}


@pytest.fixture(scope="module")
def walked(person: Account) -> dict[str, Any]:
    some_habit(person, "Pages read", kind="numeric", unit="pages", target=3, target_type="at_least")
    person.api.post("/vacations", {"start_date": "2026-01-05", "end_date": "2026-01-11"}).expect(201)
    habit = some_habit(person)
    things_of(person, habit)
    return habit


@pytest.fixture(scope="module")
def today(person: Account) -> date:
    return today_of(person)


@pytest.fixture(scope="module", params=list(SIZES))
def device(
    request: pytest.FixtureRequest, browser: Browser, stack: Stack, person: Account, walked: dict[str, Any]
) -> Iterator[Device]:
    """Of a person who asked for reduced motion; that also spares the tests to wait for transitions to end."""
    opened = Device.start(browser, stack, request.param, reduced_motion="reduce")
    watch_motion(opened.context)
    opened.log_in(person)
    yield opened
    opened.context.close()


@pytest.fixture(scope="module", params=list(SIZES))
def stranger(request: pytest.FixtureRequest, browser: Browser, stack: Stack) -> Iterator[Device]:
    opened = Device.start(browser, stack, request.param, reduced_motion="reduce")
    yield opened
    opened.context.close()


def settled(device: Device, path: str) -> None:
    """The page shows what it is for, not the shapes of what is coming."""
    device.open(path)
    expect(device.page.get_by_role("heading", level=1)).to_be_visible()
    device.page.wait_for_load_state("networkidle")
    expect(device.page.get_by_text("Loading…")).to_have_count(0)


def faults(device: Device, where: str = "") -> list[str]:
    """What is wrong with what is open, one line each, beginning with how it was looked at."""
    page, found = device.page, []
    for theme, rules in {"light": RULES, "dark": RULES_OF_COLOUR}.items():
        page.emulate_media(color_scheme=theme)
        found += [f"{theme}: {line}" for line in violations(page, rules)]
    found += [f"at its size: {line}" for line in cut_off(page)]
    page.set_viewport_size(ZOOMED[device.size])
    found += [f"zoomed: {line}" for line in cut_off(page)]
    page.set_viewport_size(SIZES[device.size]["viewport"])
    return [f"{where} {line}".strip() for line in found]


def none(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def test_no_page_is_forgotten() -> None:
    assert routes() == {*SIGNED_OUT, *SIGNED_IN} - {"*"}


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_page_serves_everyone(device: Device, walked: dict[str, Any], today: date, path: str) -> None:
    settled(device, address(path, walked, today))
    none(faults(device) + motions(device.page))


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_the_way_in_serves_everyone(stranger: Device, path: str) -> None:
    settled(stranger, path)
    none(faults(stranger))


def test_dialogs_and_messages_serve_everyone(device: Device, walked: dict[str, Any]) -> None:
    settled(device, "/today")
    page = device.page
    mark_of(page, "Walk to the harbour").click()
    expect(page.get_by_test_id("toast")).to_be_visible()
    found = faults(device, "message:")
    for name, opening in {
        "a day": lambda: open_sheet(device, walked),
        "several days": lambda: page.get_by_role("button", name="Fill in several days").click(),
        "keys": lambda: page.keyboard.press("?"),
        "palette": lambda: page.keyboard.press("Control+k"),
    }.items():
        opening()
        expect(page.get_by_role("dialog")).to_be_visible()
        found += faults(device, f"{name}:")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
    none(found + motions(page))


def test_pages_without_anything_on_them_yet_serve_everyone(
    browser: Browser, stack: Stack, new_account: Callable[..., Account]
) -> None:
    newcomer = Device.start(browser, stack, "phone", reduced_motion="reduce")
    newcomer.log_in(new_account(name="Lea"))
    found = []
    for path in ("/today", "/habits", "/vacations", "/tasks", "/tasks?view=board", "/notes", "/insights"):
        settled(newcomer, path)
        found += faults(newcomer, f"{path}:")
    newcomer.context.close()
    none(found)


def test_whoever_did_not_ask_for_stillness_sees_movement(device: Device) -> None:
    """So the tests above would notice it."""
    device.page.emulate_media(reduced_motion="no-preference")
    settled(device, "/today")
    mark_of(device.page, "Breathe").click()
    expect(device.page.get_by_test_id("toast")).to_be_visible()
    assert motions(device.page) != []
    device.page.emulate_media(reduced_motion="reduce")
