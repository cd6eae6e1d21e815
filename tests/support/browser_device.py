"""A person's browser on a phone or a desktop computer, with and without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.stack import PASSWORD, Account, Stack

SIZES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
# How long a step may take before it counts as failed: a slow machine is no fault of the app.
PATIENCE_MS = 20_000
BRITISH = {"locale": "en-GB", "timezone_id": "Europe/London"}


@dataclass(frozen=True)
class Device:
    """A browser profile of its own, in which one person is logged in."""

    size: str
    app_url: str
    context: BrowserContext
    page: Page

    @classmethod
    def start(
        cls, browser: Browser, stack: Stack, size: str, *, installs: bool = False, **options: Any
    ) -> Device:
        """A fresh profile; `options` are those of a Playwright context. Unless it `installs`, it is of the
        browsers without service workers: keeping the whole app takes as long as most tests."""
        context = browser.new_context(**{**SIZES[size], **BRITISH, **options})
        if not installs:
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        context.set_default_timeout(PATIENCE_MS)
        return cls(size, stack.app_url, context, context.new_page())

    @property
    def is_phone(self) -> bool:
        return self.size == "phone"

    def log_in(self, account: Account) -> None:
        """By the form, whatever its language; ends on the first page."""
        self.open("/login")
        self.page.locator("input[type=email]").fill(account.email)
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.page.locator("form button[type=submit]").click()
        expect(self.page.get_by_role("navigation")).to_be_visible()

    def open(self, path: str) -> None:
        """As if the address were typed."""
        self.page.goto(self.app_url + path)

    def restart(self) -> None:
        """The app is closed and opened again, as the phone does when it needs the memory."""
        self.page.reload()

    def go_offline(self) -> None:
        self.context.set_offline(True)
        expect(self.page.get_by_text("You’re offline.").first).to_be_visible()

    def go_online(self) -> None:
        self.context.set_offline(False)
        expect(self.page.get_by_text("You’re offline.")).to_have_count(0)

    @contextmanager
    def on(self, network: str) -> Iterator[None]:
        """With the network `online` or `offline` meanwhile; online again afterwards."""
        if network == "offline":
            self.go_offline()
        yield
        if network == "offline":
            self.go_online()

    def until_installed(self) -> None:
        """The service worker has kept the whole app and answers for this page."""
        self.page.wait_for_function("() => navigator.serviceWorker?.controller?.state === 'activated'")
