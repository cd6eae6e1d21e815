"""What tests of commits begin with and look at."""

from __future__ import annotations

from typing import Any

from shared.habits.items import checkins_key
from shared.habits.marks import Mark, Stamp, decode_mark, encode
from shared.transfer.archive import Archive, derived_id, new_archive
from tests.unit.imports.conftest import USER, Imports
from tests.unit.imports.files import NOW, loop_zip

READ = derived_id("loop", "Read")


def loop(rows: str, name: str = "Read") -> bytes:
    return loop_zip(f"001,{name},YES_NO,,,1,1,#D32F2F,,,,false\n", {f"001 {name}": rows})


def archive(*habits: Any, **more: Any) -> Archive:
    keys = [habit["key"] for habit in habits]
    return {**new_archive("daybook", NOW), "habits": list(habits), "order": keys, **more}  # type: ignore[typeddict-item]  # parts of it


def marks(imports: Imports, habit: str) -> dict[str, Mark]:
    found = {}
    for sk, item in imports.everything().items():
        if sk.startswith("CHECKINS#") and sk.endswith(habit):
            month = sk.split("#")[1]
            days = {name: value for name, value in item.items() if len(name) == 2 and name.isdigit()}
            found.update({f"{month}-{day}": decode_mark(text) for day, text in days.items()})
    return {day: mark for day, mark in found.items() if mark.status}


def mark(imports: Imports, habit: str, day: str, mark: Mark, time_ms: int) -> None:
    """What a person does."""
    text = encode(Stamp(time_ms, 5), mark)
    imports.table.update(f"USER#{USER}", checkins_key(day[:7], habit), set={day[8:]: text})
