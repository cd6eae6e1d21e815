"""What is earned depends on the set of changes only: not on the order in which they are delivered, nor on how
often, in which portions, or on whether `relay` was cut off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.relay.logic import TryAgainError
from functions.relay.points import Points
from shared.errors import Unavailable
from shared.points.items import A_DAY, MILESTONES
from shared.stream import Change
from shared.table import Table
from tests.support.memory import memory_table
from tests.support.points import ADA, TODAY, Diary, fresh
from tests.support.thorough import examples

# The last days of April among them: a month that is closed by now.
FIRST = date(2026, 4, 24)
DAILY = {"type": "daily"}


class Deed(NamedTuple):
    """late: days between the day and its marking."""

    day: date
    status: str | None
    late: int


days = st.integers(0, (TODAY - FIRST).days - 1).map(lambda number: FIRST + timedelta(days=number))
deeds = st.builds(Deed, days, st.sampled_from(["done", "done", "done", "skip", None]), st.integers(0, 4))
# Runs of days, so that there are streaks to be broken and joined.
runs = st.builds(
    lambda first, length: [Deed(first + timedelta(days=n), "done", 0) for n in range(length)],
    st.integers(0, 14).map(lambda number: FIRST + timedelta(days=number)),
    st.integers(5, 12),
)
lives = st.builds(lambda run, more: run + more, runs, st.lists(deeds, max_size=8)).flatmap(st.permutations)
schedules = st.sampled_from(
    [
        {"type": "daily"},
        {"type": "weekdays", "days": [1, 3, 5, 6, 7]},
        {"type": "times", "times": 2, "period": "week"},
        {"type": "every", "days": 2},
    ]
)


def lived(table: Table, life: list[Deed], schedule: dict[str, Any]) -> Diary:
    diary = Diary(table, schedule=schedule)
    for number, deed in enumerate(life):
        noon = datetime.combine(deed.day, time(12), timezone.utc)
        diary.mark(deed.day, deed.status, noon + timedelta(days=deed.late), sequence=number)
    return diary


@examples(10)
@given(life=lives, schedule=schedules, data=st.data())
def test_however_it_is_delivered(life: list[Deed], schedule: dict[str, Any], data: st.DataObject) -> None:
    with memory_table() as table:
        diary = lived(table, life, schedule)
        shuffled = data.draw(st.permutations(diary.stream + diary.stream[::2]))
        portions = data.draw(st.lists(st.integers(0, len(shuffled)), max_size=4).map(sorted))
        renewal = data.draw(st.integers(0, 4))
        expected = fresh(diary)
        for change in expected.stream:
            expected.deliver([change])
        for number, (start, end) in enumerate(pairwise([0, *portions, len(shuffled)])):
            if number == renewal:
                diary.renew_checkpoints()
            diary.deliver(shuffled[start:end])
        assert diary.months() == expected.months()
        assert diary.earned() == expected.earned() == sum(m["points"] for m in diary.months().values())


@examples(25)
@given(life=lives)
def test_a_daily_habit_by_counting_on_fingers(life: list[Deed]) -> None:
    with memory_table() as table:
        diary = lived(table, life, DAILY)
        diary.deliver()
        assert diary.earned() == on_fingers(diary, life)


def on_fingers(diary: Diary, life: list[Deed]) -> int:
    marked: dict[date, tuple[int, int, str | None]] = {}
    timely = set()
    for number, deed in enumerate(life):
        late = min(deed.late, (TODAY - deed.day).days)  # nothing is done later than now
        latest = late, number, deed.status
        if latest > marked.get(deed.day, (-1, 0, None)):
            marked[deed.day] = latest
            # At noon of the second day after it the 48 hours are not over; of the third they are.
            timely |= {deed.day} if late <= 2 and deed.status == "done" else set()
    points, streak = 0, 0
    for number in range((TODAY - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        status = marked.get(day, (0, 0, None))[2]
        streak = streak + 1 if status == "done" else streak if status == "skip" else 0
        if status == "done" and day in timely:
            points += A_DAY + MILESTONES.get(streak, 0)
    return points


class CutOff(Table):
    """Lets `calls` through, then nothing more: as when the function is killed there."""

    def __init__(self, table: Table, calls: int) -> None:
        super().__init__(table._client, table.name)
        self.left = calls

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        self.left -= 1
        if self.left < 0:
            raise Unavailable("cut off", 1)
        return super()._call(operation, **request)


@pytest.mark.parametrize("calls", range(12))
def test_cut_off_anywhere_and_delivered_again(table: Table, calls: int) -> None:
    diary = lived(
        table, [Deed(date(2026, 4, 27) + timedelta(days=n), "done", 0) for n in range(9)], {"type": "daily"}
    )
    diary.table = CutOff(table, calls)
    changes: list[Change] = diary.stream
    with pytest.raises(TryAgainError):
        for change in changes:
            diary.deliver([change])
    diary.table = table
    diary.deliver()
    assert diary.earned() == 90 + 50


class Overtaken(Table):
    """Another delivery comes in between the reads and the first write: as of a function that was taken for
    dead."""

    def __init__(self, table: Table, other: Callable[[], None]) -> None:
        super().__init__(table._client, table.name)
        self._other: Callable[[], None] | None = other

    def transact(self, *operations: dict[str, Any]) -> None:
        other, self._other = self._other, None
        if other:
            other()
        super().transact(*operations)


@pytest.mark.parametrize("known", [0, 2])
def test_two_deliveries_at_a_time_count_once(table: Table, known: int) -> None:
    """Of a month that is there already, and of a new one."""
    diary = lived(table, [Deed(date(2026, 5, 4) + timedelta(days=n), "done", 0) for n in range(5)], DAILY)
    diary.deliver(diary.stream[:known])
    diary.table = Overtaken(table, lambda: fresh_worker(diary, table).work(ADA, diary.stream))
    diary.deliver()
    assert diary.earned() == 50 == sum(month["points"] for month in diary.months().values())


def fresh_worker(diary: Diary, table: Table) -> Points:
    return Points(table, lambda messages: None, lambda: diary.now)
