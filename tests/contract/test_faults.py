"""Each consumer of the manifests has its fault tests: docs/faults.md names them, and they are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tools.manifests import ROOT, load_all

# Who calls with these triggers comes again by itself, and in no order. The others have somebody who waits.
ASYNCHRONOUS = {"table_stream", "queue", "schedule", "bus", "topic", "bucket", "invoked"}
CONSUMERS = {name: one for name, one in load_all().items() if ASYNCHRONOUS & set(one.triggers)}
POSTGRESQL, NONE = "PostgreSQL", "–"


def the_table() -> dict[str, dict[str, str]]:
    """The cells by consumer and fault."""
    text = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    header, _, *rows = text[text.index("| consumer |") :].partition("\n\n")[0].splitlines()
    faults = _cells(header)[1:]
    return {name.strip("`"): dict(zip(faults, cells, strict=True)) for name, *cells in map(_cells, rows)}


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


@cache
def names_in(file: Path) -> frozenset[str]:
    functions = ast.parse(file.read_text(encoding="utf-8")).body
    return frozenset(one.name for one in functions if isinstance(one, ast.FunctionDef))


def test_each_consumer_has_a_row_and_nobody_else() -> None:
    assert set(the_table()) == set(CONSUMERS)


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_each_fault_has_a_test_that_is_there(consumer: str) -> None:
    for fault, cell in the_table()[consumer].items():
        if fault == POSTGRESQL and not CONSUMERS[consumer].vpc:
            assert cell == NONE, "it does not reach the database"
            continue
        named = re.findall(r"`([^`]+)`", cell)
        assert named, f"{consumer}: no test for {fault}"
        for name in named:
            path, _, test = name.rpartition("::")
            file = ROOT / "tests" / "unit" / (path or f"{consumer}/test_faults.py")
            assert f"test_{test}" in names_in(file), f"{file} has no test_{test}"


def test_every_kind_of_trigger_is_known_here() -> None:
    """A new kind is a consumer, or has somebody who waits for its answer."""
    kinds = {kind for one in load_all().values() for kind in one.triggers}
    assert kinds - ASYNCHRONOUS == {"authorizer", "user_pool", "rotation", "apply"}
