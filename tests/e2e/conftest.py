"""The web app in headless Chromium against the stack that `make up` starts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.support.browser_device import PATIENCE_MS, SIZES, Device
from tests.support.patience import forget_failures
from tests.support.stack import ROOT, Account, Stack
from tools.quality import chromium

# Chromium must not call home: there may be no way out, and each refused try costs time.
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest first, else one of them would be all that runs at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def stack() -> Stack:
    return Stack.running()


@pytest.fixture(autouse=True)
def _unhurried(stack: Stack) -> None:
    forget_failures(stack)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        program = chromium.ensure()
    except chromium.NoChromium as missing:
        pytest.exit(str(missing), 2)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield started
        started.close()


@pytest.fixture(params=list(SIZES))
def context(request: pytest.FixtureRequest, browser: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """A fresh browser profile that nobody is logged in to."""
    device = Device.start(browser, stack, request.param)
    device.page.close()
    yield device.context
    device.context.close()


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


@pytest.fixture(scope="module")
def person(new_account: Callable[..., Account]) -> Account:
    """Who a module's tests are about, with one habit."""
    account = new_account(name="Mia")
    account.api.post("/habits", {"name": "Breathe"}).expect(201)
    return account


@pytest.fixture(scope="module", params=list(SIZES))
def device(
    request: pytest.FixtureRequest, browser: Browser, stack: Stack, person: Account
) -> Iterator[Device]:
    """The person's phone, then their computer; each test begins on Today, online."""
    opened = Device.start(browser, stack, request.param, installs=True)
    opened.log_in(person)
    opened.until_installed()
    yield opened
    opened.context.close()


@pytest.fixture(params=["online", "offline"])
def network(request: pytest.FixtureRequest) -> str:
    """With or without a network: see Device.on."""
    return request.param


@pytest.fixture(autouse=True)
def _as_it_was(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever happens, the next test finds the device online and with nothing in its way."""
    yield
    device = request.node.funcargs.get("device")
    if device:
        device.context.set_offline(False)
        device.page.unroute_all(behavior="ignoreErrors")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """What the browsers show at a failure is kept in test-results/."""
    report = yield
    if report.failed and call.when == "call":
        used = [*getattr(item, "funcargs", {}).values()]
        contexts = [one.context if isinstance(one, Device) else one for one in used]
        pages = [page for one in contexts if isinstance(one, BrowserContext) for page in one.pages]
        name = re.sub(r"\W+", "-", item.name)
        for number, page in enumerate(pages):
            page.screenshot(path=ROOT / "test-results" / f"{name}-{number}.png")
    return report
