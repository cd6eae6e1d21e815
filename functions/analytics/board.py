"""The leaderboard as one person sees it."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.analytics.leaderboard import Board, Entry, Member, this_week
from shared.points.weeks import monday_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from functions.analytics.models import Leaderboard, LeaderboardEntry, OwnStanding


def leaderboard(board: Board, user_id: str, now: datetime) -> Leaderboard:
    """This week's. Who does not take part sees nobody. Raises Unavailable."""
    week = this_week(now)
    monday, member = monday_of(week), board.member(user_id)
    return {
        "week": week,
        "start": monday.isoformat(),
        "end": (monday + timedelta(days=6)).isoformat(),
        "items": _items(board.top(week), user_id) if member else [],
        "me": _own(board, member, week) if member else None,
    }


def _own(board: Board, member: Member, week: str) -> OwnStanding:
    points = member.weeks.get(week, 0)
    above = board.above(week, points) if points else None
    return {"display_name": member.name, "points": points, "place": None if above is None else above + 1}


def _items(top: Sequence[Entry], user_id: str) -> list[LeaderboardEntry]:
    """`top` begins with the most points."""
    fewer = [-entry.points for entry in top]
    return [
        {
            "place": bisect_left(fewer, -entry.points) + 1,
            "display_name": entry.name,
            "points": entry.points,
            "you": entry.user_id == user_id,
        }
        for entry in top
    ]
