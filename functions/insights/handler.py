"""Statistics of habits over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.insights import logic
from shared.habits.clock import today_of
from shared.habits.store import HabitStore
from shared.http import App, Request, query
from shared.table import Table

if TYPE_CHECKING:
    from functions.insights.models import EditPage, Overview, ScoreChange, Stats

app = App(__name__)
lambda_handler = app


@app.route("get_habit_stats", query={"week_start": query.choice("1", "6", "7", default="1")})
def get_habit_stats(request: Request, habit_id: str) -> Stats:
    """Score, streaks, sums and completion of a habit's whole history; weeks begin on the ISO weekday
    `week_start`."""
    store = HabitStore(Table(), request.user.id)
    item = logic.found(store, habit_id)
    today = today_of(store.profile(), request.received_at)
    return logic.habit_stats(store, item, today, int(request.query["week_start"]))


@app.route("get_score_change", query={"from": query.day(required=True), "to": query.day(required=True)})
def get_score_change(request: Request, habit_id: str) -> ScoreChange:
    """What each day after `from` up to `to` did to the score, and why. They are at most 366 days apart."""
    store, days = HabitStore(Table(), request.user.id), request.query
    item = logic.found(store, habit_id)
    return logic.habit_score_change(store, item, days["from"], days["to"], request.received_at)


@app.route(
    "get_overview",
    query={
        "period": query.choice("week", "month", "year", default="week"),
        "date": query.day(),
        "week_start": query.choice("1", "6", "7", default="1"),
    },
)
def get_overview(request: Request) -> Overview:
    """All habits over the week, month or year that `date` (default: today) is in; weeks begin on the ISO
    weekday `week_start`."""
    from functions.insights.overview import overview

    store, asked = HabitStore(Table(), request.user.id), request.query
    week_start, now = int(asked["week_start"]), request.received_at
    return overview(store, asked["period"], asked["date"], week_start, now)


@app.route("list_edits", query={"limit": query.integer(1, 100, default=50), "cursor": query.text(500)})
def list_edits(request: Request, habit_id: str) -> EditPage:
    """Who changed what of a habit and its days, and when, newest first; kept for 400 days."""
    from functions.insights import edits

    store = HabitStore(Table(), request.user.id)
    logic.found(store, habit_id)
    return edits.page(store, habit_id, request.query["limit"], request.query["cursor"])
