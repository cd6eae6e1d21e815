"""What was changed can be seen, with who and when, and put back; and a person's data leave as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser_checks import cut_off, violations
from tests.support.browser_device import Device
from tests.support.browser_pages import today_of
from tests.support.stack import Account, eventually


@pytest.fixture(scope="module")
def person(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Tom")


@pytest.fixture
def changed(person: Account) -> dict[str, Any]:
    """A habit whose today was marked and then skipped, when both are in its history."""
    habit = person.api.post("/habits", {"name": "Paint"}).expect(201)
    path = f"/habits/{habit['id']}/checkins/{today_of(person)}"
    for status in ("done", "skip"):
        person.api.put(path, {"status": status}).expect(200)
    edits = f"/habits/{habit['id']}/edits"
    eventually(lambda: len(person.api.get(edits).expect(200)["items"]) >= 2, "the history of two marks")
    return habit


def test_a_change_is_put_back(device: Device, person: Account, changed: dict[str, Any]) -> None:
    page, today = device.page, today_of(person)
    device.open(f"/habits/{changed['id']}")
    page.get_by_role("button", name="Show the history").click()
    newest = page.get_by_role("region", name="History of changes").get_by_role("listitem").first
    expect(newest).to_contain_text("skipped")
    found = violations(page) + cut_off(page)
    newest.get_by_role("button", name="Put back").click()
    expect(page.get_by_test_id("toast")).to_be_visible()

    path = f"/habits/{changed['id']}/checkins?from={today}&to={today}"
    eventually(
        lambda: [day["status"] for day in person.api.get(path).expect(200)["items"]] == ["done"],
        "the day to be done again",
    )
    assert found == []


def test_ones_data_leave_as_a_file(device: Device, tmp_path: Path) -> None:
    page = device.page
    device.open("/export")
    page.get_by_role("button", name="Make Daybook, everything").click()
    download = page.get_by_role("button", name="Download").first
    expect(download).to_be_visible(timeout=60_000)
    found = violations(page) + cut_off(page)
    with page.expect_download() as coming:
        download.click()
    file = tmp_path / "daybook.json"
    coming.value.save_as(file)
    names = [habit["name"] for habit in json.loads(file.read_bytes())["habits"]]
    assert "Paint" in names
    assert found == []
