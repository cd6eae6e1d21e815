"""Small files of the trackers' forms, made for these tests."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

NOW = datetime(2026, 3, 10, 12, tzinfo=timezone.utc)

HABITS_231 = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
    "Target Type,Target Value,Archived?\n"
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of the files, by path."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def loop_zip(habits: str, checkmarks: Mapping[str, str]) -> bytes:
    """Habits.csv (2.3.1, without the header) and the habits' Checkmarks.csv by folder."""
    files = {f"{folder}/Checkmarks.csv": text for folder, text in checkmarks.items()}
    return zipped({"Habits.csv": HABITS_231 + habits, **files})


HABITS_TABLE = (
    "CREATE TABLE Habits (id integer primary key autoincrement, archived integer, color integer,"
    " description text, freq_den integer, freq_num integer, highlight integer, name text,"
    " position integer, reminder_hour integer, reminder_min integer,"
    " reminder_days integer not null default 127, type integer not null default 0,"
    " target_type integer not null default 0, target_value real not null default 0,"
    ' unit text not null default ""{more})'
)
REPETITIONS_TABLE = (
    "CREATE TABLE Repetitions (id integer primary key autoincrement, habit integer not null,"
    " timestamp integer not null, value integer not null{more})"
)


def loop_backup(*statements: str, version: int = 25) -> bytes:
    """A backup of Loop 2.3 after the statements."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        database = sqlite3.connect(path)
        database.execute(HABITS_TABLE.format(more=", question text, uuid text"))
        database.execute(REPETITIONS_TABLE.format(more=", notes text"))
        for statement in statements:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {version}")
        database.commit()
        database.close()
        return path.read_bytes()


def database_of(*statements: str, version: int = 25) -> bytes:
    """Any SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        database = sqlite3.connect(path)
        for statement in (*statements, f"PRAGMA user_version = {version}"):
            database.execute(statement)
        database.commit()
        database.close()
        return path.read_bytes()


def day_ms(day: str) -> int:
    """Loop's timestamp of a day: midnight UTC in milliseconds."""
    return int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp() * 1000)


def habitica(**user: Any) -> dict[str, Any]:
    """User data with secrets around the given parts."""
    return {
        "_id": "9d1b8d1c-0000-4000-8000-000000000001",
        "apiToken": "SECRET-token",
        "auth": {"local": {"email": "SECRET@example.test", "hashed_password": "SECRET-hash"}},
        "profile": {"name": "SECRET name"},
        "party": {"_id": "SECRET-party"},
        "inbox": {"messages": {"1": {"text": "SECRET message"}}},
        "preferences": {"timezoneOffset": 0, "dayStart": 0},
        "tasks": {},
        **user,
    }
