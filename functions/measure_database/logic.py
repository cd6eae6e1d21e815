"""What tells whether two databases have the same in them: counts, and sums that no order changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

# What says when a row was last written, the most telling first. A table without any is compared whole.
DATES = ("updated_at", "booked_at", "erased_at", "applied_at", "created_at")


class Database(Protocol):
    def columns(self) -> Mapping[str, set[str]]:
        """Of each table."""
        ...

    def sums(self, table: str, date: str | None, until: datetime) -> tuple[int, str, int, str]:
        """Rows and checksum of all, and of those whose `date` is not after `until`."""
        ...


def measure(database: Database, until: datetime) -> dict[str, dict[str, Any]]:
    """For each table its rows and checksum, those of the rows that were not written after `until`
    ("settled_…") where a column tells (`dated`), and how many were ("later")."""
    return {
        table: _told(database, table, date_of(columns), until)
        for table, columns in sorted(database.columns().items())
    }


def date_of(columns: set[str]) -> str | None:
    return next((name for name in DATES if name in columns), None)


def _told(database: Database, table: str, date: str | None, until: datetime) -> dict[str, Any]:
    rows, checksum, settled_rows, settled_checksum = database.sums(table, date, until)
    return {
        "rows": rows,
        "checksum": checksum,
        "dated": date is not None,
        "settled_rows": settled_rows,
        "settled_checksum": settled_checksum,
        "later": rows - settled_rows,
    }
