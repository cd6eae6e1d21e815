"""How habits and check-ins stand in the table. The habits function writes them, relay reads them and renews
checkpoints.

| pk | sk | what |
|---|---|---|
| USER#<user> | HABIT#<habit> | a habit: the API's fields plus `checkpoint`, `dirty_from`, `past_edits`;
`pauses` (vacations.py); `frozen`: days that a streak freeze holds; `deleted_at` and `ttl` once deleted |
| USER#<user> | HABIT#ORDER | `ids`: the order of showing |
| USER#<user> | CHECKINS#<yyyy-mm>#<habit> | `01`…`31`: the days' marks (marks.py); `n01`…`n31`: days that
have, or had, a note; `e01`…`e31`: days that have, or had, single amounts |
| USER#<user> | SCORES#<yyyy>#<habit> | `01`…`12`: the score at the end of each closed month, for looks back
that must not read all the years (recompute.py) |
| USER#<user> | DAYNOTE#<habit>#<yyyy-mm-dd> | `text` (absent once removed) and `stamp` of the edit |
| USER#<user> | ENTRIES#<habit>#<yyyy-mm-dd> | `base` (a mark, or absent), `entries`: by id, [stamp,
thousandths, null once removed], `version` (entries.py) |
| USER#<user> | EDITS#<habit>#<when it was made>#<what tells it from others> | a line of the history: `at`,
`device` (a hash, absent when unknown), `source`, `kind`, `date` of a day, `from`, `to`, `ttl` |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from shared.habits.checkpoint import Checkpoint, read_checkpoint
from shared.habits.days import earliest_today, first_ordinal, month_of, next_month
from shared.habits.limits import FIRST_DAY
from shared.habits.marks import Mark, month_marks, thousandths
from shared.habits.rules import Rules
from shared.habits.schedule import schedule_from
from shared.habits.vacations import first_difference, ordinals, pauses_of

Item = dict[str, Any]

HABIT_PREFIX = "HABIT#"
ORDER_KEY = "HABIT#ORDER"  # behind every habit: a ULID begins with 0 to 7
PAUSES_KEY = "HABIT#PAUSES"  # the vacations, which so come with the habits
CHECKINS_PREFIX = "CHECKINS#"
SCORES_PREFIX = "SCORES#"
ENTRIES_PREFIX = "ENTRIES#"
TOMBSTONE_KEPT = timedelta(days=30)
EDITS_KEPT = timedelta(days=400)


def partition(user_id: str) -> str:
    return f"USER#{user_id}"


def habit_key(habit_id: str) -> str:
    return f"{HABIT_PREFIX}{habit_id}"


def checkins_key(month: str, habit_id: str) -> str:
    return f"{CHECKINS_PREFIX}{month}#{habit_id}"


def checkins_range(first_month: str, last_month: str) -> tuple[str, str]:
    """The sort keys between which all habits' months lie, for a BETWEEN."""
    return f"{CHECKINS_PREFIX}{first_month}#", f"{CHECKINS_PREFIX}{last_month}#~"


def scores_key(year: str, habit_id: str) -> str:
    return f"{SCORES_PREFIX}{year}#{habit_id}"


def scores_range(first_year: str, last_year: str) -> tuple[str, str]:
    """The sort keys between which all habits' scores of these years lie, for a BETWEEN."""
    return f"{SCORES_PREFIX}{first_year}#", f"{SCORES_PREFIX}{last_year}#~"


def notes_prefix(habit_id: str) -> str:
    return f"DAYNOTE#{habit_id}#"


def note_key(habit_id: str, day: date) -> str:
    return notes_prefix(habit_id) + day.isoformat()


def entries_prefix(habit_id: str) -> str:
    return f"{ENTRIES_PREFIX}{habit_id}#"


def entries_key(habit_id: str, day: date) -> str:
    return entries_prefix(habit_id) + day.isoformat()


def edits_prefix(habit_id: str) -> str:
    return f"EDITS#{habit_id}#"


def is_live_habit(item: Mapping[str, Any]) -> bool:
    """Whether an item with a HABIT# key is a habit, and not the order, the vacations or a deleted one."""
    return item["sk"] not in (ORDER_KEY, PAUSES_KEY) and "deleted_at" not in item


def in_order(items: Iterable[Item], order: list[str]) -> list[Item]:
    """Habits in the order of showing (of HABIT#ORDER); new ones behind, the oldest first."""
    place = {habit_id: index for index, habit_id in enumerate(order)}
    return sorted(items, key=lambda item: (place.get(item["id"], len(place)), item["id"]))


class Habit(NamedTuple):
    """What statistics need of a habit's item. history_from: no month before it has marks. importing_until:
    epoch seconds, 0 when no import is writing."""

    id: str
    rules: Rules
    checkpoint: Checkpoint | None
    dirty_from: date | None
    past_edits: int
    version: int
    history_from: str
    importing_until: int = 0

    def usable_checkpoint(self, changed: date | None = None) -> Checkpoint | None:
        """The checkpoint, unless a day that it covers has been edited since (or is now: `changed`)."""
        days = [day for day in (self.dirty_from, changed) if day is not None]
        if self.checkpoint is None or (days and month_of(min(days)) <= self.checkpoint.through):
            return None
        return self.checkpoint


def first_month_to_read(habit: Habit) -> str:
    """The first month (yyyy-mm) whose marks are missing from the habit's usable checkpoint."""
    checkpoint = habit.usable_checkpoint()
    return habit.history_from if checkpoint is None else next_month(checkpoint.through)


def habit_from(item: Mapping[str, Any], vacations: Mapping[str, Any] | None = None) -> Habit:
    """The habit of a HABIT# item as shared.table gives it. vacations: those of HABIT#PAUSES, where they are
    at hand; otherwise the item's own copy counts."""
    if vacations is not None:
        item, changed = _with_vacations(item, vacations)
        habit = habit_from(item)
        usable = habit.usable_checkpoint(changed)
        return habit._replace(checkpoint=usable)
    checkpoint = read_checkpoint(item.get("checkpoint"))
    dirty_from = date.fromisoformat(item["dirty_from"]) if "dirty_from" in item else None
    return Habit(
        id=item["id"],
        rules=rules_from(item),
        checkpoint=checkpoint,
        dirty_from=dirty_from,
        past_edits=item.get("past_edits", 0),
        version=item["version"],
        history_from=_history_from(item, checkpoint, dirty_from),
        importing_until=item.get("importing_until", 0),
    )


def _with_vacations(item: Mapping[str, Any], vacations: Mapping[str, Any]) -> tuple[Item, date | None]:
    """The item with the pauses that follow from `vacations`, and the first day that this changes."""
    known, pauses = item.get("pauses", []), pauses_of(item["id"], vacations)
    return {**item, "pauses": pauses}, first_difference(known, pauses)


def rules_from(item: Mapping[str, Any]) -> Rules:
    """What the item says about counting. Blocks of days begin at the start date, or at the day of its making
    (UTC)."""
    begins, ends, target = item.get("start_date"), item.get("end_date"), item.get("target")
    first_due = date.fromisoformat(begins).toordinal() if begins else None
    return Rules(
        schedule=schedule_from(item["schedule"]),
        target=None if target is None else thousandths(target),
        at_most=target is not None and item["target_type"] == "at_most",
        anchor=first_due or date.fromisoformat(item["created_at"][:10]).toordinal(),
        first_due=first_due,
        last=date.fromisoformat(ends).toordinal() if ends else None,
        pauses=ordinals(item.get("pauses", [])),
        held=frozenset(date.fromisoformat(day).toordinal() for day in item.get("frozen", ())),
    )


class MonthOfMarks(NamedTuple):
    """One CHECKINS# item: its month (yyyy-mm), its habit and the marked days by ordinal."""

    month: str
    habit_id: str
    marks: dict[int, Mark]


def month_from(item: Mapping[str, Any]) -> MonthOfMarks:
    """The month of a CHECKINS# item."""
    _, month, habit_id = item["sk"].split("#")
    return MonthOfMarks(month, habit_id, month_marks(item, first_ordinal(month)))


def _history_from(item: Mapping[str, Any], checkpoint: Checkpoint | None, dirty_from: date | None) -> str:
    # A check-in in a month that was open at the habit's making leaves no trace in the habit; earlier ones set
    # dirty_from.
    days = [earliest_today(datetime.fromisoformat(item["created_at"].replace("Z", "+00:00")))]
    if dirty_from is not None:
        days.append(dirty_from)
    if checkpoint is not None and checkpoint.state.first is not None:
        days.append(date.fromordinal(checkpoint.state.first))
    return month_of(max(FIRST_DAY, min(days)))
