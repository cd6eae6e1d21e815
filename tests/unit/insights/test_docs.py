"""The worked examples of docs/habits.md are what the code says."""

from __future__ import annotations

from datetime import date, timedelta

from functions.insights.score_change import score_change
from shared.habits.counting import due_days
from shared.habits.marks import DONE, SKIP, Mark
from shared.habits.rules import Rules
from tests.unit.habits_domain.making import rules, times
from tools.manifests import ROOT

MONDAY = date(2026, 5, 4)
MARKS = {"done": Mark(DONE), "skip": Mark(SKIP)}
WEEK: dict[str, Rules] = {
    "daily": rules(),
    "three times a week": rules(times(3, "week")),
    "twice a week": rules(times(2, "week")),
}


def table(heading: str, first_column: str) -> list[list[str]]:
    """The rows below the header that begins with `first_column`, in the section with the heading."""
    section = (ROOT / "docs/habits.md").read_text(encoding="utf-8").split(f"\n## {heading}\n")[1]
    lines = section.split("\n## ")[0].split(f"\n| {first_column} |")[1].splitlines()[2:]
    rows = lines[: lines.index("")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def marked(cells: list[str]) -> dict[int, Mark]:
    """By day, from Monday on."""
    return {MONDAY.toordinal() + place: MARKS[cell] for place, cell in enumerate(cells) if cell in MARKS}


def test_why_the_score_changed() -> None:
    rows = table("Why the score changed", "day")
    found = score_change(
        rules(), marked([row[1] for row in rows]), MONDAY, MONDAY + timedelta(days=len(rows) - 1)
    )
    told = [
        [day["reason"], f"{day['score']:.4f}", f"{day['change']:+.4f}".replace("+0.0000", "0.0000")]
        for day in found["days"]
    ]
    assert len(rows) == 5
    assert [row[2:] for row in rows] == [["", f"{found['from']['score']:.4f}", ""], *told]
    shares = {share["reason"]: (share["days"], f"{share['change']:+.4f}") for share in found["reasons"]}
    assert shares == {"done": (2, "+0.0962"), "not_done": (1, "-0.0053"), "skip": (1, "+0.0000")}
    assert f"{found['change']:+.4f}" == "+0.0909"


def test_a_week() -> None:
    *habits, days = table("Overview", "a week")
    week = range(MONDAY.toordinal(), MONDAY.toordinal() + 7)
    due = {row[0]: due_days(WEEK[row[0]], marked(row[1:8]), 1, week) for row in habits}
    assert list(due) == list(WEEK)
    for row in habits:
        assert row[8] == f"{sum(due[row[0]].values())} of {len(due[row[0]])}"
    by_day = [[of[day] for of in due.values() if day in of] for day in week]
    assert days[1:8] == [f"{sum(counts)} of {len(counts)}" for counts in by_day]
    assert days[8] == f"{sum(map(sum, by_day))} of {sum(map(len, by_day))}"
    assert sum(bool(counts) and all(counts) for counts in by_day) == 5
