"""Beaver Habits' JSON export: {"habits": [{"name", "id", "status", "weekly_goal" or "period", "records":
[{"day", "done", "text"}]}], "order": [ids]}."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shared.habits.limits import MAX_INTERVAL_DAYS
from shared.transfer.archive import Parsed
from shared.transfer.loop import schedule_of
from shared.transfer.sources.draft import Draft, HabitDraft, Refused
from shared.transfer.sources.jsons import items, record, text, whole

_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}


def parse(value: Any, now: datetime) -> Parsed:
    """`value`: the file's JSON. Raises Refused when there is no habit in it."""
    draft = Draft("beaver", now)
    for index, habit in enumerate(items(record(value).get("habits"))):
        where = f"habits[{index}]"
        if not isinstance(habit, dict):
            draft.problem(where, "is not a habit")
        elif "delete" in text(habit.get("status")):
            draft.drop("deleted habits", "they were in Beaver Habits' bin")
        else:
            _habit(draft, habit, where)
    keys = {habit["key"] for habit in draft.archive["habits"]}
    order = [key for key in items(record(value).get("order")) if isinstance(key, str) and key in keys]
    draft.archive["order"] = order + [h["key"] for h in draft.archive["habits"] if h["key"] not in order]
    return draft.finish()


def _habit(draft: Draft, habit: dict[str, Any], where: str) -> None:
    tags = [tag for tag in items(habit.get("tags")) if isinstance(tag, str) and tag]
    made = draft.habit(
        text(habit.get("id")) or text(habit.get("name")),
        text(habit.get("name")),
        where,
        description=text(habit.get("description")) or text(habit.get("note")),
        group=tags[0] if tags else None,
        schedule=_schedule(draft, habit),
        archived="arch" in text(habit.get("status")),
    )
    draft.drop("further tags of a habit", "a habit is in one group", max(0, len(tags) - 1))
    if habit.get("star"):
        draft.drop("stars", "Daybook has an order instead")
    _records(made, habit.get("records"), where)


def _schedule(draft: Draft, habit: dict[str, Any]) -> dict[str, Any]:
    period = record(habit.get("period"))
    times, days = whole(habit.get("weekly_goal"), 1, 7), 7
    if period:
        times = whole(period.get("target_count"), 1, MAX_INTERVAL_DAYS)
        count = whole(period.get("period_count"), 1, MAX_INTERVAL_DAYS) or 1
        days = _DAYS.get(text(period.get("period_type")).upper(), 1) * count
    if times is None:
        return {"type": "daily"}
    schedule, changed = schedule_of(times, days)
    if changed:
        draft.drop("a frequency as it was", changed)
    return schedule


def _records(habit: HabitDraft, records: Any, where: str) -> None:
    if isinstance(records, dict):  # the API's form: by day
        records = [{**record(value), "day": day} for day, value in records.items()]
    if records is not None and not isinstance(records, list):
        raise Refused("The records of a habit are not a list.", f"{where}.records")
    for index, entry in enumerate(items(records)):
        place = f"{where}.records[{index}]"
        if not isinstance(entry, dict):
            habit.draft.problem(place, "is not a record")
            continue
        day = habit.draft.day(text(entry.get("day")), place)
        if day is None:
            continue
        if entry.get("done") is True:
            habit.mark(day, "done", None, place)
        elif entry.get("done") is not None:
            habit.draft.drop("days whose tick was taken away", "they say the same as days without one")
        habit.note(day, entry.get("text"))
