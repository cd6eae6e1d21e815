"""Zip files that depend on nothing but their content: no times, no owners, no order of a directory."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

Entries = Mapping[str, bytes]

# The oldest time that the format can hold.
_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o100644 << 16
_UNIX = 3


def write_zip(path: Path, entries: Entries, base: Path | None = None) -> None:
    """Write `entries` (name in the zip → content) to `path`, after the entries of the zip `base`, if given,
    which are copied as they are. The file appears whole or not at all."""
    with replacing(path) as temporary:
        if base is not None:
            shutil.copyfile(base, temporary)
        with zipfile.ZipFile(temporary, "a" if base else "w") as archive:
            for name in sorted(entries):
                archive.writestr(_entry(name), entries[name], zipfile.ZIP_DEFLATED, compresslevel=6)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of `path` when all went well, and is removed when not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def unzipped_bytes(path: Path) -> int:
    """How much room the content of the zip takes when unpacked."""
    with zipfile.ZipFile(path) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.external_attr = _READABLE_BY_ALL
    entry.create_system = _UNIX
    return entry
