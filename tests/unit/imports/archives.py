"""Archives as Daybook exports them, for property tests."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from shared.habits.marks import amount_value
from shared.ids import new_ulid
from shared.transfer.archive import Archive, ArchiveHabit, new_archive, new_habit
from tests.unit.imports.files import NOW

SCHEDULES: list[dict[str, Any]] = [
    {"type": "daily"},
    {"type": "weekdays", "days": [1, 3, 5]},
    {"type": "times", "times": 2, "period": "month"},
    {"type": "times_in_days", "times": 2, "days": 3},
    {"type": "every", "days": 4},
]
DAYS = st.integers(0, 790).map(lambda n: (date(2024, 1, 1) + timedelta(days=n)).isoformat())
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text).strip()
)
LINES = st.lists(TEXTS.filter(bool), min_size=1, max_size=3).map("\n".join)
AMOUNTS = st.integers(0, 10**10).map(amount_value)


@st.composite
def habits(draw: st.DrawFn, most_days: int) -> ArchiveHabit:
    """One habit of Daybook's with some days, notes and entries."""
    numeric = draw(st.booleans())
    own = new_ulid()
    fields = {
        "id": own,
        "question": draw(TEXTS) or None,
        "description": draw(LINES),
        "group": draw(TEXTS) or None,
        "colour": draw(st.sampled_from(["red", "teal", "grey"])),
        "icon": draw(st.sampled_from([None, "🏃", "☕"])),
        "archived": draw(st.booleans()),
        "schedule": draw(st.sampled_from(SCHEDULES)),
        "reminders": draw(st.sampled_from([[], [{"time": "07:30", "days": [1, 7]}]])),
        "start_date": draw(st.sampled_from([None, "2024-02-29"])),
        "end_date": draw(st.sampled_from([None, "2030-12-31"])),
        "created_at": "2024-01-05T07:00:00.000Z",
    }
    if numeric:
        at_most = draw(st.booleans())
        target = draw(st.sampled_from([0.5, 2, 10]))
        fields |= {"kind": "numeric", "unit": "km", "target": target}
        fields |= {"target_type": "at_most" if at_most else "at_least"}
    cells = [st.just(["skip"]), st.just(["missed"]), _done(numeric)]
    days = dict(sorted(draw(st.dictionaries(DAYS, st.one_of(cells), max_size=most_days)).items()))
    notes = dict(sorted(draw(st.dictionaries(DAYS, LINES, max_size=4)).items()))
    entries = {}
    if numeric and draw(st.booleans()):
        entries = {day: [[new_ulid(), cell[1]]] for day, cell in days.items() if cell[0] == "done"}
    return new_habit(own, draw(TEXTS) or "Habit", **fields, days=days, notes=notes, entries=entries)


@st.composite
def archives(draw: st.DrawFn, most_days: int = 40) -> Archive:
    """An export of up to three habits, with vacations and an order."""
    found = draw(st.lists(habits(most_days), min_size=1, max_size=3))
    keys = [habit["key"] for habit in found]
    of = draw(st.sampled_from([None, keys[:1]]))
    vacation: Any = {"id": new_ulid(), "start": "2024-07-01", "end": None, "habits": of, "note": "Sea"}
    vacations = draw(st.sampled_from([[], [vacation]]))
    order = draw(st.permutations(keys))
    return {**new_archive("daybook", NOW), "habits": found, "vacations": vacations, "order": list(order)}


def _done(numeric: bool) -> st.SearchStrategy[list[Any]]:
    return AMOUNTS.map(lambda amount: ["done", amount]) if numeric else st.just(["done"])
