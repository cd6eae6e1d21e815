"""A zip says what it holds, and neither when nor in what order it was made."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tools.build.archive import replacing, unzipped_bytes, write_zip

CONTENT = {"b.py": b"2", "a/c.py": b"33", "a.py": b"1"}


def test_entries_are_in_order_and_of_no_time(tmp_path: Path) -> None:
    write_zip(tmp_path / "made.zip", CONTENT)

    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["a.py", "a/c.py", "b.py"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    # Lambda reads them as another user than the owner.
    assert {entry.external_attr >> 16 & 0o777 for entry in entries} == {0o644}


def test_a_base_comes_first_and_counts(tmp_path: Path) -> None:
    write_zip(tmp_path / "base.zip", {"z.py": b"4444"})
    write_zip(tmp_path / "made.zip", CONTENT, base=tmp_path / "base.zip")

    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        assert archive.namelist() == ["z.py", "a.py", "a/c.py", "b.py"]
        assert archive.read("z.py") == b"4444"
    assert unzipped_bytes(tmp_path / "made.zip") == 8


def test_a_file_that_could_not_be_finished_never_appears(tmp_path: Path) -> None:
    def write_half() -> None:
        with replacing(tmp_path / "made.zip") as temporary:
            temporary.write_bytes(b"half")
            raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_half()

    assert list(tmp_path.iterdir()) == []
