"""A person's summary: the kept one, or one that is made now."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from shared.analytics.summaries import SummaryCache
from shared.habits.clock import today_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from functions.analytics.models import AnalyticsSummary
    from shared.table import Table

# A day is never longer: clocks go back by an hour at most while nobody moves to another zone.
_LONGEST_DAY_S = 26 * 3600


def summary(table: Table, user_id: str, now: datetime) -> AnalyticsSummary:
    """As of `now`. Raises Unavailable."""
    cache = SummaryCache(table, user_id)
    kept = cache.kept(now)
    if kept is not None:
        return cast("AnalyticsSummary", kept)
    from functions.analytics.figures import figures
    from functions.analytics.reading import AsItIsNow, read

    token = cache.begin(now)
    history = read(AsItIsNow(), user_id, now)
    made = figures(history)
    cache.keep(token, cast("dict[str, Any]", made), day_ends(history.profile, now))
    return made


def day_ends(profile: Mapping[str, Any], now: datetime) -> datetime:
    """When the day ends that the person of this PROFILE lives in at `now`, to the second."""
    known = dict(profile)
    today = today_of(known, now)
    seconds = range(_LONGEST_DAY_S)
    is_over = bisect_left(
        seconds, True, key=lambda later: today_of(known, now + timedelta(seconds=later)) != today
    )
    return now + timedelta(seconds=is_over)
