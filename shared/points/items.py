"""What the days of a habit have earned: POINTS#<yyyy-mm>#<habit>, one item a month.

- `days`: the days of the month (two digits) that were marked as done in time. Such a day earns as long as it
  is done, also when it is undone and done again.
- `undone`: those of them that are not done (any more), and so earn nothing now.
- `streaks`: by day, the milestone that a streak came to on it (7, 30, 100).
- `points`: what the month comes to. The sum over all months is `earned` of POINTS#TOTAL.
- `version`: counts changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from shared.habits.marks import DONE, Marks

Item = dict[str, Any]

POINTS_PREFIX = "POINTS#"
A_DAY = 10
MILESTONES = {7: 50, 30: 200, 100: 1000}


class Month(NamedTuple):
    """days: ordinals of the days marked in time. streaks: milestones by the ordinal of their day. undone:
    those of the days that do not earn now."""

    days: frozenset[int] = frozenset()
    streaks: Mapping[int, int] = {}
    points: int = 0
    version: int = 0
    undone: frozenset[int] = frozenset()

    def same_as(self, other: Month) -> bool:
        return self._replace(version=0) == other._replace(version=0)

    def by_day(self) -> dict[int, int]:
        """What each day earns; they add up to `points`."""
        found = dict.fromkeys(self.days - self.undone, A_DAY)
        for day, milestone in self.streaks.items():
            found[day] += MILESTONES[milestone]
        return found


def points_key(month: str, habit_id: str) -> str:
    return f"{POINTS_PREFIX}{month}#{habit_id}"


def points_range(first_month: str) -> tuple[str, str]:
    """The sort keys between which the months from `first_month` on lie; the totals (letters) do not."""
    return f"{POINTS_PREFIX}{first_month}#", f"{POINTS_PREFIX}9999-12#~"


def owner_of(item: Mapping[str, Any]) -> tuple[str, str]:
    """The month and the habit of an item's key."""
    _, month, habit_id = item["sk"].split("#")
    return month, habit_id


def month_from(item: Mapping[str, Any], month: str) -> Month:
    """Of a POINTS# item of `month`."""
    first = date.fromisoformat(f"{month}-01").toordinal() - 1
    return Month(
        frozenset(first + int(day) for day in item.get("days", ())),
        {first + int(day): reached for day, reached in item.get("streaks", {}).items()},
        item["points"],
        item["version"],
        frozenset(first + int(day) for day in item.get("undone", ())),
    )


def month_attributes(month: Month) -> Item:
    """What the item holds beside its keys, a version further than `month`."""
    attributes: Item = {"points": month.points, "version": month.version + 1}
    if month.days:
        attributes["days"] = {_two_digits(day) for day in month.days}
    if month.undone:
        attributes["undone"] = {_two_digits(day) for day in month.undone}
    if month.streaks:
        attributes["streaks"] = {_two_digits(day): reached for day, reached in month.streaks.items()}
    return attributes


def counted(days: frozenset[int], reached: Mapping[int, int], marks: Marks, version: int) -> Month:
    """The month with these days marked in time, and those milestones that streaks reach on them. reached,
    marks: of this month or more."""
    earning = {day for day in days if day in marks and marks[day].status == DONE}
    streaks = {day: reached[day] for day in sorted(earning) if day in reached}
    points = A_DAY * len(earning) + sum(MILESTONES[milestone] for milestone in streaks.values())
    return Month(days, streaks, points, version, days - earning)


def _two_digits(ordinal: int) -> str:
    return f"{date.fromordinal(ordinal).day:02}"
