"""Looks back over the API: what relay keeps of the past is what overview and score change say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.stack import Account, Stack, eventually

DAYS = 100


def test_the_past_is_told_alike_by_all_pages(stack: Stack, ada: Account, habit: dict[str, Any]) -> None:
    path = f"/habits/{habit['id']}"
    today = date.fromisoformat(ada.api.get("/today").expect(200)["today"])
    done = [{"date": str(today - timedelta(days=ago)), "status": "done"} for ago in range(DAYS) if ago % 3]
    ada.api.put(f"{path}/checkins", {"days": done}).expect(200)
    end = today.replace(day=1) - timedelta(days=1)  # of last month
    kept_in = f"SCORES#{end.year}#{habit['id']}"
    closed = end - timedelta(days=end.day)  # of the month before: certainly over everywhere
    if closed.year == end.year:
        eventually(
            lambda: f"{closed:%m}" in (stack.item(f"USER#{ada.id}", kept_in) or {}), "the score to be kept"
        )

    stats = ada.api.get(f"{path}/stats").expect(200)
    scores = {point["date"]: point["score"] for point in stats["scores"]}
    for period in ("week", "month", "year"):
        found = ada.api.get(f"/overview?period={period}&date={end}").expect(200)
        [row] = [one for one in found["habits"] if one["id"] == habit["id"]]
        last = min(found["end"], found["today"])
        before = str(date.fromisoformat(found["start"]) - timedelta(days=1))
        assert row["score_end"] == pytest.approx(scores[last], abs=1e-8)
        assert row["score_start"] == pytest.approx(scores.get(before, 0), abs=1e-8)
        assert row["done"] == sum(found["start"] <= day["date"] <= last for day in done)

    first = today - timedelta(days=30)
    change = ada.api.get(f"{path}/score-change?from={first}&to={today}").expect(200)
    assert len(change["days"]) == 30
    assert change["change"] == pytest.approx(scores[str(today)] - scores[str(first)], abs=1e-9)
    assert {share["reason"] for share in change["reasons"]} == {"done", "not_done"}
