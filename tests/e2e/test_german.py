"""The whole app in German: no English word is left, no name of a message shows, no message is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser_checks import cut_off
from tests.support.browser_device import Device
from tests.support.browser_pages import SIGNED_IN, SIGNED_OUT, address, some_habit, today_of
from tests.support.stack import ROOT, Account, Stack

pytestmark = pytest.mark.long

MESSAGES = ROOT / "frontend" / "src" / "lib" / "i18n" / "messages"
PLACEHOLDER = re.compile(r"\{\w+\}")

_WORDS = """() => {
  const found = [document.title];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    if (!texts.currentNode.parentElement.closest('script, style')) found.push(texts.currentNode.data);
  for (const element of document.querySelectorAll('*'))
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description'])
      if (element.hasAttribute(name)) found.push(element.getAttribute(name));
  return found.map((text) => text.trim()).filter(Boolean);
}"""


def catalogue(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in (MESSAGES / language).glob("*.json"):
        found |= json.loads(file.read_text(encoding="utf-8"))
    return found


def english_only() -> re.Pattern[str]:
    """Whatever only the English app says: its messages, with anything in the places of their values.

    Left out are plurals, and messages that the German app has too, in whatever place.
    """
    english, german = catalogue("en"), set(catalogue("de").values())
    plain = {text for text in english.values() if "{" not in PLACEHOLDER.sub("", text)}
    foreign = [text for text in plain - german if re.search(r"[A-Za-z]{3}", PLACEHOLDER.sub("", text))]
    patterns = (".+".join(map(re.escape, PLACEHOLDER.split(text))) for text in foreign)
    return re.compile("|".join(patterns))


def not_german(page: Page) -> list[str]:
    """Words of the page that are English, the name of a message, or a message with unfilled places."""
    names, english = catalogue("en").keys(), english_only()
    return [
        text
        for text in page.evaluate(_WORDS)
        if text in names or english.fullmatch(text) or re.search(r"\{\w*\}|, (plural|select),", text)
    ]


@pytest.fixture(scope="module")
def person(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Ruth", timezone="Europe/Berlin")


@pytest.fixture(scope="module")
def habit(person: Account) -> dict[str, Any]:
    some_habit(person, "Seiten", kind="numeric", unit="S.", target=3, target_type="at_least", group="Abends")
    person.api.post("/vacations", {"start_date": "2026-01-05", "end_date": "2026-01-11"}).expect(201)
    return some_habit(person, "Spaziergang")


@pytest.fixture(scope="module")
def device(browser: Browser, stack: Stack, person: Account, habit: dict[str, Any]) -> Iterator[Device]:
    """A phone whose language is German; the words are longest where there is least room."""
    opened = Device.start(browser, stack, "phone", locale="de-DE", timezone_id="Europe/Berlin")
    yield opened
    opened.context.close()


def settled(device: Device, path: str) -> None:
    device.open(path)
    expect(device.page.get_by_role("heading", level=1)).to_be_visible()
    device.page.wait_for_load_state("networkidle")
    expect(device.page.get_by_text("Lädt …")).to_have_count(0)


def test_the_way_in_and_every_page_are_german(device: Device, person: Account, habit: dict[str, Any]) -> None:
    today = today_of(person)
    found = {}
    for path in SIGNED_OUT:
        settled(device, path)
        found[path] = not_german(device.page) + cut_off(device.page)
    device.log_in(person)
    for path in SIGNED_IN:
        settled(device, address(path, habit, today))
        expect(device.page.locator("html")).to_have_attribute("lang", "de")
        found[path] = not_german(device.page) + cut_off(device.page)
    assert {path: words for path, words in found.items() if words} == {}


def test_dialogs_and_messages_are_german(device: Device, habit: dict[str, Any]) -> None:
    page = device.page
    settled(device, "/today")
    found = []
    for opening in (
        lambda: page.get_by_test_id(f"mark-{habit['id']}").press("Enter"),
        lambda: page.keyboard.press("?"),
        lambda: page.keyboard.press("Control+k"),
    ):
        opening()
        expect(page.get_by_role("dialog")).to_be_visible()
        found += not_german(page) + cut_off(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_test_id(f"mark-{habit['id']}").click()
    expect(page.get_by_test_id("toast")).to_be_visible()
    found += not_german(page)
    device.context.set_offline(True)
    expect(page.get_by_text("offline").first).to_be_visible()
    found += not_german(page)
    device.context.set_offline(False)
    assert found == []


def test_the_language_is_chosen_and_stays(device: Device) -> None:
    page = device.page
    settled(device, "/settings")
    page.locator("label", has_text="English").click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    device.restart()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    page.locator("label", has_text="Deutsch").click()
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()
