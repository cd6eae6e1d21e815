"""What a person is told: the bell, the inbox, what reaches them and where, and what a mail's link opens."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timezone

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.links import VALID, Links, Purpose
from shared.notify_message import Message, to_body
from shared.table import Table
from tests.support.browser_checks import cut_off, violations
from tests.support.browser_device import Device
from tests.support.browser_pages import today_of
from tests.support.stack import Account, Stack, eventually


@pytest.fixture
def noor(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Noor")


@pytest.fixture
def phone(browser: Browser, stack: Stack, noor: Account) -> Iterator[Device]:
    opened = Device.start(browser, stack, "phone")
    opened.log_in(noor)
    yield opened
    opened.context.close()


def tell(stack: Stack, account: Account, name: str) -> None:
    """That an order was fulfilled, by the real queue; ends when it is in the inbox."""
    sqs = stack.aws("sqs")
    (url,) = [url for url in sqs.list_queues()["QueueUrls"] if url.endswith("-notify")]
    ref = {"order_id": name, "state": "fulfilled", "name": name}
    message = Message(f"e2e#{name}", "order", account.id, ref)
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(to_body(message, datetime.now(timezone.utc))))
    eventually(lambda: name in str(account.api.get("/notifications").expect(200)["items"]), f"news of {name}")


def link(stack: Stack, account: Account, purpose: Purpose, ref: str) -> str:
    """The address of a link as a mail of now has it."""
    now = datetime.now(timezone.utc)
    links = Links(Table(stack.aws("dynamodb"), stack.endpoints["table_name"]))
    token = links.token(purpose, account.id, ref, today_of(account), now + VALID, now)
    return f"{stack.app_url}/act#{token}"


def serves_everyone(page: Page) -> None:
    found = violations(page) + cut_off(page)
    assert not found, "\n".join(found)


def test_the_bell_counts_and_the_inbox_is_read(stack: Stack, noor: Account, phone: Device) -> None:
    page = phone.page
    phone.open("/inbox")
    expect(page.get_by_role("heading", name="All quiet")).to_be_visible()
    serves_everyone(page)
    tell(stack, noor, "A film night")
    tell(stack, noor, "A new book")
    phone.restart()
    bell = page.get_by_role("link", name=re.compile("^Notifications"))
    expect(bell).to_have_accessible_name("Notifications 2 unread")
    serves_everyone(page)
    page.get_by_role("link", name="New: Yours: A new book").click()
    expect(page.get_by_role("heading", name="Orders")).to_be_visible()
    expect(bell).to_have_accessible_name("Notifications 1 unread")
    bell.click()
    page.get_by_role("button", name="Mark all as read").click()
    expect(bell).to_have_accessible_name("Notifications")
    eventually(lambda: noor.api.get("/notifications/unread").expect(200) == {"unread": 0}, "all read")


def test_preferences_are_kept(noor: Account, phone: Device) -> None:
    page = phone.page
    phone.open("/settings/notifications")
    page.get_by_role("checkbox", name="Your week: Mail").check()
    page.get_by_role("checkbox", name="Reminders: Mail").uncheck()
    page.get_by_role("checkbox", name="Keep quiet at certain hours").check()
    page.get_by_label("From").fill("21:30")
    serves_everyone(page)

    def kept() -> bool:
        answer = noor.api.get("/notifications/preferences").expect(200)
        channels = answer["channels"]
        quiet = answer["quiet_hours"] == {"from": "21:30", "to": "07:00"}
        return quiet and bool(channels["digest"]["mail"]) and not channels["reminder"]["mail"]

    eventually(kept, "preferences that are kept")
    phone.restart()
    expect(page.get_by_role("checkbox", name="Your week: Mail")).to_be_checked()
    expect(page.get_by_label("From")).to_have_value("21:30")


def test_a_mails_link_works_for_who_is_not_signed_in(
    stack: Stack, noor: Account, page: Page, complaints: list[str]
) -> None:
    habit = noor.api.post("/habits", {"name": "Walk"}).expect(201)
    today = today_of(noor)
    marks = f"/habits/{habit['id']}/checkins?from={today}&to={today}"
    page.goto(link(stack, noor, Purpose.CHECK_IN, habit["id"]))
    expect(page.get_by_role("heading", name="Walk: done?")).to_be_visible()
    serves_everyone(page)
    assert noor.api.get(marks).expect(200)["items"] == []
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Walk is done")).to_be_visible()
    serves_everyone(page)
    assert [item["status"] for item in noor.api.get(marks).expect(200)["items"]] == ["done"]
    page.reload()
    expect(page.get_by_role("heading", name="Walk is done")).to_be_visible()
    assert complaints == []


def test_who_wants_no_more_mail_needs_no_password(stack: Stack, noor: Account, page: Page) -> None:
    page.goto(link(stack, noor, Purpose.UNSUBSCRIBE, "reminder"))
    page.get_by_role("button", name="Stop these mails").click()
    expect(page.get_by_role("heading", name="You won’t get these mails")).to_be_visible()
    channels = noor.api.get("/notifications/preferences").expect(200)["channels"]
    assert (channels["reminder"]["in_app"], channels["reminder"]["mail"]) == (True, False)


def test_a_link_that_is_cut_says_so(stack: Stack, noor: Account, page: Page) -> None:
    page.goto(link(stack, noor, Purpose.UNSUBSCRIBE, "reminder")[:-3])
    expect(page.get_by_role("heading", name="This link can’t be used")).to_be_visible()
    serves_everyone(page)
