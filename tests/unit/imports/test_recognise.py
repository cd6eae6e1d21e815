"""What a file is comes from what is in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.transfer.sources import recognise
from shared.transfer.sources.draft import Refused
from shared.transfer.sources.jsons import MAX_VALUES
from tests.unit.imports.files import NOW, loop_backup, zipped


def refused(data: bytes, source: str = "auto") -> Refused:
    with pytest.raises(Refused) as caught:
        recognise.read(data, source, NOW)
    return caught.value


def test_a_file_that_is_something_else_than_was_said() -> None:
    beaver = json.dumps({"habits": [{"name": "A", "records": []}]}).encode()
    assert refused(beaver, "habitica").detail == (
        "This is not Habitica user data; it looks like a Beaver Habits export."
    )
    assert "looks like a Loop" in refused(loop_backup(), "csv").detail


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "neither"),
        (b"just words", "no table"),
        (b"{}", "none of the trackers"),
        (b"[1, 2]", "none of the trackers"),
        (b'{"habits": []}', "no habit"),
        (b'{"habits": [', "not JSON to its end"),
        (b'{"habits": [{"name": NaN}]}', "a number that is none"),
        (b'{"habits": [1e400, -Infinity]}', "a number that is none"),
        (b'{"habits": ' + b"9" * 5000 + b"}", "a number that is none"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[" + b"," * (MAX_VALUES + 1) + b"]", "too many values"),
        (zipped({"a.txt": ""}), "no Habits.csv"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"SQLite format 3\0 and then nothing", "damaged"),
    ],
)
def test_files_that_cannot_be_read_say_why(data: bytes, detail: str) -> None:
    assert detail in refused(data).detail


def test_damaged_json_is_told_with_its_line() -> None:
    assert refused(b'{"habits":\n [\n{]}').errors[0]["where"] == "line 3"


def test_a_file_that_is_too_big() -> None:
    assert "50 MB" in refused(bytes(recognise.MAX_UPLOAD_BYTES + 1)).detail


@pytest.mark.parametrize("value", [5, "x", None, [], {"id": 5, "records": [{"day": 5}]}])
def test_a_habit_that_is_nothing_of_the_kind_breaks_nothing(value: Any) -> None:
    data = json.dumps({"habits": [value, {"name": "A", "records": []}]}).encode()
    found = recognise.read(data, "auto", NOW)
    assert not isinstance(found, recognise.Table)
    assert found.archive["habits"][-1]["name"] == "A"
