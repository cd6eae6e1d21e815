"""Notes and bookmarks on a phone and a desktop computer, with and without a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.steps import choose, log_in
from tests.support.browser_device import Device
from tests.support.stack import Account, Stack, eventually


def note_of(person: Account, title: str) -> Any:
    """The person's note of that name with its body, as the server has it; None when it has none."""
    items = person.api.get("/notes").expect(200)["items"]
    found = next((item for item in items if item["title"] == title), None)
    return found and person.api.get(f"/notes/{found['id']}").expect(200)


def test_a_note_is_written_looked_at_and_changed(device: Device, person: Account, network: str) -> None:
    page, title = device.page, f"Autumn, {device.size}, {network}"
    device.open("/notes/new")
    expect(page.get_by_label("Title")).to_be_visible()
    with device.on(network):
        page.get_by_label("Title").fill(title)
        page.get_by_label("Text").fill("# Keep\n\n- **early** mornings")
        choose(page.locator("main"), "Preview")
        expect(page.get_by_role("heading", name="Keep")).to_be_visible()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        page.get_by_role("link", name="Edit").click()
        page.get_by_label("Text").fill("# Keep\n\n- **early** evenings")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("article")).to_contain_text("early evenings")
        if network == "offline":
            device.restart()
            expect(page.get_by_role("article")).to_contain_text("early evenings")

    def saved() -> bool:
        note = note_of(person, title)
        return note is not None and note["body"] == "# Keep\n\n- **early** evenings"

    eventually(saved, f"{title} to be saved")


def test_a_search_looks_into_the_whole_text(device: Device, person: Account) -> None:
    word = f"marigold{device.size}"
    title = f"Garden, {device.size}"
    person.api.post("/notes", {"title": title, "body": "beds and paths " * 40 + word}).expect(201)
    device.open("/notes")
    device.page.get_by_role("searchbox").fill(word)
    expect(device.page.get_by_text("1 found", exact=True)).to_be_visible()
    expect(device.page.get_by_role("link", name=title)).to_be_visible()


def test_a_bookmark_leads_to_the_web_only(device: Device, person: Account) -> None:
    page = device.page
    device.open("/notes/new?kind=bookmark")
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Enter a web address")).to_be_visible()
    page.get_by_label("Address").fill("www.example.com/page")
    page.get_by_label("Title").fill(f"A page, {device.size}")
    page.get_by_role("button", name="Save").click()
    link = page.get_by_role("link", name="example.com")
    expect(link).to_have_attribute("href", "https://www.example.com/page")
    eventually(lambda: note_of(person, f"A page, {device.size}") is not None, "the bookmark to be saved")


def test_what_is_written_does_nothing(
    page: Page, stack: Stack, complaints: list[str], new_account: Callable[..., Account]
) -> None:
    """Whoever gets text into a note, by an import or another app, gets no script into the page."""
    account = new_account(name="Otto")
    body = (
        "<script>document.title = 'taken'</script> <img src=x onerror=\"document.title = 'taken'\">\n\n"
        "[a link](javascript:document.title='taken')\n\n![a picture](https://elsewhere.invalid/pixel.png)"
    )
    made = account.api.post("/notes", {"title": "Strange", "body": body}).expect(201)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{stack.app_url}/notes/{made['id']}")
    log_in(page, account.email)
    article = page.get_by_role("article")
    expect(article.get_by_role("link", name="a picture")).to_be_visible()
    assert article.locator("img, script, a[href^=javascript]").count() == 0
    assert page.title().startswith("Strange")
    assert not [url for url in asked if "elsewhere" in url]
    assert complaints == []
