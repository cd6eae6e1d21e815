"""Which events a change of the table becomes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.relay.events import events_of
from shared.habits.marks import DONE, SKIP, UNMARKED, Mark, Stamp, encode
from shared.stream import Change, changes
from tests.support.stream import record, stream_event

ADA = "USER#ada"
HABIT = "01JZ0000000000000000000001"
PRIVATE = {
    "name": "Take my pills",
    "question": "Did I?",
    "description": "secret",
    "icon": "pill",
    "unit": "mg",
}


def change(sk: str, old: dict[str, Any] | None = None, new: dict[str, Any] | None = None) -> Change:
    return next(changes(stream_event(record(ADA, sk, old, new, at=1777636800.0))))


def told(change: Change) -> list[tuple[str, dict[str, Any]]]:
    return [(event.name, event.detail) for event in events_of(change)]


def marked(status: int, sequence: int = 0, amount: int | None = None) -> str:
    return encode(Stamp(1777636800000, 7, sequence), Mark(status, amount))


def test_a_new_profile_is_a_registration() -> None:
    registered = change("PROFILE", new={"id": "ada", "email": "ada@example.org", "name": "Ada"})

    detail = {"event_id": registered.event_id, "user_id": "ada", "occurred_at": "2026-05-01T12:00:00Z"}
    assert told(registered) == [("user.registered", detail)]
    assert told(change("PROFILE", old={"name": "Ada"}, new={"name": "Ada L."})) == []


TASK = f"TASK#{HABIT}"


def test_a_task_that_is_done_is_told_once_and_by_its_id() -> None:
    open_, done = (
        {"status": "open", "title": "Call the doctor"},
        {"status": "done", "title": "Call the doctor"},
    )
    completed = change(TASK, old=open_, new=done)

    detail = {"event_id": completed.event_id, "user_id": "ada", "occurred_at": "2026-05-01T12:00:00Z"}
    assert told(completed) == [("task.completed", {**detail, "task_id": HABIT})]
    # One that comes in done is an import's.
    for old, new in ((None, open_), (None, done), (done, done), (done, open_), (done, None), (open_, None)):
        assert told(change(TASK, old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (None, {"version": 1}, "habit.created"),
        ({"version": 1, "name": "Run"}, {"version": 2, "name": "Walk"}, "habit.updated"),
        (
            {"version": 2},
            {"version": 3, "deleted_at": "2026-05-01T12:00:00Z", "ttl": 1780228800},
            "habit.deleted",
        ),
        ({"version": 3, "deleted_at": "2026-05-01T12:00:00Z"}, {"version": 4}, "habit.updated"),
    ],
)
def test_a_habits_life(old: dict[str, Any] | None, new: dict[str, Any], name: str) -> None:
    [(told_name, detail)] = told(change(f"HABIT#{HABIT}", old, new))

    assert told_name == name
    assert detail["habit_id"] == HABIT


@pytest.mark.parametrize(
    ("sk", "old", "new"),
    [
        (
            f"HABIT#{HABIT}",
            {"version": 1, "dirty_from": "2026-03-01"},
            {"version": 1, "checkpoint": {"through": "2026-04"}},
        ),
        (f"HABIT#{HABIT}", {"deleted_at": "2026-05-01"}, {"deleted_at": "2026-05-01", "ttl": 5}),
        (f"HABIT#{HABIT}", {"deleted_at": "2026-05-01"}, None),
        (f"HABIT#{HABIT}", {"version": 1}, {"version": 1, "dirty_from": "2026-03-01", "past_edits": 1}),
        ("HABIT#ORDER", None, {"ids": [HABIT]}),
        (f"CHECKINS#2026-05#{HABIT}", {"01": marked(DONE)}, None),
        (f"CHECKINS#2026-05#{HABIT}", {"01": marked(DONE)}, {"01": marked(DONE), "n01": True}),
        (f"DAYNOTE#{HABIT}#2026-05-01", None, {"text": "secret"}),
        ("SETTINGS", None, {"theme": "dark"}),
    ],
)
def test_what_is_no_news_is_not_told(sk: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
    assert told(change(sk, old, new)) == []


def test_every_changed_day_of_a_month_is_told_and_the_others_are_not() -> None:
    old = {"01": marked(DONE), "02": marked(DONE), "03": marked(SKIP)}
    new = {
        "01": marked(DONE),
        "02": marked(UNMARKED, 1),
        "03": marked(DONE, 1),
        "17": marked(DONE, amount=2500),
    }
    month = change(f"CHECKINS#2026-05#{HABIT}", old, new)

    days = [(name, detail["habit_id"], detail["date"], detail["status"]) for name, detail in told(month)]
    assert days == [
        ("checkin.recorded", HABIT, "2026-05-02", None),
        ("checkin.recorded", HABIT, "2026-05-03", "done"),
        ("checkin.recorded", HABIT, "2026-05-17", "done"),
    ]


def test_ids_stay_the_same_when_a_record_is_delivered_again_and_differ_between_days() -> None:
    month = record(ADA, f"CHECKINS#2026-05#{HABIT}", new={"01": marked(DONE), "02": marked(DONE)})
    first, second = (
        [event.detail["event_id"] for event in events_of(next(changes(stream_event(month))))] for _ in "ab"
    )

    assert first == second
    assert len(set(first)) == 2


def test_nothing_that_a_person_wrote_is_told() -> None:
    everything = [
        change("PROFILE", new={"email": "ada@example.org", "name": "secret"}),
        change(f"HABIT#{HABIT}", new=PRIVATE),
        change(f"HABIT#{HABIT}", old={"name": "x"}, new=PRIVATE),
        change(f"CHECKINS#2026-05#{HABIT}", new={"01": marked(DONE, amount=31_415_000)}),
    ]
    text = json.dumps([detail for each in everything for _, detail in told(each)])

    for private in ("secret", "ada@example.org", "31415", *PRIVATE.values()):
        assert private not in text
