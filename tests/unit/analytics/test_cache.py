"""A summary is kept until something that it tells of changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.analytics.logic import day_ends
from functions.relay.logic import TryAgainError
from functions.relay.summaries import Summaries
from shared.analytics.summaries import SummaryCache
from shared.errors import Unavailable
from shared.stream import Change
from shared.table import Table
from tests.support.memory import memory_table
from tests.support.thorough import examples
from tests.unit.analytics.client import Ada
from tests.unit.habits.client import NOON
from tools.bench.meter import Meter

HABIT = "HABIT#01JZ0000000000000000000001"


def kept(ada: Ada) -> Any:
    return SummaryCache(ada.table, ada.user_id).kept(ada.now)


def test_it_is_computed_once(ada: Ada, table: Table) -> None:
    habit = ada.habit()
    ada.check_in(habit, ada.today)
    first = ada.summary()
    assert first == kept(ada)
    # Behind the stream's back: what is kept is not looked at again.
    ada.table.update(ada.pk, f"HABIT#{habit}", set={"archived": True})
    assert ada.summary() == first


def test_a_change_removes_it_with_one_read_and_one_write(ada: Ada) -> None:
    habit = ada.habit()
    ada.summary()
    ada.changes()
    ada.check_in(habit, ada.today)
    told, meter = ada.changes(), Meter(ada.table._client)
    worker = Summaries(Table(meter, ada.table.name))
    for requests, write in ((2, 1), (1, 0)):  # the second time there is nothing left to be removed
        with meter.counting() as usage:
            worker.work("ada", told)
        assert (usage.requests, usage.read, usage.write) == (requests, 1, write)
    assert kept(ada) is None
    assert ada.summary()["weeks"][-1]["done"] == 1


def test_nothing_is_kept_that_was_read_before_a_change(ada: Ada) -> None:
    cache = SummaryCache(ada.table, "ada")
    token = cache.begin(ada.now)
    cache.forget()
    cache.keep(token, {"weeks": []}, ada.now + timedelta(hours=1))
    assert kept(ada) is None


def test_of_two_that_compute_the_later_ones_is_kept(ada: Ada) -> None:
    cache, until = SummaryCache(ada.table, "ada"), ada.now + timedelta(hours=1)
    first, second = cache.begin(ada.now), cache.begin(ada.now)
    cache.keep(second, {"of": "second"}, until)
    cache.keep(first, {"of": "first"}, until)
    assert kept(ada) == {"of": "second"}


def test_it_is_not_kept_longer_than_the_day(ada: Ada) -> None:
    ada.summary()
    ada.now = NOON.replace(hour=23, minute=59)
    assert ada.summary()["as_of"] == "2099-05-10" and kept(ada)
    ada.now += timedelta(minutes=1)
    assert kept(ada) is None
    assert ada.summary()["as_of"] == "2099-05-11"


@pytest.mark.parametrize(
    ("profile", "now", "end"),
    [
        ({}, "2026-05-10T12:00", "2026-05-11T00:00"),
        ({"timezone": "Asia/Tokyo", "day_start_hour": 4}, "2026-05-10T12:00", "2026-05-10T19:00"),
        # Clocks go back by an hour in the night before: the day has 25 hours.
        ({"timezone": "Europe/Berlin"}, "2026-10-24T22:00", "2026-10-25T23:00"),
        ({"timezone": "Europe/Berlin"}, "2026-03-28T23:00", "2026-03-29T22:00"),
    ],
)
def test_when_a_day_ends(profile: dict[str, Any], now: str, end: str) -> None:
    begin, last = (datetime.fromisoformat(one).replace(tzinfo=timezone.utc) for one in (now, end))
    assert day_ends(profile, begin) == last


def changed(sk: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change:
    return Change("e", "1", "MODIFY", NOON, "USER#ada", sk, old, new)


@pytest.mark.parametrize(
    ("change", "concerns"),
    [
        (changed("CHECKINS#2099-05#H", {}, {"01": "x"}), True),
        (changed("CHECKINS#2099-05#H", {}, None), True),
        (changed(HABIT, {"name": "Run"}, {"name": "Walk"}), True),
        (changed(HABIT, None, {"name": "Walk"}), True),
        (changed(HABIT, {"version": 1}, {"version": 1, "checkpoint": {}}), False),
        (changed(HABIT, {"colour": "red"}, {"colour": "blue"}), False),
        (changed("HABIT#ORDER", {"ids": []}, {"ids": ["H"]}), False),
        (changed("HABIT#PAUSES", None, {"vacations": {}}), True),
        (changed("TASK#T", {"status": "open"}, {"status": "done", "done_at": "x"}), True),
        (changed("TASK#T", {"title": "A"}, {"title": "B"}), False),
        (changed("TASK#T", None, {"title": "B", "status": "open"}), True),
        (changed("PROFILE", {"timezone": "UTC"}, {"timezone": "Asia/Tokyo"}), True),
        (changed("PROFILE", {"name": "A"}, {"name": "B"}), False),
        (changed("PREFERENCES", {}, {"channels": {}}), False),
    ],
)
def test_what_it_is_removed_for(change: Change, concerns: bool, table: Table) -> None:
    assert Summaries(table).concerns(change) is concerns


def test_a_table_out_of_reach_is_tried_again() -> None:
    class Down(Table):
        def _call(self, operation: str, *, on_table: bool = True, **request: Any) -> dict[str, Any]:
            raise Unavailable("down", 1)

    with pytest.raises(TryAgainError):
        Summaries(Down()).work("ada", [])


Deed = tuple[str, int]
deeds = st.lists(
    st.tuples(
        st.sampled_from(["mark", "mark", "undo", "skip", "rename", "archive", "vacation", "zone", "night"]),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=6,
)


def live(ada: Ada, habits: list[str], deed: Deed) -> None:
    what, number = deed
    habit, day = habits[number % len(habits)], ada.day(number)
    if what in ("mark", "undo", "skip"):
        ada.check_in(habit, day, {"mark": "done", "undo": None, "skip": "skip"}[what])
    elif what == "rename":
        ada.ok("PATCH", f"/habits/{habit}", {"name": f"Habit {number}"})
    elif what == "archive":
        ada.ok("PATCH", f"/habits/{habit}", {"archived": number % 2 == 0})
    elif what == "vacation":
        ada.has_vacations({"v": {"start": str(day), "end": str(day), "habits": None}})
    elif what == "zone":
        ada.table.update(ada.pk, "PROFILE", set={"timezone": ["UTC", "Asia/Tokyo"][number % 2]})
    else:
        ada.now += timedelta(hours=number)


@examples(12)
@given(life=deeds)
def test_what_is_kept_is_what_would_be_computed(life: list[Deed]) -> None:
    with memory_table() as table:
        ada = Ada(table)
        habits = [ada.habit(), ada.habit(schedule={"type": "times", "times": 2, "period": "week"})]
        ada.check_in(habits[0], date(2099, 3, 30))
        ada.relay()
        for deed in life:
            live(ada, habits, deed)
            ada.relay()
            ada.now += timedelta(seconds=1)
            assert ada.summary() == ada.computed() == ada.summary()
