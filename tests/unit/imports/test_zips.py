"""Zips that mean harm, or are broken."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import Any

import pytest

from shared.transfer.sources.draft import Refused
from shared.transfer.sources.zips import Zip
from tests.unit.imports.files import zipped


def entry(name: str, **attributes: Any) -> bytes:
    made = io.BytesIO()
    info = zipfile.ZipInfo(name)
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(info, "content")
    return made.getvalue()


@pytest.mark.parametrize(
    "name", ["../Habits.csv", "a/../../b.csv", "/etc/passwd", "C:/Habits.csv", "inner.zip", "a/inner.tar.gz"]
)
def test_paths_that_lead_out_and_archives_within_are_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        Zip(entry(name))
    assert refused.value.errors[0]["where"] == name


def test_a_backslash_is_refused_though_zipfile_turns_it_into_a_slash() -> None:
    data = entry("a/b.csv").replace(b"a/b.csv", b"a\\b.csv")
    with pytest.raises(Refused, match="leads out"):
        Zip(data)


@pytest.mark.parametrize("name", [b"\0/b.csv", b""])
def test_a_file_without_a_name_is_refused(name: bytes) -> None:
    """zipfile of Python 3.11 looks at the last character of a name to see whether it is a folder."""
    data = entry("a/b.csv")
    if name:
        data = data.replace(b"a/b.csv", name)
    else:  # the directory's length of it; the bytes become the entry's comment
        place = data.index(b"PK\x01\x02")
        data = data[: place + 28] + b"\0\0" + data[place + 30 : place + 32] + b"\7\0" + data[place + 34 :]
    with pytest.raises(Refused, match="path that leads out|no name"):
        Zip(data)


def test_links_are_refused() -> None:
    with pytest.raises(Refused, match="link"):
        Zip(entry("Habits.csv", external_attr=(stat.S_IFLNK | 0o777) << 16))


def test_encrypted_files_are_refused() -> None:
    data = bytearray(zipped({"Habits.csv": "x"}))
    data[6] |= 1  # the flag in the file's header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the directory's
    with pytest.raises(Refused, match="encrypted"):
        Zip(bytes(data))


def test_two_files_of_one_name_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("Habits.csv", "a")
        archive.writestr("HABITS.csv", "b")
    with pytest.raises(Refused, match="same name"):
        Zip(made.getvalue())


def test_bombs_are_refused_by_what_the_directory_says() -> None:
    with pytest.raises(Refused, match="far more"):
        Zip(zipped({"Habits.csv": b"\0" * 3_000_000}))


def test_bombs_are_refused_by_what_really_comes_out() -> None:
    archive = Zip(zipped({"a.csv": "x" * 600, "b.csv": "y" * 600}), max_total_bytes=1000)
    assert len(archive.read("a.csv")) == 600
    with pytest.raises(Refused, match="Unpacked"):
        archive.read("b.csv")


def test_one_file_that_is_too_big_is_refused() -> None:
    archive = Zip(zipped({"a.csv": "x" * 600, "b.csv": "y" * 700}), max_file_bytes=600)
    archive.read("a.csv")
    with pytest.raises(Refused, match="A file in the zip"):
        archive.read("b.csv")


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(Refused, match="3 entries"):
        Zip(zipped({"a": "", "b": "", "c": ""}), max_entries=2)


@pytest.mark.parametrize("cut", [30, 60, -10])
def test_a_zip_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(Refused, match="damaged"):
        Zip(zipped({"Habits.csv": "x" * 100})[:cut])


def test_a_wrong_checksum_is_refused_when_the_file_is_read() -> None:
    data = bytearray(zipped({"Habits.csv": "abcdefgh" * 20}))
    data[45] ^= 0xFF
    archive = Zip(bytes(data))
    with pytest.raises(Refused, match="damaged"):
        archive.read("Habits.csv")
