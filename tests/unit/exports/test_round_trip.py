"""Out and in again: a person's table, exported, imported by somebody else, and exported once more."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from functions.exports.formats import table as csv_table
from functions.exports.formats import written
from shared.habits.store import HabitStore
from shared.table import Table
from shared.transfer.archive import Archive, new_archive, new_habit
from shared.transfer.collecting import collect
from shared.transfer.formulas import guarded, unguarded
from shared.transfer.sources.table import parse
from tests.support.memory import TABLE_NAME, MemoryClient, memory_table
from tests.support.thorough import examples
from tests.unit.imports.archives import archives
from tests.unit.imports.conftest import USER, Imports
from tests.unit.imports.files import NOW


def exported(imports: Imports) -> tuple[bytes, Archive]:
    archive, rules = collect(HabitStore(imports.table, USER), NOW)
    return written("json", archive, rules, NOW.date()), archive


@examples(4, suppress_health_check=list(HealthCheck))
@given(archives())
def test_export_import_export_is_the_same(given_archive: Archive) -> None:
    with memory_table() as one:
        first, second = Imports(one), Imports(Table(MemoryClient(), TABLE_NAME))
        assert first.take(given_archive)["status"] == "done"
        data, archive = exported(first)
        assert second.take(data)["status"] == "done"
        again, _ = exported(second)
    assert again == data
    assert without_order(archive) == without_order(given_archive)


def without_order(archive: Mapping[str, Any]) -> Any:
    """Habits by id: how they are shown is in `order`."""
    habits = sorted(archive["habits"], key=lambda habit: habit["key"])
    return {**archive, "habits": habits, "exported_at": None}


CELLS = st.text(st.sampled_from("=+-@'a \t1;,\"\n"), max_size=6)


@given(CELLS)
def test_no_cell_is_a_formula_and_none_is_lost(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


def test_a_table_comes_back_with_its_texts() -> None:
    days = {"2025-01-01": ["done", 2.5], "2025-01-02": ["skip"], "2025-01-03": ["missed"]}
    notes = {"2025-01-01": "'=not a formula", "2025-01-04": "-1 °C,\n“cold”"}
    fields: dict[str, Any] = {"kind": "numeric", "target": 1, "unit": "km", "days": days, "notes": notes}
    habits = [new_habit("a", "@Run", **fields), new_habit("b", "@Run", days={"2025-01-02": ["done"]})]
    text = csv_table({**new_archive("daybook", NOW), "habits": habits}).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text))) == ["date", "habit", "status", "value", "unit", "note"]
    mapping = {name: name for name in ("date", "habit", "status", "value", "note")}
    found = parse(text, mapping, "x", NOW)
    assert not found.problems
    run, other = found.archive["habits"]
    assert (run["name"], run["days"], run["notes"]) == ("@Run", days, notes)
    assert (other["name"], other["days"]) == ("@Run (2)", {"2025-01-02": ["done"]})
