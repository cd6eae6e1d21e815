"""Whatever is in a file: it is read or refused, and never anything else happens."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.transfer.archive import Parsed, new_archive, new_habit, pack
from shared.transfer.sources import recognise
from shared.transfer.sources.draft import Refused
from tests.support.thorough import examples
from tests.unit.imports.files import NOW, habitica, loop_backup, loop_zip

DAILY = {
    "id": "d",
    "text": "S",
    "frequency": "weekly",
    "everyX": 2,
    "repeat": {"m": True},
    "tags": ["t"],
    "startDate": "2025-01-01T00:00:00Z",
    "reminders": [{"time": "2025-01-01T00:00:00Z"}],
    "history": [{"date": 1736164800000, "completed": True, "isDue": True}],
    "daysOfMonth": [1],
    "group": {"id": None},
    "checklist": [{}],
}
HABIT = {"id": "h", "text": "W", "up": True, "history": [{"date": 1736164800000, "scoredUp": 1}]}
BEAVER = {
    "name": "A",
    "id": "a",
    "status": "normal",
    "period": {"period_type": "D", "period_count": 1, "target_count": 1},
    "tags": ["x"],
    "records": [{"day": "2025-01-01", "done": True, "text": "n"}],
}
OWN = new_habit(
    "k",
    "N",
    kind="numeric",
    target=1,
    days={"2025-01-01": ["done", 1]},
    notes={"2025-01-01": "x"},
    entries={"2025-01-01": [["01JMZ3V000000000000000000E", 1]]},
    reminders=[{"time": "07:00", "days": [1]}],
    created_at="2025-01-01T00:00:00Z",
    start_date="2025-01-01",
    icon="☕",
)
VACATION = {"id": "x", "start": "2025-01-01", "end": None, "habits": ["k"], "note": None}
FILES: list[Any] = [
    habitica(
        tasks={"dailys": [DAILY], "habits": [HABIT]},
        tags=[{"id": "t", "name": "n"}],
        tasksOrder={"dailys": ["d"]},
    ),
    {"habits": [BEAVER], "order": ["a"]},
    {**new_archive("daybook", NOW), "habits": [OWN], "order": ["k"], "vacations": [VACATION]},
]
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    1e308,
    10**30,
    "",
    "x",
    "2025-01-01",
    [],
    {},
    [1],
    {"a": 1},
    "\ud800",
    "\x00",
]
BINARY = [
    loop_zip("001,R,NUMERICAL,,,2,3,#D32F2F,u,AT_LEAST,5,false\n", {"001 R": "2025-01-01,1000\n"}),
    loop_backup("INSERT INTO Repetitions (habit, timestamp, value) VALUES (1, 1735689600000, 2)"),
    "Date;Übung;Value\n2025-01-01;R;1\n".encode("utf-16"),
]


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a JSON value."""
    yield path
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, item in entries:
        yield from paths(item, (*path, key))


def changed(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    value = copy.deepcopy(value)
    place = value
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = odd
    return value


def is_read_or_refused(data: bytes) -> None:
    with suppress(Refused):
        found = recognise.read(data, "auto", NOW)
        if isinstance(found, Parsed):
            pack(found.archive)


@pytest.mark.exhaustive
def test_any_part_of_a_json_file_may_be_anything() -> None:
    for file in FILES:
        for path in paths(file):
            for odd in ODD:
                is_read_or_refused(json.dumps(changed(file, path, odd)).encode())


@examples(150)
@given(
    st.sampled_from(BINARY),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_any_byte_of_a_file_may_be_another(data: bytes, changes: list[tuple[int, int]]) -> None:
    broken = bytearray(data)
    for place, value in changes:
        broken[place % len(broken)] = value
    is_read_or_refused(bytes(broken))
