"""Habitica's user data (JSON): its dailies and habits with their history, and its to-dos.

Only the fields named here are ever looked at. Everything else in the file – tokens, e-mail, messages, party,
purchases – is gone when this returns, before anything has been stored.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from shared.transfer.archive import Parsed
from shared.transfer.sources import habitica_todos
from shared.transfer.sources.draft import Draft, HabitDraft
from shared.transfer.sources.habitica_schedule import daily_schedule, habit_fields
from shared.transfer.sources.jsons import items, moment, record, text

_OWN = "Habitica's own: account, tokens, messages, party, items"
_AVERAGES = ("older days that Habitica keeps as averages only", "they do not say on which day it was done")


class Clock:
    """When a day of the person's began in Habitica: its time zone is an offset, in minutes *behind* UTC."""

    def __init__(self, preferences: dict[str, Any]) -> None:
        behind, begin = preferences.get("timezoneOffset"), preferences.get("dayStart")
        minutes = -behind if isinstance(behind, int) and abs(behind) <= 14 * 60 else 0
        hours = begin if isinstance(begin, int) and 0 <= begin < 24 else 0
        self.zone = timezone(timedelta(minutes=minutes))
        self._day_start = timedelta(hours=hours)

    def day(self, moment: datetime) -> datetime:
        """The moment on the person's clock, moved back by the hour at which their days begin."""
        return moment.astimezone(self.zone) - self._day_start


def parse(value: Any, now: datetime) -> Parsed:
    """`value`: the file's JSON. Raises Refused when there is nothing to take in it."""
    user = record(value)
    tasks, draft = record(user.get("tasks")), Draft("habitica", now)
    clock = Clock(record(user.get("preferences")))
    tags = {text(record(tag).get("id")): text(record(tag).get("name")) for tag in items(user.get("tags"))}
    for kind in ("dailys", "habits"):
        for index, task in enumerate(items(tasks.get(kind))):
            _task(draft, kind, record(task), f"tasks.{kind}[{index}]", tags, clock)
    order = record(user.get("tasksOrder"))
    habitica_todos.add(draft, items(tasks.get("todos")), items(order.get("todos")), tags, clock.zone, now)
    draft.drop("rewards", "Daybook has its own", len(items(tasks.get("rewards"))))
    draft.drop("everything else in the file", _OWN)
    _order(draft, order)
    return draft.finish()


def _task(
    draft: Draft, kind: str, task: dict[str, Any], where: str, tags: dict[str, str], clock: Clock
) -> None:
    if record(task.get("group")).get("id"):
        draft.drop("tasks of a group", "they belong to the group")
        return
    named = [tags[tag] for tag in items(task.get("tags")) if isinstance(tag, str) and tags.get(tag)]
    key = text(task.get("id")) or text(task.get("_id")) or text(task.get("text"))
    fields = daily_schedule(draft, task) if kind == "dailys" else habit_fields(task)
    begins = moment(task.get("startDate")) if kind == "dailys" else None
    habit = draft.habit(
        key,
        text(task.get("text")),
        where,
        description=text(task.get("notes")),
        group=named[0] if named else None,
        start_date=begins.astimezone(clock.zone).date().isoformat() if begins else None,
        reminders=_reminders(task, clock),
        **fields,
    )
    draft.drop("further tags of a habit", "a habit is in one group", max(0, len(named) - 1))
    draft.drop("checklists", "a habit of Daybook's has none", 1 if items(task.get("checklist")) else 0)
    history = [(index, record(entry)) for index, entry in enumerate(items(task.get("history")))]
    (_daily_history if kind == "dailys" else _habit_history)(habit, history, where, clock)


def _daily_history(
    habit: HabitDraft, history: list[tuple[int, dict[str, Any]]], where: str, clock: Clock
) -> None:
    """An entry when it was checked off; and one for a day that passed without, made when the person next came
    by: so it is of the day before."""
    for index, entry in history:
        place = f"{where}.history[{index}]"
        when = _when(habit, entry, place)
        if when is None:
            continue
        if "completed" not in entry:
            habit.draft.drop(*_AVERAGES)
        elif entry["completed"]:
            _mark(habit, clock.day(when), "done", None, place)
        elif entry.get("isDue"):
            _mark(habit, clock.day(when) - timedelta(days=1), "missed", None, place)
        else:
            habit.draft.drop("days on which nothing was due", "they say nothing")


def _habit_history(
    habit: HabitDraft, history: list[tuple[int, dict[str, Any]]], where: str, clock: Clock
) -> None:
    """An entry a day, with how often plus and minus were pressed."""
    counted, other = ("scoredDown", "scoredUp") if habit.at_most else ("scoredUp", "scoredDown")
    for index, entry in history:
        place = f"{where}.history[{index}]"
        when = _when(habit, entry, place)
        if when is None:
            continue
        if counted not in entry:
            habit.draft.drop(*_AVERAGES)
            continue
        if entry.get(other):
            habit.draft.drop("presses of the other sign", "a habit of Daybook's counts one thing")
        if entry[counted]:
            _mark(habit, clock.day(when), "done", entry[counted], place)


def _mark(habit: HabitDraft, day: datetime, status: str, amount: Any, where: str) -> None:
    text_day = habit.draft.day(day.date().isoformat(), where)
    if text_day is None:
        return
    if status == "missed" and text_day in habit.habit["days"]:
        return  # it was checked off after all
    if status == "done" and habit.habit["days"].get(text_day) == ["missed"]:
        del habit.habit["days"][text_day]
    habit.mark(text_day, status, amount, where)


def _when(habit: HabitDraft, entry: dict[str, Any], where: str) -> datetime | None:
    when = moment(entry.get("date"))
    if when is None:
        habit.draft.problem(where, f"“{str(entry.get('date'))[:40]}” is not a time")
    return when


def _reminders(task: dict[str, Any], clock: Clock) -> list[dict[str, Any]]:
    times = {moment(record(reminder).get("time")) for reminder in items(task.get("reminders"))}
    texts = sorted({when.astimezone(clock.zone).strftime("%H:%M") for when in times if when})
    return [{"time": time, "days": [1, 2, 3, 4, 5, 6, 7]} for time in texts[:10]]


def _order(draft: Draft, order: dict[str, Any]) -> None:
    keys = [habit["key"] for habit in draft.archive["habits"]]
    wanted = [key for kind in ("dailys", "habits") for key in items(order.get(kind)) if key in keys]
    draft.archive["order"] = wanted + [key for key in keys if key not in wanted]
