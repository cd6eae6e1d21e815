"""The files inside a zip that somebody has uploaded. Nothing is unpacked to disk; no name in it is believed
before it is looked at, and no size before it is read."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from shared.transfer.sources.draft import Refused

MAX_ENTRIES = 5_000
MAX_TOTAL_BYTES = 200 * 1024 * 1024
MAX_FILE_BYTES = 32 * 1024 * 1024  # four times twenty years of one habit with a long note a day
MAX_RATIO = 250
_RATIO_FROM_BYTES = 1024 * 1024  # small files of equal lines shrink a lot, and do no harm
_TOO_MUCH = f"Unpacked, the zip has more than {MAX_TOTAL_BYTES // 1024**2} MB."
_DAMAGES = (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError)
_NOT_OURS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Zip:
    """`names`: of its files, in their order. Raises Refused for a zip that is broken or means harm."""

    def __init__(
        self,
        data: bytes,
        max_entries: int = MAX_ENTRIES,
        max_total_bytes: int = MAX_TOTAL_BYTES,
        max_file_bytes: int = MAX_FILE_BYTES,
    ) -> None:
        with _broken():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        if len(entries) > max_entries:
            raise Refused(f"The zip has {len(entries)} entries; at most {max_entries} are read.")
        for entry in entries:
            _check(entry)
        files = [entry for entry in entries if not entry.is_dir()]
        self._entries = {entry.filename: entry for entry in files if not _is_rubbish(entry.filename)}
        if len({entry.filename.lower() for entry in files}) < len(files):
            raise Refused("The zip has two files of the same name.")
        self._left, self._most = max_total_bytes, max_file_bytes

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises Refused when it is broken, or all that is read comes to too much."""
        with _broken(name), self._zip.open(self._entries[name]) as file:
            data = file.read(min(self._left, self._most) + 1)
        if len(data) > self._most:
            raise Refused(f"A file in the zip has more than {MAX_FILE_BYTES // 1024**2} MB.", name)
        self._left -= len(data)
        if self._left < 0:
            raise Refused(_TOO_MUCH, name)
        return data


def _check(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = name.split("/")
    if "\\" in entry.orig_filename or "\0" in entry.orig_filename or name.startswith("/") or ":" in parts[0]:
        raise Refused("The zip has a file with a path that leads out of it.", name, "absolute path")
    if not name:
        raise Refused("The zip has a file with no name.")
    if ".." in parts:
        raise Refused("The zip has a file with a path that leads out of it.", name, "path with ..")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused("The zip has a link in it, not only files.", name, "symbolic link")
    if entry.flag_bits & 1:
        raise Refused("The zip is encrypted. Export it without a password.", name, "encrypted")
    if name.lower().endswith((".zip", ".gz", ".7z", ".rar")):
        raise Refused("The zip has another archive in it. Upload that one.", name, "nested archive")
    if entry.file_size > _RATIO_FROM_BYTES and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        raise Refused("The zip unpacks to far more than it can hold.", name, "compressed too much")
    if entry.file_size > MAX_TOTAL_BYTES:
        raise Refused(_TOO_MUCH, name)


def _is_rubbish(name: str) -> bool:
    return name.startswith(_NOT_OURS[0]) or name.rpartition("/")[2] in _NOT_OURS[1:]


@contextmanager
def _broken(where: str = "") -> Iterator[None]:
    # zlib's error, an unknown method, a wrong checksum, a cut-off file: all say the same to a person.
    import zlib

    try:
        yield
    except (*_DAMAGES, zlib.error) as error:
        raise Refused("The zip is damaged. Export it again.", where, str(error) or "damaged") from None
