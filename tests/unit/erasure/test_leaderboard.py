"""Who closes their account is seen by nobody any more."""

from __future__ import annotations

from shared.analytics.leaderboard import Board, this_week
from tests.unit.erasure.test_routes import HABIT, NOW, Ada
from tests.unit.erasure.test_routes import ada as ada  # the fixture


def test_who_goes_is_off_the_leaderboard_at_once(ada: Ada) -> None:
    """The others need not see them for the days of grace; nobody who stays goes with them."""
    board, week, bob = Board(ada.table), this_week(NOW), "0f8fad5b-d9cd-469f-a165-70867728950e"
    for user_id in (ada.id, bob):
        earned = {"points": 30, "days": {"08", "09", "10"}, "version": 1}
        ada.table.put({"pk": f"USER#{user_id}", "sk": f"POINTS#2099-05#{HABIT}", **earned})
        board.join(user_id, "Countess", NOW)
    assert ada.close("not the password at all").status == 403
    assert len(board.top(week)) == 2
    ada.close()
    assert [entry.user_id for entry in board.top(week)] == [bob]
    assert board.member(ada.id) is None
