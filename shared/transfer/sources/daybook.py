"""Daybook's own export. It comes from outside like everything else, so all of it is looked at again."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any

from shared.habits.limits import MAX_AMOUNT
from shared.habits.shapes import timestamp
from shared.ids import is_ulid
from shared.transfer.archive import VERSION, Parsed
from shared.transfer.sources.draft import MAX_NOTE, Draft, HabitDraft, Refused, parse_day
from shared.transfer.sources.jsons import items, moment, record, text, whole

MAX_VACATIONS = 100
_COLOURS = ("red", "orange", "amber", "green", "teal", "blue", "indigo", "purple", "pink", "grey")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def parse(value: Any, now: datetime) -> Parsed:
    """`value`: the file's JSON. Raises Refused for an export of a later version."""
    archive = record(value)
    if whole(archive.get("version"), 1, VERSION) is None:
        raise Refused("The export is of a later version of Daybook than this one.", "version")
    draft = Draft("daybook", now)
    for index, habit in enumerate(items(archive.get("habits"))):
        _habit(draft, record(habit), f"habits[{index}]", now)
    keys = [habit["key"] for habit in draft.archive["habits"]]
    draft.archive["order"] = [key for key in items(archive.get("order")) if key in keys]
    for index, vacation in enumerate(items(archive.get("vacations"))):
        _vacation(draft, record(vacation), f"vacations[{index}]", set(keys))
    return draft.finish()


def _habit(draft: Draft, habit: dict[str, Any], where: str, now: datetime) -> None:
    own = text(habit.get("id"))
    made = moment(habit.get("created_at")) if habit.get("created_at") else None
    made_draft = draft.habit(
        text(habit.get("key")) or own or text(habit.get("name")),
        text(habit.get("name")),
        where,
        id=own if is_ulid(own) else None,
        question=text(habit.get("question")),
        description=text(habit.get("description")),
        group=text(habit.get("group")),
        schedule=_checked(draft, "Schedule", habit.get("schedule"), where, {"type": "daily"}),
        icon=_checked(draft, "Emoji", habit.get("icon"), where, None),
        colour=habit["colour"] if habit.get("colour") in _COLOURS else "blue",
        reminders=[_reminder(draft, record(r), where) for r in items(habit.get("reminders"))[:10]],
        archived=habit.get("archived") is True,
        created_at=timestamp(min(made.astimezone(timezone.utc), now)) if made else None,
        **_span(draft, habit, where),
        **_kind(draft, habit, where),
    )
    reminders = made_draft.habit["reminders"]
    made_draft.habit["reminders"] = [reminder for reminder in reminders if reminder]
    _days(made_draft, habit, where)


def _kind(draft: Draft, habit: dict[str, Any], where: str) -> dict[str, Any]:
    if habit.get("kind") != "numeric":
        return {}
    target, at_most = habit.get("target"), habit.get("target_type") == "at_most"
    if not isinstance(target, int | float) or not (0 if at_most else 0.001) <= target <= MAX_AMOUNT:
        draft.problem(f"{where}.target", f"“{str(target)[:40]}” is no target; it is kept as 1")
        target = 1
    kind = {"kind": "numeric", "unit": text(habit.get("unit")), "target": target}
    return {**kind, "target_type": "at_most" if at_most else "at_least"}


def _span(draft: Draft, habit: dict[str, Any], where: str) -> dict[str, Any]:
    begins, ends = habit.get("start_date"), habit.get("end_date")
    span = {"start_date": begins, "end_date": ends}
    for name, day in span.items():
        if day is not None and (not isinstance(day, str) or parse_day(day) is None):
            draft.problem(f"{where}.{name}", f"“{str(day)[:40]}” is not a date; it is left out")
            span[name] = None
    if span["start_date"] and span["end_date"] and span["end_date"] < span["start_date"]:
        draft.problem(f"{where}.end_date", "is before start_date; it is left out")
        span["end_date"] = None
    return span


def _checked(draft: Draft, kind: str, value: Any, where: str, otherwise: Any) -> Any:
    """The value if the API would take it. pydantic says so: only this parser pays for loading it."""
    from pydantic import TypeAdapter, ValidationError

    from shared.habits import fields

    if value is None:
        return otherwise
    adapter: TypeAdapter[Any] = TypeAdapter(getattr(fields, kind))
    try:
        return adapter.dump_python(adapter.validate_python(value), mode="json", exclude_unset=True)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        draft.problem(f"{where}.{kind.lower()}", f"{reason}; it is left out")
        return otherwise


def _reminder(draft: Draft, reminder: dict[str, Any], where: str) -> dict[str, Any] | None:
    days = [day for day in items(reminder.get("days")) if whole(day, 1, 7)]
    if not _TIME.fullmatch(text(reminder.get("time"))) or not days:
        draft.problem(f"{where}.reminders", "has a reminder without a time or a day")
        return None
    return {"time": reminder["time"], "days": sorted(set(days))}


def _days(habit: HabitDraft, given: dict[str, Any], where: str) -> None:
    for day, cell in record(given.get("days")).items():
        place, found = f"{where}.days.{day[:20]}", items(cell)
        checked = habit.draft.day(day, place)
        if checked is None:
            continue
        status = found[0] if found else None
        if status not in ("done", "skip", "missed"):
            habit.draft.problem(place, "has no status of done, skip or missed")
        else:
            habit.mark(checked, status, found[1] if len(found) > 1 else None, place)
    for day, note in record(given.get("notes")).items():
        checked = habit.draft.day(day, f"{where}.notes.{day[:20]}")
        if checked is not None:
            habit.note(checked, text(note))
    for day, entries in record(given.get("entries")).items():
        habit.entries(day, items(entries), f"{where}.entries.{day[:20]}")


def _vacation(draft: Draft, vacation: dict[str, Any], where: str, keys: set[str]) -> None:
    if len(draft.archive["vacations"]) >= MAX_VACATIONS:
        draft.problem(where, f"is one more than the {MAX_VACATIONS} vacations that there may be")
        return
    first, last = text(vacation.get("start")), vacation.get("end")
    begins = parse_day(first)
    ends = parse_day(last) if isinstance(last, str) else None
    if begins is None or (last is not None and (ends is None or ends < begins)):
        draft.problem(where, "has no first day, or a last day that is none or before it")
        return
    habits, own = vacation.get("habits"), text(vacation.get("id"))
    draft.archive["vacations"].append(
        {
            "id": own if is_ulid(own) else None,
            "start": first,
            "end": last,
            "habits": None if habits is None else [key for key in items(habits) if text(key) in keys],
            "note": draft.text(text(vacation.get("note")), MAX_NOTE, "note", lines=True),
        }
    )
