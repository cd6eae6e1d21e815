"""Which tracker a file is from, by what is in it, never by its name."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from shared.transfer.archive import Parsed
from shared.transfer.sources.draft import Refused
from shared.transfer.sources.texts import decode

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
_NAMES = {
    "daybook": "a Daybook export",
    "loop": "a Loop Habit Tracker export",
    "habitica": "Habitica user data",
    "beaver": "a Beaver Habits export",
    "csv": "a table (CSV)",
}


class Table(NamedTuple):
    """A CSV: only the person can say what its columns are. `columns` is the API's form of the first look."""

    text: str
    columns: dict[str, Any]


def read(data: bytes, source: str, now: datetime) -> Parsed | Table:
    """What the file holds. `source`: what the person says it is, or "auto". Raises Refused."""
    if not data:
        raise Refused("The file is empty.")
    if len(data) > MAX_UPLOAD_BYTES:
        raise Refused(f"The file has more than {MAX_UPLOAD_BYTES // 1024**2} MB.")
    found, value = _source(data)
    if source not in ("auto", found):
        raise Refused(f"This is not {_NAMES[source]}; it looks like {_NAMES[found]}.")
    if found == "csv":
        return _table(value)
    return _parse(found, data, value, now)


def _source(data: bytes) -> tuple[str, Any]:
    """The source and, when it had to be read to tell, the file's JSON or text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "loop", None
    if data.startswith(b"SQLite format 3\0"):
        return "loop", data
    head = decode(data[:400]).lstrip("\ufeff \r\n\t")
    if head.startswith(("{", "[")):
        from shared.transfer.sources import jsons

        value = jsons.load(data)
        return _json_source(value), value
    if b"\0" in data[:4000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("This file is neither a zip, a Loop backup, JSON nor a table, so it cannot be read.")
    return "csv", decode(data)


def _json_source(value: Any) -> str:
    if isinstance(value, dict):
        if value.get("format") == "daybook":
            return "daybook"
        if isinstance(value.get("tasks"), dict):
            return "habitica"
        if isinstance(value.get("habits"), list):
            return "beaver"
    raise Refused("This JSON is of none of the trackers that can be read: Daybook, Habitica, Beaver Habits.")


def _parse(source: str, data: bytes, value: Any, now: datetime) -> Parsed:
    if source == "loop":
        from shared.transfer.sources import loop_db, loop_zip

        return loop_zip.parse(data, now) if value is None else loop_db.parse(data, now)
    if source == "habitica":
        from shared.transfer.sources import habitica

        return habitica.parse(value, now)
    if source == "beaver":
        from shared.transfer.sources import beaver

        return beaver.parse(value, now)
    from shared.transfer.sources import daybook

    return daybook.parse(value, now)


def _table(text: str) -> Table:
    from shared.transfer.sources.table_columns import look

    found = look(text)
    return Table(text, {"names": found.names, "rows": found.rows, "guess": found.guess or None})
