"""The app as a program: it opens without a network after one visit; a new version comes without a loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Error, expect

from tests.e2e.steps import mark_of
from tests.support.browser_device import Device
from tests.support.browser_pages import SIGNED_IN, address, some_habit, things_of, today_of
from tests.support.stack import Account, Stack, eventually

WORKER = "sw.js"
CLOSED_DOORS = ("That didn’t work", "Not known yet", "This page tripped")
# Lists of work and files that only the server knows; they say so kindly. The habit's page is looked at part
# by part, a task's and a note's for what they are about.
# What opens an account, what points buy and who is told of what are shown as they are now, not as a device
# remembers them, unless they have been looked at before.
PARTLY_KNOWN = (
    "/import",
    "/export",
    "/habits/:id",
    "/tasks/:id",
    "/notes/:id",
    "/inbox",
    "/rewards",
    "/rewards/orders",
    "/settings/notifications",
    "/settings/security",
    "/settings/sessions",
    "/settings/tokens",
)


# Whether the device's storage has an answer whose key begins with these words.
KEPT = """words => new Promise(answer => {
  const opening = indexedDB.open('daybook');
  opening.onsuccess = () => {
    const asked = opening.result.transaction('cache').objectStore('cache').getAll();
    asked.onsuccess = () => {
      const queries = asked.result.flatMap(({clientState}) => clientState.queries);
      answer(queries.some(({queryKey}) => words.every((word, place) => queryKey[place] === word)));
      opening.result.close();
    };
  };
})"""


@pytest.fixture(scope="module")
def person(new_account: Callable[..., Account]) -> Account:
    account = new_account(name="Olga")
    things_of(account, some_habit(account, "Walk"))
    return account


@contextmanager
def newer_version(stack: Stack) -> Iterator[str]:
    """The site has a newer version of the app meanwhile; the name of its cache."""
    s3, place = stack.aws("s3"), {"Bucket": stack.endpoints["site_bucket"], "Key": WORKER}
    stored = s3.get_object(**place)
    worker, kind = stored["Body"].read(), stored["ContentType"]
    version = f"test-{uuid4().hex[:8]}"
    newer = re.sub(rb'const VERSION = "[^"]+"', f'const VERSION = "{version}"'.encode(), worker)
    assert newer != worker
    s3.put_object(**place, Body=newer, ContentType=kind, CacheControl=stored.get("CacheControl", ""))
    try:
        yield f"daybook-shell-{version}"
    finally:
        s3.put_object(**place, Body=worker, ContentType=kind, CacheControl=stored.get("CacheControl", ""))


def look_for_news(device: Device) -> None:
    """As the browser does by itself now and then."""
    device.page.evaluate("navigator.serviceWorker.getRegistration().then(known => known.update())")


def until_version(device: Device, cache: str) -> None:
    def taken() -> bool:
        with suppress(Error):  # the page is being loaded anew at this very moment
            return device.page.evaluate("caches.keys()") == [cache]
        return False

    eventually(taken, "the new version to take over", seconds=90)
    device.until_installed()


def until_as_published(device: Device, stack: Stack) -> None:
    """Another test may have left the device with a version that is gone again."""
    body = stack.aws("s3").get_object(Bucket=stack.endpoints["site_bucket"], Key=WORKER)["Body"].read()
    version = re.findall(r'const VERSION = "([^"]+)"', body.decode())[0]

    def current() -> bool:
        with suppress(Error):
            device.restart()
            look_for_news(device)
            return device.page.evaluate("caches.keys()") == [f"daybook-shell-{version}"]
        return False

    eventually(current, "the published version", seconds=90)


def until_fetched_ahead(device: Device, habit: dict[str, Any]) -> None:
    """While a person looks at the first page, the app fetches what the others show, and keeps it."""
    for part in (["habits", "checkins"], ["habits", "stats"], ["notes", "one"]):
        key = [*part, habit["id"]]
        eventually(lambda key=key: device.page.evaluate(KEPT, key), f"{part} to be kept on the device")


def test_every_page_opens_without_a_network(device: Device, person: Account) -> None:
    habit = person.api.get("/habits").expect(200)["items"][0]
    today = today_of(person)
    device.open("/today")
    until_fetched_ahead(device, habit)
    device.go_offline()
    closed = []
    for path in SIGNED_IN:
        device.open(address(path, habit, today))
        expect(device.page.get_by_role("heading", level=1)).to_be_visible()
        expect(device.page.get_by_text("Loading…")).to_have_count(0)
        text = device.page.get_by_role("main").inner_text()
        expected = CLOSED_DOORS[1:2] if path in PARTLY_KNOWN else ()
        closed += [f"{path}: {words}" for words in CLOSED_DOORS if words in text and words not in expected]
    for place, words in {"tasks": "Look for the old map", "notes": "along the river"}.items():
        device.open(f"/{place}/{habit['id']}")
        expect(device.page.get_by_role("main")).to_contain_text(words)
    device.open(f"/habits/{habit['id']}")
    expect(device.page.get_by_role("listbox", name=re.compile("^Score over time"))).to_be_visible()
    expect(device.page.get_by_role("grid")).to_be_visible()
    device.go_online()
    assert not closed, closed


def test_a_new_version_keeps_what_waits_to_be_sent(device: Device, person: Account, stack: Stack) -> None:
    page = device.page
    habit = person.api.post("/habits", {"name": f"Sing {uuid4().hex[:6]}"}).expect(201)
    mark = mark_of(page, habit["name"])
    device.open("/today")
    until_as_published(device, stack)
    page.route("**/checkins/**", lambda route: route.abort())
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    with newer_version(stack) as version:
        look_for_news(device)
        page.get_by_role("button", name="Use it now").click()
        until_version(device, version)
        expect(mark).to_have_attribute("aria-pressed", "true")
    page.unroute_all(behavior="wait")
    today = today_of(person)
    path = f"/habits/{habit['id']}/checkins?from={today}&to={today}"
    eventually(
        lambda: [day["status"] for day in person.api.get(path).expect(200)["items"]] == ["done"],
        "the mark that an older version made",
    )


def test_a_new_version_waits_for_a_form(device: Device, person: Account, stack: Stack) -> None:
    page, name = device.page, f"Carve {uuid4().hex[:6]}"
    device.open("/today")
    until_as_published(device, stack)
    device.open("/habits/new")
    page.get_by_label("Name").fill(name)
    with newer_version(stack) as version:
        look_for_news(device)
        page.get_by_role("button", name="Use it now").click()
        expect(page.get_by_label("Name")).to_have_value(name)
        page.get_by_role("button", name="Create habit").click()
        expect(mark_of(page, name)).to_be_visible()
        # The browser lets the old worker finish first, for as long as it likes; not so at the next start.
        with suppress(Error):  # unless it was done at this very moment, and the app loads itself anew
            device.restart()
        until_version(device, version)
    names = [habit["name"] for habit in person.api.get("/habits").expect(200)["items"]]
    assert names.count(name) == 1
