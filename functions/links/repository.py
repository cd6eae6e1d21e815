"""What links are about, and what they do to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shared.errors import NotFound, Unavailable
from shared.habits.checkins import Edit, record
from shared.habits.clock import zone_of
from shared.habits.days import month_of
from shared.habits.edited import Edited
from shared.habits.items import checkins_key, partition
from shared.habits.marks import DONE, SKIP, day_attribute, decode_mark
from shared.habits.store import HabitStore
from shared.identity import profile
from shared.links import Link, Links, Purpose
from shared.notifications import preferences
from shared.notify_message import Message, to_body
from shared.reminders.clock import local_time, minute_text, this_minute
from shared.reminders.due import Index
from shared.table import Table
from shared.tasks.editing import complete
from shared.tasks.store import TaskStore

Item = dict[str, Any]

# Settles edits of the same millisecond, as a device's name does.
_DEVICE = "link"
_STATUS = {Purpose.CHECK_IN: DONE, Purpose.SKIP: SKIP}


class Things:
    """In `table`. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def link(self, token: str, now: datetime) -> Link:
        """Raises NoLink."""
        return Links(self._table).read(token, now)

    def thing(self, link: Link) -> Item | None:
        """The habit or task; for a kind of message the person's profile. None when it is gone, or they
        are."""
        if link.purpose is Purpose.UNSUBSCRIBE:
            return self._profile(link)
        if link.purpose in (Purpose.DONE, Purpose.SNOOZE_TASK):
            task = TaskStore(self._table, link.user_id).find_any(link.ref)
            return None if task is None or "deleted_at" in task else task
        return HabitStore(self._table, link.user_id).find_now(link.ref)

    def is_done(self, link: Link, thing: Item) -> bool:
        """Whether everything is as the link would make it."""
        if link.purpose is Purpose.UNSUBSCRIBE:
            there = preferences.read(self._table, link.user_id, consistent=True)
            return not preferences.wants(there, link.ref, "mail")  # type: ignore[arg-type]  # a kind, signed
        if link.purpose in (Purpose.DONE, Purpose.SNOOZE_TASK):
            return bool(thing["status"] == "done")
        if link.purpose is Purpose.SNOOZE:
            return False
        return self._status(link, _day(link)) == _STATUS[link.purpose]

    def mark(self, link: Link, habit: Item, status: str, now: datetime) -> None:
        """As the person does it in the app. Raises Invalid, and NotFound for a habit that went away."""
        day = _day(link)
        record(HabitStore(self._table, link.user_id), habit, day, Edit(status, device=_DEVICE), now, day)

    def complete(self, link: Link, now: datetime) -> None:
        """As the person does it in the app; the next one of a task that repeats is made with it. Raises
        NotFound, Conflict."""
        complete(TaskStore(self._table, link.user_id), link.ref, Edited(device=_DEVICE), now)

    def snooze(self, link: Link, until: datetime, now: datetime) -> None:
        """The reminder comes again at `until`, unless the thing is done by then; of several snoozes the last
        counts."""
        person = self._profile(link)
        if person is None:
            raise NotFound("This account is no more.", code="link-outdated")
        due = this_minute(until)
        of = "task" if link.purpose is Purpose.SNOOZE_TASK else "habit"
        shown = local_time(due, zone_of(person.get("timezone", profile.FALLBACK_ZONE)))
        ref = {"of": of, "id": link.ref, "date": _day(link).isoformat(), "time": shown.strftime("%H:%M")}
        name = f"{of}#{link.ref}#snoozed#{minute_text(due)}"
        message = Message(name, "reminder", link.user_id, {**ref, "snoozed": True}, due)
        Index(self._table).hold(link.user_id, f"{of}#{link.ref}", to_body(message, now), due, now)

    def unsubscribe(self, link: Link) -> None:
        """No more mail of this kind."""
        if not preferences.switch_off(self._table, link.user_id, link.ref):  # type: ignore[arg-type]  # a kind, signed
            raise Unavailable("Your preferences are being changed elsewhere. Try again.", retry_after_s=1)

    def _profile(self, link: Link) -> Item | None:
        return self._table.get(partition(link.user_id), profile.SORT_KEY, consistent=True)

    def _status(self, link: Link, day: date) -> int:
        month = self._table.get(
            partition(link.user_id), checkins_key(month_of(day), link.ref), consistent=True
        )
        mark = (month or {}).get(day_attribute(day.day))
        return decode_mark(mark).status if mark else 0


def _day(link: Link) -> date:
    if link.day is None:
        raise NotFound("This link names no day.", code="link-outdated")
    return link.day
