"""What a person does with a day, on a phone and on a computer, with a network and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.steps import choose, fill_in, go_to_day, mark_of, new_habit, open_sheet, row_of
from tests.support.browser_device import Device
from tests.support.browser_pages import today_of
from tests.support.stack import Account, eventually


@pytest.fixture(scope="module")
def person(new_account: Callable[..., Account]) -> Account:
    """With a habit for each test, so that the devices know them all before the network goes."""
    account = new_account(name="Mia")
    for number in range(26):
        account.api.post("/habits", {"name": f"Habit {number:02}"}).expect(201)
    return account


@pytest.fixture(scope="module")
def unused(person: Account) -> Iterator[dict[str, Any]]:
    return iter(person.api.get("/habits").expect(200)["items"])


@pytest.fixture
def habit(device: Device, unused: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """A habit that no other test touches, on Today."""
    device.open("/today")
    fresh = next(unused)
    expect(row_of(device.page, fresh)).to_be_visible()
    return fresh


def days_of(person: Account, habit: dict[str, Any]) -> dict[str, str | None]:
    """What the server knows of the habit's last month: the status by day."""
    today = today_of(person)
    path = f"/habits/{habit['id']}/checkins?from={today - timedelta(30)}&to={today}"
    return {day["date"]: day["status"] for day in person.api.get(path).expect(200)["items"] if day["status"]}


def until_known(person: Account, habit: dict[str, Any], **days_ago: str) -> None:
    """Waits until the server knows exactly these days, named as `ago_3="done"`."""
    today = today_of(person)
    wanted = {str(today - timedelta(int(name.removeprefix("ago_")))): said for name, said in days_ago.items()}
    eventually(lambda: days_of(person, habit) == wanted, f"{wanted} of {habit['name']}")


def test_a_habit_is_made(device: Device, person: Account, network: str) -> None:
    name = f"Whittle {device.size} {network}"
    device.open("/today")
    with device.on(network):
        new_habit(device.page, name)
        device.open("/today")
        mark_of(device.page, name).click()
        expect(mark_of(device.page, name)).to_have_attribute("aria-pressed", "true")
        device.restart()
        expect(mark_of(device.page, name)).to_have_attribute("aria-pressed", "true")

    def made() -> list[dict[str, Any]]:
        habits = person.api.get("/habits").expect(200)["items"]
        return [habit for habit in habits if habit["name"] == name]

    eventually(made, "the habit to reach the server")
    until_known(person, made()[0], ago_0="done")
    assert len(made()) == 1


def test_a_day_is_marked(device: Device, person: Account, network: str, habit: dict[str, Any]) -> None:
    mark = mark_of(device.page, habit["name"])
    with device.on(network):
        expect(mark).to_have_attribute("aria-pressed", "false")
        mark.click()
        expect(mark).to_have_attribute("aria-pressed", "true")
        expect(row_of(device.page, habit)).to_contain_text("1 day in a row")
        device.restart()
        expect(mark).to_have_attribute("aria-pressed", "true")
    until_known(person, habit, ago_0="done")


def test_a_day_is_skipped(device: Device, person: Account, network: str, habit: dict[str, Any]) -> None:
    with device.on(network):
        sheet = open_sheet(device, habit)
        choose(sheet, "Skip")
        sheet.get_by_role("button", name="Save").click()
        expect(row_of(device.page, habit)).to_contain_text("Skipped")
        device.restart()
        expect(row_of(device.page, habit)).to_contain_text("Skipped")
    until_known(person, habit, ago_0="skip")


def test_a_mistake_is_undone(device: Device, person: Account, network: str, habit: dict[str, Any]) -> None:
    mark = mark_of(device.page, habit["name"])
    with device.on(network):
        mark.click()
        expect(mark).to_have_attribute("aria-pressed", "true")
        mark.click()
        expect(mark).to_have_attribute("aria-pressed", "false")
        sheet = open_sheet(device, habit)
        choose(sheet, "Not today")
        sheet.get_by_role("button", name="Save").click()
        expect(row_of(device.page, habit)).to_contain_text("Not today")
        device.page.get_by_role("button", name="Undo").click()
        expect(row_of(device.page, habit)).not_to_contain_text("Not today")
        mark.click()
        expect(mark).to_have_attribute("aria-pressed", "true")
    until_known(person, habit, ago_0="done")
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "false")
    until_known(person, habit)


def test_a_day_of_the_past_is_filled_in(
    device: Device, person: Account, network: str, habit: dict[str, Any]
) -> None:
    ago = 9 if network == "online" else 10
    day = str(today_of(person) - timedelta(ago))
    with device.on(network):
        go_to_day(device.page, day)
        mark = mark_of(device.page, habit["name"])
        expect(mark).to_have_attribute("aria-pressed", "false")
        mark.click()
        expect(mark).to_have_attribute("aria-pressed", "true")
        device.page.get_by_role("link", name="Next day").click()
        expect(mark).to_have_attribute("aria-pressed", "false")
    until_known(person, habit, **{f"ago_{ago}": "done"})


def test_a_day_of_the_calendar_is_filled_in(
    device: Device, person: Account, network: str, habit: dict[str, Any]
) -> None:
    day = today_of(person) - timedelta(4)
    page = device.page
    device.open(f"/habits/{habit['id']}")
    cell = page.locator(f"[data-day='{day}']")
    expect(cell).to_have_accessible_name(re.compile("nothing yet"))
    with device.on(network):
        cell.click()
        sheet = page.get_by_role("dialog")
        sheet.get_by_label("Note").fill("In the train")
        sheet.get_by_role("button", name="Save").click()
        expect(cell).to_have_accessible_name(re.compile("done"))
        expect(page.get_by_text("In the train")).to_be_visible()
    until_known(person, habit, ago_4="done")


def test_a_habit_is_paused(device: Device, person: Account, network: str, habit: dict[str, Any]) -> None:
    page = device.page
    device.open("/vacations")
    expect(page.get_by_role("button", name="Add a holiday")).to_be_visible()
    with device.on(network):
        page.get_by_role("button", name="Add a holiday").click()
        sheet = page.get_by_role("dialog")
        choose(sheet, "Chosen habits")
        sheet.get_by_role("checkbox", name=habit["name"]).check(force=True)
        fill_in(sheet.get_by_label("Last day"), str(today_of(person) + timedelta(6)))
        sheet.get_by_role("button", name="Save").click()
        expect(page.get_by_role("listitem").filter(has_text=habit["name"])).to_contain_text("now")
        page.get_by_role("link", name="Today").first.click()
        expect(row_of(page, habit)).to_contain_text("On holiday until")
        device.restart()
        expect(row_of(page, habit)).to_contain_text("On holiday until")

    def paused() -> list[list[str]]:
        vacations = person.api.get("/vacations").expect(200)["items"]
        return [one["habit_ids"] for one in vacations if one["habit_ids"] == [habit["id"]]]

    eventually(paused, "the holiday to reach the server")
    assert len(paused()) == 1
