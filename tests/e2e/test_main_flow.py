"""The product's main job, as a person does it, on a phone and on a desktop."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.steps import log_in, mark_of, name_of_row, new_habit
from tests.support.stack import PASSWORD, Account, Stack, code_for, eventually, unused_address


def test_someone_joins_keeps_a_habit_and_comes_back(page: Page, stack: Stack, complaints: list[str]) -> None:
    email = unused_address("eve")
    page.goto(stack.app_url)
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Name").fill("Eve")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()

    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    page.get_by_label("Code").fill(code_for(stack, email))
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_role("heading", name="Your first habit")).to_be_visible()
    page.get_by_role("checkbox", name="Read", exact=True).check(force=True)
    page.get_by_role("button", name="Begin with 1 habit").click()
    expect(page.get_by_text("0 of 1 done")).to_be_visible()
    mark_of(page, "Read").click()
    expect(mark_of(page, "Read")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("1 day in a row")).to_be_visible()
    mark_of(page, "Read").click()
    expect(mark_of(page, "Read")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_text("0 of 1 done")).to_be_visible()
    mark_of(page, "Read").click()
    expect(page.get_by_text("1 day in a row")).to_be_visible()
    page.wait_for_load_state("networkidle")

    page.reload()
    expect(mark_of(page, "Read")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("1 day in a row")).to_be_visible()

    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    page.goto(f"{stack.app_url}/today")
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()

    log_in(page, email)
    expect(mark_of(page, "Read")).to_have_attribute("aria-pressed", "true")
    assert complaints == []


def test_the_page_of_a_habit_shows_its_past(
    page: Page, stack: Stack, new_account, complaints: list[str]
) -> None:
    account: Account = new_account(name="Frank")
    habit = account.api.post("/habits", {"name": "Walk"}).expect(201)
    today = date.fromisoformat(account.api.get("/today").expect(200)["today"])
    for days_ago in range(1, 6):
        path = f"/habits/{habit['id']}/checkins/{today - timedelta(days_ago)}"
        account.api.put(path, {"status": "done"}).expect(200)
    page.goto(stack.app_url)
    log_in(page, account.email)
    expect(page.get_by_text("5 days in a row")).to_be_visible()
    name_of_row(page, "Walk").click()
    expect(page.get_by_role("heading", name="Walk", exact=True)).to_be_visible()
    for section in ("Score over time", "Calendar", "Best streaks", "By weekday"):
        expect(page.get_by_role("heading", name=section)).to_be_visible()
    page.get_by_role("button", name="Score over time: table").click()
    expect(page.get_by_role("table").first).to_be_visible()
    assert complaints == []


def test_a_habit_of_ones_own_is_made_deleted_and_taken_back(page: Page, stack: Stack, new_account) -> None:
    account: Account = new_account(name="Hugo")
    page.goto(stack.app_url)
    log_in(page, account.email)
    page.get_by_role("link", name="Make your own").click()
    page.get_by_label("Name").fill("Fence")
    page.get_by_role("button", name="Create habit").click()
    expect(page.get_by_text("“Fence” is ready")).to_be_visible()
    new_habit(page, "Juggle")
    page.goto(f"{stack.app_url}/habits")
    page.get_by_role("button", name="Actions for Fence").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("main").get_by_role("link", name="Fence")).to_be_hidden()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("main").get_by_role("link", name="Fence")).to_be_visible()
    eventually(lambda: names_of(account) == ["Fence", "Juggle"], "the deleted habit is back on the server")


def names_of(account: Account) -> list[str]:
    return sorted(habit["name"] for habit in account.api.get("/habits").expect(200)["items"])


def test_a_habit_is_edited_and_a_mistake_is_shown_where_it_is(page: Page, stack: Stack, new_account) -> None:
    account: Account = new_account(name="Grace")
    habit = account.api.post("/habits", {"name": "Red"}).expect(201)
    page.goto(stack.app_url)
    log_in(page, account.email)
    page.goto(f"{stack.app_url}/habits/{habit['id']}/edit")
    name = page.get_by_label("Name")
    expect(name).to_have_value("Red")
    name.fill("")
    page.get_by_role("button", name="Save changes").click()
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("Read 📖 קריאה")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert account.api.get(f"/habits/{habit['id']}").expect(200)["name"] == "Read 📖 קריאה"


def test_an_address_that_was_shared_survives_logging_in(page: Page, stack: Stack, new_account) -> None:
    account: Account = new_account(name="Heidi")
    habit = account.api.post("/habits", {"name": "Draw"}).expect(201)
    page.goto(f"{stack.app_url}/habits/{habit['id']}")
    log_in(page, account.email)
    expect(page).to_have_url(re.compile(habit["id"]))
    expect(page.get_by_role("heading", name="Draw", exact=True)).to_be_visible()
