"""Loop Habit Tracker's backup, a SQLite database (`user_version` up to 25).

A database from elsewhere is a program: its views, triggers and computed columns would run when it is read. So
it is opened read-only and immutable, must have Loop's tables as plain tables and none of those, and what a
query may do is bounded.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from shared.transfer.archive import Parsed
from shared.transfer.loop import PALETTE
from shared.transfer.sources import loop_cells
from shared.transfer.sources.draft import Draft, HabitDraft, Refused
from shared.transfer.sources.loop_zip import numeric, schedule

LATEST_VERSION = 25
MAX_TEXT_BYTES = 1_000_000
_STEPS = 100_000  # of SQLite's machine between two looks at how many there have been
_MAX_LOOKS = 20_000
_WANTED = {"Habits": {"id", "name", "freq_num", "freq_den"}, "Repetitions": {"habit", "timestamp"}}
_DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1)
_ALL_DAYS = [1, 2, 3, 4, 5, 6, 7]


def parse(data: bytes, now: datetime) -> Parsed:
    """Raises Refused for what is no backup of Loop's, or one of a later version."""
    draft = Draft("loop", now)
    with _opened(data) as database:
        columns = _columns(database)
        habits = _habits(draft, database, columns["Habits"])
        _repetitions(draft, database, columns["Repetitions"], habits)
    return draft.finish()


@contextmanager
def _opened(data: bytes) -> Iterator[sqlite3.Connection]:
    handle, path = tempfile.mkstemp(suffix=".db")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
            _bound(database)
            yield database
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise Refused("The database is damaged. Make the backup again.", "database", str(error)) from None
    finally:
        os.unlink(path)  # noqa: PTH108 - as elsewhere: no pathlib for one name


def _bound(database: sqlite3.Connection) -> None:
    looks = iter(range(_MAX_LOOKS))
    database.set_progress_handler(lambda: next(looks, None) is None, _STEPS)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT_BYTES)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.text_factory = lambda text: text.decode("utf-8", "replace")
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        database.execute(f"PRAGMA {pragma}")


def _columns(database: sqlite3.Connection) -> dict[str, set[str]]:
    """The columns of Loop's tables. Raises Refused when they are not what Loop makes."""
    schema = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    for kind, name, sql in schema:
        if kind in ("view", "trigger") or str(sql or "").lower().startswith("create virtual"):
            raise Refused(f"The database has a {kind}, which Loop never makes.", f"{kind} {str(name)[:60]}")
    version = database.execute("PRAGMA user_version").fetchone()[0]
    tables = {name for kind, name, _ in schema if kind == "table"}
    if not _WANTED.keys() <= tables or version < 1:
        raise Refused("This SQLite database is not Loop Habit Tracker's backup.", "tables")
    if version > LATEST_VERSION:
        detail = "The backup is of a later version of Loop Habit Tracker. Use its CSV export instead."
        raise Refused(detail, "user_version", f"{version} is later than {LATEST_VERSION}")
    return {table: _plain_columns(database, table) for table in _WANTED}


def _plain_columns(database: sqlite3.Connection, table: str) -> set[str]:
    found = database.execute(f"PRAGMA table_xinfo({table})").fetchall()
    names = {str(row[1]) for row in found}
    if any(row[6] for row in found) or not _WANTED[table] <= names:
        raise Refused("This SQLite database is not Loop Habit Tracker's backup.", f"table {table}")
    return names


def _select(
    database: sqlite3.Connection, table: str, columns: set[str], order: str
) -> Iterator[dict[str, Any]]:
    cursor = database.execute(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608 - names of this module
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _habits(draft: Draft, database: sqlite3.Connection, columns: set[str]) -> dict[int, HabitDraft]:
    order = "position, id" if "position" in columns else "id"
    found = {}
    for row in _select(database, "Habits", columns, order):
        found[row["id"]] = _habit(draft, row)
    return found


def _habit(draft: Draft, row: dict[str, Any]) -> HabitDraft:
    where = f"Habits, id {row['id']}"
    name = row["name"] or ""
    question, description = row.get("question"), row.get("description")
    if "question" not in row:
        question, description = description, None  # before version 23 there was one text, and Loop asked it
    fields = {
        "type": "NUMERICAL" if row.get("type") == 1 else "",
        "target type": "AT_MOST" if row.get("target_type") == 1 else "",
        "target value": str(row.get("target_value") or 0),
        "unit": str(row.get("unit") or ""),
    }
    return draft.habit(
        str(name),
        name,
        where,
        question=question,
        description=description,
        schedule=schedule(draft, (row["freq_num"], row["freq_den"]), where),
        colour=_colour(row.get("color")),
        archived=bool(row.get("archived")),
        reminders=_reminders(row),
        **numeric(draft, fields, where),
    )


def _colour(number: object) -> str:
    # Before the palette there were colours as such, which are negative numbers.
    return PALETTE[number][1] if isinstance(number, int) and 0 <= number < len(PALETTE) else "blue"


def _reminders(row: dict[str, Any]) -> list[dict[str, Any]]:
    hour, minute, days = row.get("reminder_hour"), row.get("reminder_min"), row.get("reminder_days", 127)
    if not (isinstance(hour, int) and isinstance(minute, int) and 0 <= hour < 24 and 0 <= minute < 60):
        return []
    # Bit 0 is Saturday, 1 Sunday, 2 Monday.
    on = [day for day in _ALL_DAYS if isinstance(days, int) and days >> (day + 1) % 7 & 1]
    return [{"time": f"{hour:02}:{minute:02}", "days": on}] if on else []


def _repetitions(
    draft: Draft, database: sqlite3.Connection, columns: set[str], habits: dict[int, HabitDraft]
) -> None:
    for row in _select(database, "Repetitions", columns, "habit, timestamp DESC"):
        habit, where = habits.get(row["habit"]), f"Repetitions, id {row.get('id')}"
        if habit is None:
            draft.problem(where, f"is of the habit {row['habit']}, which is not in the file")
            continue
        day = _day(draft, row["timestamp"], where)
        if day is not None:
            # Before there were values, a row was a day that somebody had marked.
            loop_cells.take(habit, day, str(row.get("value", 2)), where)
            habit.note(day, row.get("notes"))


def _day(draft: Draft, timestamp: object, where: str) -> str | None:
    try:
        text = (_EPOCH + timedelta(days=int(timestamp) // _DAY_MS)).isoformat()  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        draft.problem(where, f"{str(timestamp)[:40]} is not a time")
        return None
    return draft.day(text, where)
