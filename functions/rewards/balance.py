"""What a person can spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.rewards.points import PointStore
from shared.rewards.settling import take_earned

if TYPE_CHECKING:
    from functions.rewards.models import Balance
    from functions.rewards.repository import RewardStore
    from shared.rewards.ledger import Ledger


def settle(store: RewardStore, ledger: Ledger) -> Balance:
    """The balance with all that has been earned booked. Raises Unavailable."""
    points = PointStore(store.table, store.user_id)
    settled = take_earned(points, ledger)
    return {"points": settled.points, "pending": points.total().earned - settled.taken}
