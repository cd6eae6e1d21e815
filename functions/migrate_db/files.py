"""The migration files: which there are, in which order, and whether they still are what was applied."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "migrations"
NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")


class Refused(Exception):
    """The migrations cannot be run as they are; the message says which one and what to do. Nothing of that
    one was kept."""


class Migration(NamedTuple):
    """One file. `checksum` is the SHA-256 (hex) of its text, line endings aside."""

    version: int
    name: str
    sql: str

    @property
    def label(self) -> str:
        return f"{self.version:04}_{self.name}"

    @property
    def checksum(self) -> str:
        return hashlib.sha256("\n".join(self.sql.splitlines()).encode()).hexdigest()


def read(folder: Path = FOLDER) -> list[Migration]:
    """The folder's migrations by version. Raises Refused when a name is none or the numbers have gaps or
    repeat."""
    migrations = sorted(_parse(file) for file in folder.glob("*.sql"))
    for expected, migration in enumerate(migrations, start=1):
        if migration.version != expected:
            raise Refused(
                f"{migration.label}.sql is out of turn: number {expected:04} was expected. Renumber it."
            )
    return migrations


def pending(migrations: list[Migration], applied: dict[int, str]) -> list[Migration]:
    """What is still to run, given {version: checksum} of what ran. Versions that only the database knows are
    left alone: an older release, brought back, works on the newer schema. Raises Refused when an applied file
    was edited."""
    for migration in migrations:
        if applied.get(migration.version, migration.checksum) != migration.checksum:
            raise Refused(
                f"{migration.label}.sql was changed after it had been applied: restore it (its text is in "
                "the history), and write what is wanted into a new file."
            )
    return [migration for migration in migrations if migration.version not in applied]


def _parse(file: Path) -> Migration:
    match = NAME.fullmatch(file.name)
    if match is None:
        raise Refused(f"{file.name} is not named NNNN_what_it_does.sql (digits, small letters, underscores).")
    return Migration(int(match[1]), match[2], file.read_text(encoding="utf-8"))
