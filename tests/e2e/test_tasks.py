"""Tasks on a phone and a desktop computer, with and without a network."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.browser_device import Device
from tests.support.browser_pages import today_of
from tests.support.stack import Account, eventually


def task_of(person: Account, title: str) -> dict[str, Any] | None:
    """The person's task of that name, open or done, as the server has it."""
    items = person.api.get("/tasks?status=all").expect(200)["items"]
    return next((item for item in items if item["title"] == title), None)


def until(person: Account, title: str, **wanted: Any) -> None:
    """Waits until the server has a task of that name with these fields."""

    def known() -> bool:
        task = task_of(person, title)
        return task is not None and all(task[name] == value for name, value in wanted.items())

    eventually(known, f"{title} to be {wanted}")


def add(page: Page, title: str, when: str = "No date") -> None:
    page.get_by_label("When?").select_option(label=when)
    page.get_by_label("Add a task").fill(title)
    page.get_by_label("Add a task").press("Enter")
    expect(page.get_by_role("link", name=title)).to_be_visible()


def check(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Done: {title}")


def test_a_task_is_written_down_finished_and_taken_back(
    device: Device, person: Account, network: str
) -> None:
    page, title = device.page, f"Buy seeds, {device.size}, {network}"
    device.open("/tasks")
    expect(page.get_by_label("Add a task")).to_be_visible()
    with device.on(network):
        add(page, title, "Tomorrow")
        expect(page.get_by_role("region", name=re.compile("^Later"))).to_contain_text(title)
        check(page, title).click()
        expect(page.get_by_role("link", name=title)).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("link", name=title)).to_be_visible()
        if network == "offline":
            device.restart()
            expect(page.get_by_role("link", name=title)).to_be_visible()
    tomorrow = str(today_of(person) + timedelta(1))
    until(person, title, status="open", due={"date": tomorrow, "time": None})


def test_today_has_what_is_due(device: Device, person: Account) -> None:
    title = f"Call the dentist, {device.size}"
    person.api.post("/tasks", {"title": title, "due": {"date": str(today_of(person))}}).expect(201)
    device.open("/today")
    due = device.page.get_by_role("region", name="Tasks due")
    expect(due).to_contain_text(title)
    check(device.page, title).click()
    expect(device.page.get_by_role("link", name=title)).to_have_count(0)
    until(person, title, status="done")


def test_a_task_that_repeats_is_followed_by_the_next(device: Device, person: Account) -> None:
    page, title = device.page, f"Water the plants, {device.size}"
    today = today_of(person)
    device.open("/tasks")
    add(page, title, "Today")
    page.get_by_role("link", name=title).click()
    page.get_by_label("Repeat", exact=True).select_option(label="By days")
    page.get_by_label("Every … days").fill("3")
    page.get_by_label(re.compile(r"^At\b")).fill("18:30")
    page.get_by_role("button", name="Save task").click()
    expect(page.get_by_text(f"“{title}” saved")).to_be_visible()
    check(page, title).click()
    expect(page.get_by_role("region", name=re.compile("^Later"))).to_contain_text(title)
    items = person.api.get("/tasks").expect(200)["items"]
    (following,) = [item for item in items if item["title"] == title]
    assert following["due"] == {"date": str(today + timedelta(3)), "time": "18:30"}


def test_steps_are_ticked_one_by_one(device: Device, person: Account) -> None:
    page, title = device.page, f"Prepare the talk, {device.size}"
    made = person.api.post("/tasks", {"title": title}).expect(201)
    device.open(f"/tasks/{made['id']}")
    steps = page.get_by_role("region", name="Steps")
    for step in ("Outline", "Slides"):
        steps.get_by_label("New step").fill(step)
        steps.get_by_label("New step").press("Enter")
        expect(steps.get_by_role("checkbox", name=step)).to_be_visible()
    steps.get_by_text("Outline", exact=True).click()
    expect(steps.get_by_role("checkbox", name="Outline")).to_be_checked()

    def ticked() -> bool:
        subtasks = (task_of(person, title) or {"subtasks": []})["subtasks"]
        return [(one["title"], one["done"]) for one in subtasks] == [("Outline", True), ("Slides", False)]

    eventually(ticked, "both steps, one of them done")


def test_the_board_is_worked_without_a_mouse(device: Device, person: Account) -> None:
    page = device.page
    titles = [f"{name} on the board, {device.size}" for name in ("First", "Second")]
    for title in titles:
        person.api.post("/tasks", {"title": title, "tags": [f"board-{device.size}"]}).expect(201)
    device.open(f"/tasks?view=board&tag=board-{device.size}")
    move = page.get_by_role("button", name=f"Move “{titles[1]}”")
    expect(move).to_be_visible()
    if device.is_phone:
        move.click()
        page.get_by_role("menuitem", name="To “Doing”").click()
    else:
        move.focus()
        page.keyboard.press("ArrowUp")
        todo = page.get_by_role("region", name=re.compile("^To do"))
        expect(todo.get_by_role("listitem").first).to_contain_text(titles[1])
        expect(move).to_be_focused()
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("region", name=re.compile("^Doing"))).to_contain_text(titles[1])
    until(person, titles[1], column="doing", status="open")
