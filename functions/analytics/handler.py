"""Figures about a person's weeks, and the leaderboard, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.analytics import board, logic
from shared.analytics.leaderboard import Board
from shared.http import App, Request
from shared.table import Table

if TYPE_CHECKING:
    from functions.analytics.models import AnalyticsSummary, Leaderboard, LeaderboardMember

app = App(__name__)
lambda_handler = app


@app.route("get_analytics_summary")
def get_analytics_summary(request: Request) -> AnalyticsSummary:
    """The last twelve weeks: how much of what was due was done, on which days and at what time."""
    return logic.summary(Table(), request.user.id, request.received_at)


@app.route("get_leaderboard")
def get_leaderboard(request: Request) -> Leaderboard:
    """This week's points of those who take part, for those who take part."""
    return board.leaderboard(Board(Table()), request.user.id, request.received_at)


@app.route("join_leaderboard", status=204)
def join_leaderboard(request: Request, body: LeaderboardMember) -> None:
    """Takes part under a name that the others see, or changes the name."""
    Board(Table()).join(request.user.id, body.display_name, request.received_at)


@app.route("leave_leaderboard", status=204)
def leave_leaderboard(request: Request) -> None:
    """Takes part no more: nothing of it is kept. Right also for who does not."""
    Board(Table()).leave(request.user.id)
