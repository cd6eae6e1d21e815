"""Points, what they buy, and the streak that a freeze holds, as a person sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.steps import mark_of, row_of
from tests.support.browser_checks import cut_off, violations
from tests.support.browser_device import Device
from tests.support.browser_pages import today_of
from tests.support.stack import Account, Stack, eventually

# The database may be asleep, and an order goes through a queue or two.
PATIENCE_MS = 60_000


@pytest.fixture
def sami(new_account: Callable[..., Account]) -> Account:
    """With 120 points, for days that were marked in time."""
    account = new_account(name="Sami", timezone="UTC")
    for number in range(4):
        done(account, new_habit(account, f"Habit {number}"), 0, 1, 2)
    eventually(lambda: points(account) == 120, "120 points")
    return account


@pytest.fixture
def phone(browser: Browser, stack: Stack, sami: Account) -> Iterator[Device]:
    opened = Device.start(browser, stack, "phone")
    opened.log_in(sami)
    yield opened
    opened.context.close()


def new_habit(account: Account, name: str) -> dict[str, Any]:
    habit: dict[str, Any] = account.api.post("/habits", {"name": name}).expect(201)
    return habit


def done(account: Account, habit: dict[str, Any], *ago: int) -> None:
    for days in ago:
        day = today_of(account) - timedelta(days)
        account.api.put(f"/habits/{habit['id']}/checkins/{day}", {"status": "done"}).expect(200)


def points(account: Account) -> int:
    known: int = account.api.get("/rewards/points").expect(200)["points"]
    return known


def serves_everyone(page: Page) -> None:
    found = violations(page) + cut_off(page)
    assert not found, "\n".join(found)


def get_freeze(page: Page) -> None:
    """From the rewards to an order that is fulfilled."""
    page.get_by_role("button", name="Get Streak freeze for 100 points").click(timeout=PATIENCE_MS)
    sheet = page.get_by_role("dialog", name="Streak freeze")
    expect(sheet.get_by_text("30 points")).to_be_visible()
    sheet.get_by_role("button", name="Order").click()
    expect(page.get_by_text("Ordered: Streak freeze")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_test_id("points")).to_have_text("30")
    page.get_by_role("link", name="Orders").click()
    order = page.get_by_role("main").get_by_role("listitem").filter(has_text="Streak freeze")
    expect(order.get_by_text("Yours")).to_be_visible(timeout=PATIENCE_MS)


def test_points_buy_a_freeze_that_holds_a_streak(sami: Account, phone: Device) -> None:
    page, walk = phone.page, new_habit(sami, "Walk")
    done(sami, walk, 2, 3, 4, 5)  # of these only the first brings points: the others come too late
    eventually(lambda: points(sami) == 130, "130 points")
    phone.open("/rewards")
    expect(page.get_by_test_id("points")).to_have_text("130")
    expect(page.get_by_role("heading", name="Streak freeze")).to_be_visible(timeout=PATIENCE_MS)
    serves_everyone(page)
    get_freeze(page)
    serves_everyone(page)
    phone.open("/today")
    offer = page.get_by_role("region", name="A streak freeze for Walk")
    offer.get_by_role("button", name="Hold the streak").click()
    expect(row_of(page, walk).get_by_text("4 days in a row")).to_be_visible()
    expect(offer).to_have_count(0)
    serves_everyone(page)
    assert sami.api.get("/rewards/freezes").expect(200) == {"left": 0}


def test_a_check_in_shows_its_points(sami: Account, phone: Device) -> None:
    page = phone.page
    new_habit(sami, "Stretch")
    phone.open("/today")
    mark_of(page, "Stretch").click()
    expect(page.get_by_text("+10", exact=True)).to_be_attached()
    phone.open("/rewards")
    expect(page.get_by_test_id("points")).to_have_text("130", timeout=PATIENCE_MS)


def test_a_reward_of_ones_own_is_got_and_given_back(sami: Account, phone: Device) -> None:
    page = phone.page
    phone.open("/rewards")
    page.get_by_role("button", name="Add a reward").click(timeout=PATIENCE_MS)
    sheet = page.get_by_role("dialog", name="Add a reward")
    sheet.get_by_label("What is it?").fill("Film night")
    sheet.get_by_label("Price in points").fill("90")
    serves_everyone(page)
    sheet.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Get Film night for 90 points").click()
    page.get_by_role("dialog", name="Film night").get_by_role("button", name="Order").click()
    expect(page.get_by_test_id("points")).to_have_text("30", timeout=PATIENCE_MS)
    page.get_by_role("link", name="Orders").click()
    page.get_by_role("button", name="Give back: Film night").click(timeout=PATIENCE_MS)
    page.get_by_role("alertdialog").get_by_role("button", name="Give back").click()
    expect(page.get_by_text("Given back")).to_be_visible()
    eventually(lambda: points(sami) == 120, "the points back")
