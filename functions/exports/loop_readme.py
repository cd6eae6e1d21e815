"""What the Loop export has changed or left out, for the person who opens it."""

from __future__ import annotations

from collections.abc import Iterator

from shared.transfer.archive import Archive, ArchiveHabit, in_order
from shared.transfer.formulas import guarded
from shared.transfer.loop import frequency_of

_HEAD = """This is an export of Daybook in the form of Loop Habit Tracker's own CSV export (version 2.3.1).
The scores are Daybook's, which are the same as Loop's wherever a schedule is.
"""
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def readme(archive: Archive) -> str:
    """The file's text."""
    told = [*(line for habit in in_order(archive) for line in _of_habit(habit)), *_of_all(archive)]
    if not told:
        return f"{_HEAD}\nNothing had to be changed or left out.\n"
    return f"{_HEAD}\nWhat Loop has no place for was changed or left out:\n\n" + "".join(
        f"- {line}\n" for line in told
    )


def _of_habit(habit: ArchiveHabit) -> Iterator[str]:
    name, schedule = f"“{habit['name']}”", habit["schedule"]
    times, days = frequency_of(schedule)
    if schedule["type"] == "weekdays" and times < days:
        chosen = ", ".join(_WEEKDAYS[day - 1] for day in schedule["days"])
        target = ", and its target one for the whole week" if habit["kind"] == "numeric" else ""
        yield f"{name}: its weekdays ({chosen}) became {times} times in {days} days{target}."
    if schedule.get("period") == "month":
        yield f"{name}: {schedule['times']} times a month became {times} times in {days} days."
    if schedule.get("week_start", 1) != 1:
        yield f"{name}: its weeks begin on {_WEEKDAYS[schedule['week_start'] - 1]}; Loop counts any 7 days."
    for field, words in (("start_date", "starts"), ("end_date", "ends")):
        if habit[field]:  # type: ignore[literal-required]  # two of its keys
            yield f"{name}: that it {words} on {habit[field]} is left out."  # type: ignore[literal-required]
    missed = sum(cell[0] == "missed" for cell in habit["days"].values())
    if missed and habit["target_type"] == "at_most" and habit["kind"] == "numeric":
        yield f"{name}: {missed} missed days are left out, because 0 would be a limit that was kept."
    if any(cell[1:] == [0.003] for cell in habit["days"].values()):
        yield f"{name}: an amount of 0.003 became 0.004, because 3 is Loop's word for a skipped day."
    if habit["entries"]:
        yield f"{name}: the single amounts of {len(habit['entries'])} days became their sum."


def _of_all(archive: Archive) -> Iterator[str]:
    habits = archive["habits"]
    counts = {
        "icon": sum(bool(habit["icon"]) for habit in habits),
        "group": sum(bool(habit["group"]) for habit in habits),
        "reminders": sum(bool(habit["reminders"]) for habit in habits),
    }
    for what, count in counts.items():
        if count:
            yield f"The {what} of {count} {'habit' if count == 1 else 'habits'}."
    if archive["vacations"]:
        yield f"{len(archive['vacations'])} vacations: their days are like any others to Loop."
    texts = (
        text
        for habit in habits
        for text in (
            habit["name"],
            habit["question"],
            habit["description"],
            habit["unit"],
            *habit["notes"].values(),
        )
    )
    if any(text and guarded(text) != text for text in texts):
        yield "Texts that a spreadsheet would take for a formula have an apostrophe (') in front."
