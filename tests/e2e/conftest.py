"""The web app in headless Chromium against the stack that `make up` starts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.stack import ROOT, Account, Stack
from tools.quality import chromium

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
# Chromium must not call home: there may be no way out, and each refused try costs time.
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="session")
def stack() -> Stack:
    return Stack.running()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        program = chromium.ensure()
    except chromium.NoChromium as missing:
        pytest.exit(str(missing), 2)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield started
        started.close()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile; what it shows at a failure is kept in test-results/."""
    opened = browser.new_context(**request.param, locale="en-GB", timezone_id="Europe/London")
    opened.set_default_timeout(15_000)
    yield opened
    if getattr(request.node, "failed", False):
        name = re.sub(r"\W+", "-", request.node.name)
        for number, page in enumerate(opened.pages):
            page.screenshot(path=ROOT / "test-results" / f"{name}-{number}.png")
    opened.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.failed = True
    return report


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said; a test that expects none asserts that it is empty."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
    opened.on(
        "console",
        lambda message: (
            complaints.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    return opened


@pytest.fixture(scope="session")
def new_account(stack: Stack) -> Callable[..., Account]:
    return lambda **details: Account.create(stack, **details)


@pytest.fixture(scope="session")
def screenshots() -> Path:
    folder = ROOT / "test-results"
    folder.mkdir(exist_ok=True)
    return folder
