"""Marking days over the API: what counts, who wins, what is refused."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from shared.table import Table
from tests.unit.habits.client import Person

MORNING = "2099-05-10T08:00:00Z"
LATER = "2099-05-10T08:00:00.001Z"


def test_three_days_in_a_row(ada: Person) -> None:
    habit_id = ada.habit()
    summaries = [ada.check_in(habit_id, ada.day(ago))["summary"] for ago in (2, 1, 0)]
    # A day alone before yesterday is over; with yesterday the streak reaches the open day.
    assert [summary["streak"] for summary in summaries] == [0, 2, 3]
    assert summaries[-1]["score"] == pytest.approx(1 - 0.5 ** (3 / 13))
    assert summaries[-1]["fulfilled"]
    assert ada.row(habit_id)["summary"] == summaries[-1]


def test_an_undo_leaves_a_tombstone_that_beats_earlier_edits(ada: Person) -> None:
    habit_id = ada.habit()
    path = f"/habits/{habit_id}/checkins/{ada.today}"
    ada.check_in(habit_id, ada.today)
    answer = ada.ok("DELETE", path)
    assert answer["checkin"]["status"] is None
    assert answer["summary"]["streak"] == 0
    late = ada.check_in(habit_id, ada.today, edited_at=MORNING)
    assert late["checkin"]["status"] is None, "it was queued before the undo"
    assert ada.check_in(habit_id, ada.today)["checkin"]["status"] == "done"


@pytest.mark.parametrize("days_ago", [0, 40])
@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_whatever_the_order_of_arrival_the_latest_edit_wins(
    ada: Person, order: tuple[int, ...], days_ago: int
) -> None:
    habit_id, day = ada.habit(kind="numeric", target=5), ada.day(days_ago)
    edits: list[Any] = [
        {"status": "done", "value": 1, "edited_at": MORNING, "device": "phone", "sequence": 1},
        {"status": "done", "value": 2, "edited_at": MORNING, "device": "phone", "sequence": 2},
        {"status": "missed", "edited_at": LATER, "device": "laptop"},
        {"status": "done", "value": 7.25, "note": "at last", "edited_at": LATER, "device": "phone"},
    ]
    answers = [ada.check_in(habit_id, day, **edits[index]) for index in order]
    ends = {answer["checkin"]["status"] for answer in answers[-1:]}
    (final,) = ada.marks(habit_id, day, day)
    assert final["edited_at"] == "2099-05-10T08:00:00.001Z"
    assert ends == {final["status"]}
    # Which of two devices wins in the same millisecond is arbitrary, but always the same.
    assert (final["status"], final["value"]) == ("missed", None) or (final["value"], final["note"]) == (
        7.25,
        "at last",
    )
    assert final["status"] == _winner_of_devices(ada)


def _winner_of_devices(ada: Person) -> str:
    from shared.habits.marks import device_hash

    return "missed" if device_hash("laptop") > device_hash("phone") else "done"


@pytest.mark.parametrize("days_ago", [0, 40])
def test_a_repeated_edit_changes_nothing(ada: Person, table: Table, days_ago: int) -> None:
    habit_id, day = ada.habit(), ada.day(days_ago)
    edit: Any = {"edited_at": MORNING, "device": "phone", "sequence": 3, "note": "🎉"}
    first = ada.check_in(habit_id, day, **edit)
    before = list(table.query_all("USER#ada"))
    assert ada.check_in(habit_id, day, **edit) == first
    assert list(table.query_all("USER#ada")) == before


def test_a_losing_edit_gets_the_winner(ada: Person) -> None:
    habit_id = ada.habit()
    ada.check_in(habit_id, ada.today, "skip", edited_at=LATER, note="travelling")
    lost = ada.check_in(habit_id, ada.today, "done", edited_at=MORNING, note="too late")
    assert (lost["checkin"]["status"], lost["checkin"]["note"]) == ("skip", "travelling")
    assert lost["summary"]["streak"] == 0


def test_an_edit_from_the_future_is_taken_as_now(ada: Person) -> None:
    habit_id = ada.habit()
    ahead = ada.check_in(habit_id, ada.today, "done", edited_at="2099-12-31T00:00:00Z")
    assert ahead["checkin"]["edited_at"] == "2099-05-10T12:00:00.000Z"
    ada.now += timedelta(seconds=1)
    assert ada.check_in(habit_id, ada.today, "skip")["checkin"]["status"] == "skip"


def test_an_edit_without_a_time_is_the_latest(ada: Person) -> None:
    habit_id = ada.habit()
    for status in ("done", "skip", "missed", "done"):  # all in the same millisecond
        assert ada.check_in(habit_id, ada.today, status)["checkin"]["status"] == status


def test_a_note_stays_until_it_is_changed(ada: Person) -> None:
    habit_id, day = ada.habit(), ada.today

    def noted(answer: Any) -> str | None:
        assert answer["checkin"]["note"] == (ada.row(habit_id)["checkin"] or {}).get("note")
        note: str | None = answer["checkin"]["note"]
        return note

    assert noted(ada.check_in(habit_id, day)) is None
    assert noted(ada.check_in(habit_id, day, note="uphill ⛰\nand down")) == "uphill ⛰\nand down"
    assert noted(ada.check_in(habit_id, day, "skip")) == "uphill ⛰\nand down"
    assert noted(ada.ok("DELETE", f"/habits/{habit_id}/checkins/{day}")) == "uphill ⛰\nand down"
    assert noted(ada.check_in(habit_id, day, note="flat")) == "flat"
    assert noted(ada.check_in(habit_id, day, note="")) is None


def test_a_note_on_a_day_of_a_closed_month(ada: Person) -> None:
    habit_id, day = ada.habit(), ada.day(60)
    assert ada.check_in(habit_id, day, note="long ago")["checkin"]["note"] == "long ago"
    assert ada.check_in(habit_id, day, "skip")["checkin"]["note"] == "long ago"
    assert ada.check_in(habit_id, day, "skip", note=None)["checkin"]["note"] is None
    assert ada.marks(habit_id, day, day)[0]["note"] is None


def test_a_day_without_a_mark_may_have_a_note(ada: Person) -> None:
    habit_id = ada.habit()
    ada.check_in(habit_id, ada.today, None, note="ill")
    assert ada.row(habit_id)["checkin"] == {
        "date": "2099-05-10",
        "status": None,
        "value": None,
        "note": "ill",
        "edited_at": "2099-05-10T12:00:00.000Z",
    }


@pytest.mark.parametrize(
    "day", ["tomorrowish", "2099-02-30", "2099-13-01", "20990101", "2099-W19-7", "2099-05-12", "1999-12-31"]
)
def test_days_that_cannot_be_marked(ada: Person, day: str) -> None:
    path = f"/habits/{ada.habit()}/checkins/{day}"
    assert ada.refused("PUT", path, {"status": "done"}) == (422, ["/date"])
    assert ada.refused("DELETE", path) == (422, ["/date"])


def test_tomorrow_can_be_marked_where_it_has_begun(ada: Person) -> None:
    habit_id = ada.habit()
    ada.check_in(habit_id, "2099-05-11")  # 02:00 on Kiritimati
    ada.now = datetime(2099, 5, 10, 9, 59, tzinfo=timezone.utc)
    assert ada.refused("PUT", f"/habits/{habit_id}/checkins/2099-05-11", {"status": "done"}) == (
        422,
        ["/date"],
    )


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, "/status"),
        ({"status": "maybe"}, "/status"),
        ({"status": "done", "value": 3}, "/value"),
        ({"status": "done", "statsu": 1}, "/statsu"),
        ({"status": "done", "note": "x" * 1001}, "/note"),
        ({"status": "done", "edited_at": "yesterday"}, "/edited_at"),
        ({"status": "done", "edited_at": "2099-05-10T08:00:00"}, "/edited_at"),
        ({"status": "done", "edited_at": 1770000000}, "/edited_at"),
        ({"status": "done", "edited_at": "1970-01-01T00:00:00Z"}, "/edited_at"),
        ({"status": "done", "sequence": 65536}, "/sequence"),
        ({"status": "done", "device": "x" * 65}, "/device"),
    ],
)
def test_edits_that_are_refused(ada: Person, fields: dict[str, Any], pointer: str) -> None:
    path = f"/habits/{ada.habit()}/checkins/{ada.today}"
    assert ada.refused("PUT", path, fields) == (422, [pointer])


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "done"},
        {"status": "skip", "value": 1},
        {"status": "done", "value": -1},
        {"status": "done", "value": 10_000_001},
        {"status": "done", "value": "3"},
    ],
)
def test_amounts_that_are_refused(ada: Person, fields: dict[str, Any]) -> None:
    path = f"/habits/{ada.habit(kind='numeric', target=5)}/checkins/{ada.today}"
    assert ada.refused("PUT", path, fields) == (422, ["/value"])


@pytest.mark.parametrize(("given", "kept"), [(0, 0), (2.5, 2.5), (0.1234, 0.123), (10_000_000, 10_000_000)])
def test_amounts_that_are_kept(ada: Person, given: float, kept: float) -> None:
    habit_id = ada.habit(kind="numeric", target=5)
    assert ada.check_in(habit_id, ada.today, value=given)["checkin"]["value"] == kept


def test_malformed_json_and_too_much_of_it(ada: Person) -> None:
    path = f"/habits/{ada.habit()}/checkins/{ada.today}"
    assert ada.refused("PUT", path, '{"status": ') == (400, [])
    assert ada.refused("PUT", path, {"status": "done", "note": "x" * 300_000}) == (413, [])


@pytest.mark.parametrize("edited_at", ["soon", "2099-05-10T08:00:00", "1970-01-01T00:00:00Z"])
def test_an_undo_with_a_wrong_time(ada: Person, edited_at: str) -> None:
    path = f"/habits/{ada.habit()}/checkins/{ada.today}"
    assert ada.refused("DELETE", path, query={"edited_at": edited_at}) == (422, ["?edited_at"])


def test_an_undo_is_ordered_like_any_edit(ada: Person) -> None:
    habit_id = ada.habit()
    path = f"/habits/{habit_id}/checkins/{ada.today}"
    ada.check_in(habit_id, ada.today, edited_at=LATER)
    early = ada.ok("DELETE", path, query={"edited_at": "2099-05-10T09:00:00+01:00", "device": "phone"})
    assert early["checkin"]["status"] == "done"
    assert ada.ok("DELETE", path, query="edited_at=2099-05-10T09:00:01+01:00")["checkin"]["status"] is None


def test_days_are_listed_over_months(ada: Person) -> None:
    habit_id, other = ada.habit(), ada.habit()
    for ago in (0, 9, 10, 40, 100):
        ada.check_in(habit_id, ada.day(ago), "skip" if ago == 40 else "done")
        ada.check_in(other, ada.day(ago))
    ada.ok("DELETE", f"/habits/{habit_id}/checkins/{ada.day(9)}")
    found = ada.marks(habit_id, ada.day(40), ada.day(0))
    assert [(mark["date"], mark["status"]) for mark in found] == [
        (str(ada.day(40)), "skip"),
        (str(ada.day(10)), "done"),
        (str(ada.day(0)), "done"),
    ]


@pytest.mark.parametrize(
    ("parameters", "pointer"),
    [
        ({"from": "2099-01-01"}, "?to"),
        ({"from": "2099-01-02", "to": "2099-01-01"}, "?to"),
        ({"from": "2098-01-01", "to": "2099-01-02"}, "?to"),
        ({"from": "x", "to": "2099-01-01"}, "?from"),
    ],
)
def test_ranges_that_are_refused(ada: Person, parameters: dict[str, str], pointer: str) -> None:
    path = f"/habits/{ada.habit()}/checkins"
    assert ada.refused("GET", path, query=parameters) == (422, [pointer])
