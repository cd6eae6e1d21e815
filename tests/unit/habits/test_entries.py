"""Several amounts a day: they add up, and merge as a set."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clients
from shared.habits.entries import Entries, Entry
from shared.habits.limits import MAX_ENTRIES
from shared.habits.marks import DONE, SKIP, UNMARKED, Mark, Stamp, decode_mark, encode, encode_stamp
from shared.ids import new_ulid
from shared.table import Table
from tests.support.thorough import examples
from tests.unit.habits.client import CountingClient, Person

ONE, TWO, THREE = (f"01M7YNHGNG0J9CE4RAQBW2RF{end}" for end in ("AA", "BB", "CC"))
NINE, TEN, ELEVEN = (f"2099-05-10T{hour}:00:00Z" for hour in ("09", "10", "11"))
WATER: dict[str, Any] = {"kind": "numeric", "unit": "glasses", "target": 8}


class Day:
    """A day of a numeric habit, today unless said."""

    def __init__(self, person: Person, habit_id: str | None = None, ago: int = 0) -> None:
        self.person, self.habit_id = person, habit_id or person.habit(**WATER)
        self.path = f"/habits/{self.habit_id}/checkins/{person.day(ago)}"

    def enter(self, entry_id: str, value: float, **stamp: Any) -> Any:
        return self.person.ok("PUT", f"{self.path}/entries/{entry_id}", {"value": value, **stamp})["checkin"]

    def remove(self, entry_id: str, **stamp: Any) -> Any:
        return self.person.ok("DELETE", f"{self.path}/entries/{entry_id}", query=stamp)["checkin"]

    def mark(self, status: str | None, value: float | None = None, **stamp: Any) -> Any:
        return self.person.ok("PUT", self.path, {"status": status, "value": value, **stamp})["checkin"]

    def listed(self) -> tuple[list[tuple[str, float]], float | None]:
        page = self.person.ok("GET", f"{self.path}/entries")
        return [(entry["id"], entry["value"]) for entry in page["items"]], page["base"]


@pytest.fixture
def water(ada: Person) -> Day:
    return Day(ada)


def test_amounts_of_a_day_add_up(water: Day) -> None:
    assert water.listed() == ([], None)
    first = water.enter(ONE, 2.5)
    assert (first["status"], first["value"], first["entries"]) == ("done", 2.5, True)
    assert water.enter(TWO, 1)["value"] == 3.5
    assert water.listed() == ([(ONE, 2.5), (TWO, 1)], None)
    row = water.person.row(water.habit_id)
    assert (row["checkin"]["value"], row["summary"]["fulfilled"]) == (3.5, False)


def test_the_sum_fulfils_the_target(water: Day) -> None:
    water.enter(ONE, 5)
    path = f"{water.path}/entries/{TWO}"
    summary = water.person.ok("PUT", path, {"value": 3})["summary"]
    assert (summary["fulfilled"], summary["streak"]) == (True, 1)
    assert water.person.row(water.habit_id)["summary"] == summary


def test_an_amount_can_be_corrected_and_removed(water: Day) -> None:
    water.enter(ONE, 2)
    water.enter(TWO, 3)
    assert water.enter(ONE, 4)["value"] == 7
    assert water.remove(TWO)["value"] == 4
    gone = water.remove(ONE)
    assert (gone["status"], gone["value"]) == (None, None)
    assert water.listed() == ([], None)


def test_amounts_are_added_to_what_the_day_had(water: Day) -> None:
    water.mark("done", 5)
    assert water.enter(ONE, 1)["value"] == 6
    assert water.listed() == ([(ONE, 1)], 5)
    assert water.remove(ONE)["value"] == 5


def test_marking_the_whole_day_overrules_what_was_entered_before(water: Day) -> None:
    water.enter(ONE, 2)
    assert water.mark("done", 10)["value"] == 10
    assert water.listed() == ([], 10)
    assert water.enter(TWO, 1)["value"] == 11
    assert water.mark(None)["status"] is None
    assert water.mark("skip")["status"] == "skip"
    assert water.enter(THREE, 1)["value"] == 1


def test_a_mark_that_comes_late_goes_beneath_what_was_entered_after_it(water: Day) -> None:
    water.enter(ONE, 2, edited_at=NINE)
    water.enter(TWO, 3, edited_at=ELEVEN)
    assert water.mark("done", 10, edited_at=TEN)["value"] == 13
    assert water.enter(ONE, 7, edited_at=NINE)["value"] == 13


def test_a_range_leaves_later_amounts_on_top(water: Day) -> None:
    water.enter(ONE, 2, edited_at=ELEVEN)
    dates = [str(water.person.day(ago)) for ago in (1, 0)]
    days = [{"date": date, "status": "done", "value": 4} for date in dates]
    path = f"/habits/{water.habit_id}/checkins"
    answer = water.person.ok("PUT", path, {"days": days, "edited_at": TEN})
    assert [day["value"] for day in answer["items"]] == [4, 6]
    later = water.person.ok("PUT", path, {"days": days})
    assert [day["value"] for day in later["items"]] == [4, 4]


def test_an_amount_of_a_closed_month_has_it_counted_anew(water: Day, table: Table) -> None:
    past = Day(water.person, water.habit_id, ago=60)
    past.enter(ONE, 8)
    past.enter(TWO, 1)
    past.enter(TWO, 1, edited_at=NINE)  # loses: nothing to count
    item = table.get("USER#ada", f"HABIT#{water.habit_id}")
    assert item is not None
    assert (item["dirty_from"], item["past_edits"]) == (str(water.person.day(60)), 2)
    assert water.person.stats(water.habit_id)["totals"]["done"] == 1


def test_notes_stay_with_a_day_of_amounts(water: Day) -> None:
    water.mark("done", 1, note="with lemon")
    assert water.enter(ONE, 1)["note"] == "with lemon"
    assert water.mark("done", 3, note="without")["note"] == "without"
    assert water.enter(TWO, 1)["note"] == "without"


def test_days_without_single_amounts_say_nothing_of_them(water: Day) -> None:
    assert "entries" not in water.mark("done", 3)


def test_amounts_that_have_no_place_are_refused(water: Day) -> None:
    person, path = water.person, f"{water.path}/entries"
    assert person.refused("PUT", f"{path}/{ONE}", {"value": -1}) == (422, ["/value"])
    assert person.refused("PUT", f"{path}/{ONE}", {}) == (422, ["/value"])
    assert person.refused("PUT", f"{path}/first", {"value": 1}) == (422, ["/entry_id"])
    assert person.refused("PUT", path.replace("2099-05-10", "2099-06-10") + f"/{ONE}", {"value": 1}) == (
        422,
        ["/date"],
    )
    yes_no = Day(person, person.habit())
    assert person.refused("PUT", f"{yes_no.path}/entries/{ONE}", {"value": 1}) == (422, ["/value"])
    assert person.refused("PUT", f"/habits/{new_ulid()}/checkins/2099-05-10/entries/{ONE}", {"value": 1}) == (
        404,
        [],
    )


def test_a_day_has_room_for_so_many_amounts(water: Day, table: Table) -> None:
    water.enter(ONE, 1, edited_at=NINE)
    stamp = encode_stamp(Stamp(1))
    more = {new_ulid(): [stamp, 1_000] for _ in range(MAX_ENTRIES - 1)}
    item = table.get("USER#ada", f"ENTRIES#{water.habit_id}#2099-05-10")
    assert item is not None
    table.put({**item, "entries": {**item["entries"], **more}})
    path = f"{water.path}/entries"
    assert water.person.refused("PUT", f"{path}/{TWO}", {"value": 1}) == (409, [])
    assert water.enter(ONE, 3)["value"] == MAX_ENTRIES + 2


def test_a_check_in_of_another_day_of_the_month_is_one_write(water: Day, dynamodb: CountingClient) -> None:
    water.enter(ONE, 1)
    dynamodb.calls.clear()
    Day(water.person, water.habit_id, ago=1).mark("done", 2)
    assert dynamodb.operations() == {"get_item": 1, "update_item": 1}


class OneAtATime:
    """Each call is atomic, as in DynamoDB; moto's transactions are not among threads."""

    def __init__(self, client: Any) -> None:
        self._client, self._lock = client, threading.Lock()

    def __getattr__(self, operation: str) -> Any:
        def call(**request: Any) -> Any:
            with self._lock:
                return getattr(self._client, operation)(**request)

        return call


def test_parallel_amounts_and_marks_are_all_kept(water: Day) -> None:
    water.mark("done", 100, edited_at=NINE)
    client = OneAtATime(clients.client("dynamodb"))
    with clients.override(dynamodb=client), ThreadPoolExecutor(3) as devices:
        list(devices.map(lambda entry_id: water.enter(entry_id, 1, edited_at=TEN), (ONE, TWO, THREE)))
    assert water.listed() == ([(ONE, 1), (TWO, 1), (THREE, 1)], 100)
    assert water.person.row(water.habit_id)["checkin"]["value"] == 103


# The rule by itself, against its own words.

_stamps = st.builds(Stamp, st.integers(0, 4), st.integers(0, 1), st.integers(0, 1)).map(encode_stamp)
_marks = st.sampled_from([Mark(UNMARKED), Mark(SKIP), Mark(DONE, 0), Mark(DONE, 5_000)])
_marking = st.tuples(st.just(""), _stamps, _marks)
_entering = st.tuples(st.sampled_from([ONE, TWO, THREE]), _stamps, st.sampled_from([None, 0, 1_000, 2_500]))


def _shuffled(lists: Any) -> Any:
    """Edits, the same in another order, and some of them once more."""
    return lists.flatmap(
        lambda edits: st.tuples(
            st.just(edits), st.permutations(edits), st.lists(st.sampled_from(edits), max_size=2)
        )
    )


def _applied(edits: list[Any]) -> Entries:
    day = Entries(None, {})
    for entry_id, stamp, what in edits:
        if entry_id:
            day = day.entered(entry_id, Entry(stamp, what))
        else:
            day = day.marked(encode(Stamp(0), what).replace(encode_stamp(Stamp(0)), stamp, 1))
    return day


def _by_the_rule(edits: list[Any]) -> Mark:
    """Without equal stamps: the latest mark of the whole, and on top of it those amounts that are later."""
    whole = max((edit for edit in edits if not edit[0]), default=("", "", Mark(UNMARKED)), key=lambda e: e[1])
    latest = {edit[0]: edit for edit in sorted(edits, key=lambda edit: edit[1]) if edit[0]}
    amounts = [edit[2] for edit in latest.values() if edit[1] > whole[1] and edit[2] is not None]
    if not amounts:
        return Mark(*whole[2])
    return Mark(DONE, (whole[2].amount or 0) + sum(amounts))


@examples(150)
@given(_shuffled(st.lists(_marking | _entering, min_size=1, max_size=8)))
def test_any_order_and_any_repetition_make_the_same_day(found: Any) -> None:
    edits, shuffled, repeated = found
    assert _applied([*shuffled, *repeated]) == _applied(edits)
    if len({stamp for _, stamp, _ in edits}) == len(edits):
        assert decode_mark(_applied(edits).effective()) == _by_the_rule(edits)
