"""Commits that are cut off, come twice, or take their time."""

from __future__ import annotations

from typing import Any

import pytest

from functions.imports.committing import Progress
from shared.errors import Unavailable
from shared.table import Table
from tests.support.memory import memory_table
from tests.unit.imports.conftest import USER, Imports
from tests.unit.imports.files import loop_zip
from tests.unit.imports.steps import loop


class DyingTable(Table):
    """Breaks down at the n-th write, and after it."""

    writes_left = 0

    def _call(self, operation: str, *, on_table: bool = True, **request: Any) -> dict[str, Any]:
        if operation in ("put_item", "update_item", "transact_write_items"):
            if self.writes_left <= 0:
                raise RuntimeError("killed")
            self.writes_left -= 1
        return super()._call(operation, on_table=on_table, **request)


@pytest.mark.parametrize("survives", [1, 2, 3, 4, 5, 6, 8, 10])
def test_a_death_in_the_middle_is_made_good_by_the_next_attempt(survives: int) -> None:
    rows = "Date,Value,Notes\n2025-02-01,YES_MANUAL,x\n2025-01-31,NO,\n2024-01-31,NO,\n"
    data = loop_zip(
        "001,Read,YES_NO,,,1,1,,,,,false\n002,B,YES_NO,,,1,1,,,,,false\n", {"001 Read": rows, "002 B": rows}
    )
    with memory_table() as table:
        whole = Imports(table)
        job = whole.upload(data)
        expected_result = whole.commit(job)["result"]
        expected = comparable(whole)
    with memory_table() as table:
        imports = Imports(table)
        job = imports.upload(data)
        dying = DyingTable(table._client, table.name)
        dying.writes_left = survives
        imports.table = dying
        with pytest.raises(RuntimeError):
            imports.commit(job)
        imports.table = table
        imports.deliver_again(f"work/imports/{USER}/{job.id}/1.json")
        state = imports.state(job)
        assert (state["status"], state["result"]) == ("done", expected_result)
        assert comparable(imports) == expected


def comparable(imports: Imports) -> dict[str, Any]:
    """All items without what counts attempts."""
    found = {}
    for sk, item in imports.everything().items():
        found[sk] = {name: value for name, value in item.items() if name != "past_edits"}
    return found


def test_what_cannot_be_reached_is_raised_so_that_it_comes_again(imports: Imports) -> None:
    class Out(Table):
        def put(self, item: Any, **named: Any) -> None:
            if "01" in item:
                raise Unavailable("The table cannot be reached.", retry_after_s=1)
            super().put(item, **named)

    job = imports.upload(loop("2025-01-01,2\n"))
    imports.table = Out(imports.table._client, imports.table.name)
    with pytest.raises(Unavailable):
        imports.commit(job)
    assert imports.state(job)["status"] == "importing"


def test_progress_is_told_at_most_once_a_second(imports: Imports) -> None:
    told: list[Any] = []

    class Telling:
        def set(self, **attributes: Any) -> None:
            told.append(attributes["progress"]["done"])

    times = iter([0.0, 0.5, 1.0, 1.0, 1.2, 2.5, 2.5])
    progress = Progress(Telling(), 4, clock=lambda: next(times))  # type: ignore[arg-type]  # a fake
    for _ in range(4):
        progress.step()
    assert told == [2, 4]
