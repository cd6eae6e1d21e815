"""What changes of the stream say of a habit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from shared.habits.days import latest_today
from shared.habits.items import HABIT_PREFIX
from shared.habits.limits import FIRST_DAY
from shared.habits.marks import IMPORTED, decode_stamp
from shared.points.timely import changed_marks, may_earn
from shared.stream import Change


class Touched(NamedTuple):
    """What changes say of a habit. since: the first day that may count otherwise (ordinal). days: those that
    were marked. candidates: marks that may earn, with their days. by_person: not all came out of a file."""

    since: int
    days: set[int]
    candidates: Sequence[tuple[int, str]]
    by_person: bool


def by_habit(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Changes of habits and of their months of marks, by the habit's id."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.sk.rsplit("#", 1)[1]].append(change)
    return found


def touched_by(changes: Sequence[Change], now: datetime) -> Touched:
    """Of changes of one habit. Other rules may make every day count otherwise."""
    since, days, candidates = latest_today(now).toordinal(), set[int](), list[tuple[int, str]]()
    by_person = False
    for change in changes:
        if change.sk.startswith(HABIT_PREFIX):
            since, by_person = FIRST_DAY.toordinal(), True
            continue
        for day, mark in changed_marks(change).items():
            since = min(since, day)
            days.add(day)
            by_person |= decode_stamp(mark).device != IMPORTED
            candidates += [(day, mark)] if may_earn(change, mark, now) else []
    return Touched(since, days, candidates, by_person)
