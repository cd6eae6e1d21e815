"""What an import does to each habit, before anything is done: an archive beside what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple

from shared.habits import items
from shared.habits.marks import STATUS_CODES, Mark, thousandths
from shared.transfer.archive import Archive, ArchiveHabit, derived_id, habit_id, in_order

Item = dict[str, Any]
Action = Literal["create", "merge", "restore", "unchanged"]


class Choices(NamedTuple):
    """What the person has decided. `replace`: the file's days win over what is there. `skip`: keys left out.
    `into`: keys whose days go into a habit that is there already, by its id. `tasks`: whether these come
    too."""

    replace: bool = False
    skip: Collection[str] = ()
    into: Mapping[str, str] = {}
    tasks: bool = True


class Plan(NamedTuple):
    """One habit: its id in Daybook, the item that is there (None: none), and the encoded days that are."""

    habit: ArchiveHabit
    id: str
    item: Item | None

    @property
    def action(self) -> Action:
        """What becomes of the habit itself; whether its days change anything is `new_days`' business."""
        if self.item is None:
            return "create"
        return "restore" if "deleted_at" in self.item else "merge"


def plans(archive: Archive, there: Iterable[Item], choices: Choices = Choices()) -> list[Plan]:  # noqa: B008 - immutable
    """A plan a habit, in the archive's order. there: all of the person's HABIT# items, deleted ones too."""
    known = {item["id"]: item for item in there if "id" in item}
    made = []
    for habit in in_order(archive):
        if habit["key"] in choices.skip:
            continue
        chosen = choices.into.get(habit["key"])
        wanted = chosen or habit_id(archive["source"], habit)
        if wanted in known and known[wanted]["kind"] != habit["kind"] and not chosen:
            wanted = derived_id(archive["source"], habit["key"], habit["kind"])
        made.append(Plan(habit, wanted, known.get(wanted)))
    return made


def marks_of(habit: ArchiveHabit) -> dict[str, Mark]:
    """The habit's days (yyyy-mm-dd) as they are kept."""
    return {
        day: Mark(STATUS_CODES[cell[0]], thousandths(cell[1]) if len(cell) > 1 else None)
        for day, cell in habit["days"].items()
    }


def by_month(days: Iterable[str]) -> dict[str, list[str]]:
    """The days (yyyy-mm-dd) by their month (yyyy-mm), in order."""
    found: dict[str, list[str]] = {}
    for day in sorted(days):
        found.setdefault(day[:7], []).append(day)
    return found


def span(plans: Iterable[Plan]) -> tuple[str, str] | None:
    """The first and the last month that the files' days are in; None when there are none."""
    months = [
        day[:7] for plan in plans for by_day in (plan.habit["days"], plan.habit["notes"]) for day in by_day
    ]
    return (min(months), max(months)) if months else None


class There(NamedTuple):
    """What a habit's months hold: the encoded marks by day (yyyy-mm-dd), tombstones too, and the days with
    single amounts."""

    days: dict[str, str]
    entries: set[str]


def there_from(months: Iterable[Mapping[str, Any]]) -> dict[str, There]:
    """What CHECKINS# items hold, by habit."""
    found: dict[str, There] = {}
    for item in months:
        month, habit = item["sk"].removeprefix(items.CHECKINS_PREFIX).split("#")
        there = found.setdefault(habit, There({}, set()))
        for name, value in item.items():
            if len(name) == 2 and name.isdigit():
                there.days[f"{month}-{name}"] = value
            elif len(name) == 3 and name[0] == "e" and name[1:].isdigit():
                there.entries.add(f"{month}-{name[1:]}")
    return found


NOTHING = There({}, set())
