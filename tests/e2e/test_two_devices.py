"""One person's phone and laptop, both offline on the same habits: what both did is there afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.steps import add_amount, choose, go_to_day, mark_of, open_sheet, row_of, value_of
from tests.support.browser_device import Device
from tests.support.browser_pages import today_of
from tests.support.stack import Account, Stack, eventually

Devices = tuple[Device, Device]


@pytest.fixture(scope="module")
def person(new_account: Callable[..., Account]) -> Account:
    account = new_account(name="Nils")
    for number in range(2):
        account.api.post("/habits", {"name": f"Swim {number}"}).expect(201)
        pages = {"kind": "numeric", "unit": "pages", "target": 10, "target_type": "at_least"}
        account.api.post("/habits", {"name": f"Pages {number}", **pages}).expect(201)
    return account


@pytest.fixture(scope="module")
def devices(browser: Browser, stack: Stack, person: Account) -> Iterator[Devices]:
    phone, laptop = (Device.start(browser, stack, size, installs=True) for size in ("phone", "desktop"))
    for device in (phone, laptop):
        device.log_in(person)
        device.until_installed()
    yield phone, laptop
    for device in (phone, laptop):
        device.context.close()


@pytest.fixture(params=[0, 1], ids=["phone-back-first", "laptop-back-first"])
def back(request: pytest.FixtureRequest, devices: Devices) -> Iterator[Devices]:
    """The devices in the order in which they find a network again."""
    yield devices if request.param == 0 else devices[::-1]
    for device in devices:
        device.context.set_offline(False)


@pytest.fixture
def habits(request: pytest.FixtureRequest, person: Account, back: Devices) -> dict[str, dict[str, Any]]:
    """By kind; each order has its own."""
    number = request.node.callspec.params["back"]
    items = person.api.get("/habits").expect(200)["items"]
    return {item["kind"]: item for item in items if item["name"].endswith(str(number))}


def until_known(person: Account, habit: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Waits until the server knows exactly `wanted` (value, or status where there is none, by day)."""
    path = f"/habits/{habit['id']}/checkins?from={min(wanted)}&to={max(wanted)}"

    def known() -> bool:
        days = person.api.get(path).expect(200)["items"]
        return {day["date"]: day["value"] or day["status"] for day in days if day["status"]} == wanted

    eventually(known, f"{wanted} of {habit['name']}")


def test_marks_merge_and_the_later_one_wins(
    devices: Devices, back: Devices, person: Account, habits: dict[str, dict[str, Any]]
) -> None:
    phone, laptop = devices
    swim = habits["yes_no"]
    today = today_of(person)
    for device in devices:
        device.open("/today")
        expect(row_of(device.page, swim)).to_be_visible()
        device.go_offline()

    mark_of(phone.page, swim["name"]).click()
    expect(mark_of(phone.page, swim["name"])).to_have_attribute("aria-pressed", "true")
    sheet = open_sheet(laptop, swim)
    choose(sheet, "Skip")
    sheet.get_by_role("button", name="Save").click()
    expect(row_of(laptop.page, swim)).to_contain_text("Skipped")
    for device, ago in ((laptop, 1), (phone, 2)):
        go_to_day(device.page, str(today - timedelta(ago)))
        mark_of(device.page, swim["name"]).click()
        expect(mark_of(device.page, swim["name"])).to_have_attribute("aria-pressed", "true")

    for device in back:
        device.go_online()
    done = {str(today - timedelta(1)): "done", str(today - timedelta(2)): "done"}
    until_known(person, swim, {str(today): "skip", **done})
    for device in devices:
        device.open("/today")
        expect(row_of(device.page, swim)).to_contain_text("Skipped")
        expect(row_of(device.page, swim)).to_contain_text("2 days in a row")


def test_amounts_of_both_add_up(
    devices: Devices, back: Devices, person: Account, habits: dict[str, dict[str, Any]]
) -> None:
    pages = habits["numeric"]
    for device, amount in zip(devices, (4, 3), strict=True):
        device.open("/today")
        expect(row_of(device.page, pages)).to_be_visible()
        device.go_offline()
        add_amount(device, pages, amount)
        device.restart()
        expect(value_of(device.page, pages)).to_have_accessible_name(re.compile(f", {amount} pages"))

    for device in back:
        device.go_online()
    until_known(person, pages, {str(today_of(person)): 7})
    for device in devices:
        device.open("/today")
        expect(value_of(device.page, pages)).to_have_accessible_name(re.compile(", 7 pages"))
