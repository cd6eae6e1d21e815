"""Every address of the web app, in one list: a page that is missing here fails a test."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from tests.support.stack import ROOT, Account

ROUTES = ROOT / "frontend" / "src" / "app" / "Routes.tsx"

# Where a person gets without and with a session; `*` is any address that there is not.
SIGNED_OUT = ("/login", "/signup", "/confirm", "/forgot", "/reset")
SIGNED_IN = (
    "/today",
    "/today/:date",
    "/habits",
    "/habits/new",
    "/habits/:id",
    "/habits/:id/edit",
    "/vacations",
    "/tasks",
    "/tasks/:id",
    "/notes",
    "/notes/new",
    "/notes/:id",
    "/notes/:id/edit",
    "/insights",
    "/inbox",
    "/rewards",
    "/rewards/orders",
    "/import",
    "/export",
    "/welcome",
    "/settings",
    "/settings/notifications",
    "/settings/security",
    "/settings/sessions",
    "/settings/tokens",
    "/settings/account",
    "/outbox",
    "*",
)


def routes() -> set[str]:
    """The addresses in the app's own source; `/` only leads on."""
    return set(re.findall(r'<Route path="([^"]+)"', ROUTES.read_text(encoding="utf-8"))) - {"/"}


def address(path: str, habit: dict[str, Any], today: date) -> str:
    """A route with real things in the places of its parameters. A task and a note have the habit's id."""
    day = str(today - timedelta(3))
    return path.replace("*", "/no/such/page").replace(":id", habit["id"]).replace(":date", day)


def today_of(account: Account) -> date:
    """The person's own date, as the server sees it."""
    return date.fromisoformat(account.api.get("/today").expect(200)["today"])


def some_habit(account: Account, name: str = "Walk to the harbour and back", **fields: Any) -> dict[str, Any]:
    """A habit with a past in which everything occurs: done, skipped, missed, nothing, a note."""
    habit = account.api.post("/habits", {"name": name, "colour": "teal", **fields}).expect(201)
    today = today_of(account)
    days = [_day(today, ago, habit) for ago in range(1, 60) if ago % 7 != 3]
    account.api.put(f"/habits/{habit['id']}/checkins?today={today}", {"days": days}).expect(200)
    return habit


def things_of(account: Account, habit: dict[str, Any]) -> None:
    """A task and a note that belong to a habit, with its id, and with everything that one can have."""
    day = str(today_of(account))
    step = {"id": habit["id"], "title": "Look for the old map", "done": True}
    task = {
        "title": "Find out how far it is to the harbour and back",
        "due": {"date": day, "time": "18:00"},
        "priority": "high",
        "tags": ["outside"],
        "repeat": {"every": "week", "weekdays": [1, 4]},
        "reminders": [{"days_before": 1, "time": "09:00"}, {"at": f"{day}T17:00"}],
        "subtasks": [step],
    }
    account.api.post("/tasks", {"id": habit["id"], "habit_id": habit["id"], **task}).expect(201)
    body = "## Ways\n\n- [x] along **the river**\n\n| way | km |\n| --- | --- |\n| short | 3 |\n\n`map.pdf`"
    note = {"title": "Ways to the harbour", "body": body, "tags": ["outside"], "pinned": True}
    account.api.post("/notes", {"id": habit["id"], "habit_ids": [habit["id"]], **note}).expect(201)


def _day(today: date, ago: int, habit: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"date": str(today - timedelta(ago)), "status": "done"}
    if ago % 11 == 5:
        return {**said, "status": "skip"}
    if ago % 13 == 6:
        return {**said, "status": "missed", "note": "Rain all day"}
    return {**said, "value": ago % 5 + 1} if habit["kind"] == "numeric" else said
