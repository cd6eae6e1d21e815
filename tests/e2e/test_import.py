"""Someone comes from another app, by phone and by computer; without a network it is said what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.steps import name_of_row
from tests.support.browser_checks import cut_off, violations
from tests.support.browser_device import SIZES, Device
from tests.support.stack import Account, Stack
from tests.support.transfers import loop_zip

PATIENCE_MS = 60_000  # the importer is called in S3's own time


@pytest.fixture(scope="module", params=list(SIZES))
def device(
    request: pytest.FixtureRequest, browser: Browser, stack: Stack, new_account: Callable[..., Account]
) -> Iterator[Device]:
    """Of someone new for each size, since a file is new only once."""
    opened = Device.start(browser, stack, request.param, installs=True, reduced_motion="reduce")
    opened.log_in(new_account(name="Quinn"))
    opened.until_installed()
    yield opened
    opened.context.close()


def file_field(page: Page) -> Locator:
    return page.locator("input[type=file]")


def choose_file(page: Page, data: bytes, name: str = "Loop Habits CSV.zip") -> None:
    file_field(page).set_input_files([{"name": name, "mimeType": "application/zip", "buffer": data}])


def faults(page: Page) -> list[str]:
    return violations(page) + cut_off(page)


def test_without_a_network_an_import_says_what_it_needs(device: Device) -> None:
    page = device.page
    device.open("/import")
    expect(file_field(page)).to_be_enabled()
    device.go_offline()
    expect(page.get_by_text("This needs a connection; the rest of Daybook doesn’t.")).to_be_visible()
    expect(file_field(page)).to_be_disabled()
    assert faults(page) == []
    device.go_online()
    expect(page.get_by_text("This needs a connection")).to_have_count(0)
    expect(file_field(page)).to_be_enabled()


def test_the_days_of_another_app_come_along(device: Device) -> None:
    page = device.page
    device.open("/settings")
    page.get_by_role("link", name="Import from another app").click()
    choose_file(page, loop_zip())
    commit = page.get_by_role("button", name="Import 1 habit")
    expect(commit).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("checkbox", name="Read")).to_be_checked()
    expect(page.get_by_text("Nothing has been written yet.")).to_be_visible()
    found = faults(page)
    commit.click()
    expect(page.get_by_role("heading", name="It’s all here")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("1 new habit")).to_be_visible()
    found += faults(page)

    page.get_by_role("link", name="Go to Today").click()
    name_of_row(page, "Read").click()
    expect(page.get_by_role("heading", name="Read", exact=True)).to_be_visible()
    page.get_by_role("button", name="Earlier year").click()
    for day, said in (("2025-02-02", "done"), ("2025-02-01", "skipped"), ("2025-01-31", "done")):
        expect(page.locator(f"[data-day='{day}']")).to_have_attribute("aria-label", re.compile(said))
    expect(page.get_by_text("good", exact=True)).to_be_visible()

    device.open("/import")
    choose_file(page, loop_zip())
    expect(page.get_by_text("All these days are here already.")).to_be_visible(timeout=PATIENCE_MS)
    assert found == []


def test_a_file_that_is_none_is_refused_with_the_reason(device: Device) -> None:
    page = device.page
    device.open("/import")
    choose_file(page, b"PK\x03\x04 and then nothing of a zip")
    expect(page.get_by_role("heading", name="This file can’t be taken")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("The zip is damaged.")).to_be_visible()
    assert faults(page) == []
