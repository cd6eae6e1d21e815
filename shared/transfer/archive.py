"""The one normalised form of a person's habits between Daybook and everything else; written down as JSON it
is the full export.

    parsers    file → Archive          preview, commit    Archive × store
    exports    store → Archive → JSON, Loop's CSV zip, CSV

What it holds is as the API would take it: names and texts within their limits, days from 2000-01-01 on,
amounts from 0 to 10 000 000 in three decimals at most. It knows no stamps, so no tombstones: days without a
mark are simply not there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple, NotRequired, TypedDict

from shared.habits.shapes import timestamp
from shared.ids import is_ulid

FORMAT: Literal["daybook"] = "daybook"
VERSION = 1

Source = Literal["daybook", "loop", "habitica", "beaver", "csv"]

_BY_DAY: tuple[Literal["days", "notes", "entries"], ...] = ("days", "notes", "entries")
_ULID_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class ArchiveHabit(TypedDict):
    """A habit with its whole history. Fields that the API has too mean what they mean there."""

    key: str
    """What the source calls it by; no two of an archive are equal. In Daybook's own: the id."""
    id: str | None
    """Its ULID, when it comes out of Daybook."""
    name: str
    question: str | None
    description: str | None
    kind: Literal["yes_no", "numeric"]
    unit: str | None
    target: float | None
    target_type: Literal["at_least", "at_most"]
    schedule: dict[str, Any]
    colour: str
    icon: str | None
    group: str | None
    reminders: list[dict[str, Any]]
    start_date: str | None
    end_date: str | None
    archived: bool
    created_at: str | None
    """RFC 3339 in UTC. Blocks of days begin at its day when there is no start date."""
    days: dict[str, list[Any]]
    """By day: ["done"], ["skip"], ["missed"], or of a numeric habit ["done", amount]; the amount includes
    what `entries` add up to."""
    notes: dict[str, str]
    """By day, with a mark or without."""
    entries: dict[str, list[list[Any]]]
    """By day of a numeric habit: [[entry id, amount], …], oldest first."""


class ArchiveVacation(TypedDict):
    """A pause. `habits`: keys of the archive's habits, None for all."""

    id: str | None
    start: str
    end: str | None
    habits: list[str] | None
    note: str | None


class ArchiveTask(TypedDict):
    """A task of another tracker."""

    key: str
    """What the source calls it by."""
    title: str
    note: str | None
    due: str | None
    tags: list[str]
    subtasks: list[list[Any]]
    """[[title, done], …]."""
    reminders: list[str]
    """Local times, YYYY-MM-DDTHH:MM."""
    done_at: str | None
    """RFC 3339 in UTC; None: it is open."""
    created_at: str


class Archive(TypedDict):
    """Everything that is taken along. `order`: keys, as the habits are shown; the others follow. `tasks`: of
    another tracker that has some; an export of Daybook's habits has none."""

    format: Literal["daybook"]
    version: int
    exported_at: str
    source: Source
    habits: list[ArchiveHabit]
    vacations: list[ArchiveVacation]
    order: list[str]
    tasks: NotRequired[list[ArchiveTask]]


class Dropped(TypedDict):
    """Something of the file that Daybook has no place for, or wants not to keep."""

    what: str
    count: int
    why: str


class Problem(TypedDict):
    """Something of the file that cannot be right. `where`: the file inside the upload and the row or
    element."""

    where: str
    reason: str


class Parsed(NamedTuple):
    """What a file holds, and what of it is left behind. `problems`: the first of `problem_count`."""

    archive: Archive
    dropped: list[Dropped]
    problems: list[Problem]
    problem_count: int


def new_archive(source: Source, at: datetime) -> Archive:
    """An empty one."""
    made = timestamp(at)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": made,
        "source": source,
        "habits": [],
        "vacations": [],
        "order": [],
    }


def new_habit(key: str, name: str, **fields: Any) -> ArchiveHabit:
    """A daily yes/no habit without history, with `fields` instead of what it would have."""
    habit: ArchiveHabit = {
        "key": key,
        "id": None,
        "name": name,
        "question": None,
        "description": None,
        "kind": "yes_no",
        "unit": None,
        "target": None,
        "target_type": "at_least",
        "schedule": {"type": "daily"},
        "colour": "blue",
        "icon": None,
        "group": None,
        "reminders": [],
        "start_date": None,
        "end_date": None,
        "archived": False,
        "created_at": None,
        "days": {},
        "notes": {},
        "entries": {},
    }
    unknown = fields.keys() - habit.keys()
    if unknown:
        raise TypeError(f"a habit has no {', '.join(sorted(unknown))}")
    habit.update(fields)  # type: ignore[typeddict-item]  # the names have been checked
    return habit


def habit_id(source: str, habit: Mapping[str, Any]) -> str:
    """The id that the habit has in Daybook: its own, or one made from source and key, so that whoever imports
    a file twice (or a later one of the same tracker) meets the same habits."""
    own = habit.get("id")
    return own if own and is_ulid(own) else derived_id(source, habit["key"])


def derived_id(*parts: str) -> str:
    """A ULID whose time is 0 and whose rest is a hash of the parts: equal parts, equal id."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    number = int.from_bytes(digest[:10], "big")
    return "0" * 10 + "".join(_ULID_ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


def in_order(archive: Archive) -> list[ArchiveHabit]:
    """The habits as they are shown."""
    place = {key: index for index, key in enumerate(archive["order"])}
    return sorted(archive["habits"], key=lambda habit: place.get(habit["key"], len(place)))


def to_json(archive: Archive) -> bytes:
    """The full export: days in order, so that the same habits give the same bytes."""
    habits = [
        {**habit, **{name: dict(sorted(habit[name].items())) for name in _BY_DAY}}
        for habit in archive["habits"]
    ]
    text = json.dumps({**archive, "habits": habits}, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def pack(archive: Archive) -> bytes:
    """As it is kept between reading and commit: gzipped JSON, the same bytes for the same archive."""
    return gzip.compress(to_json(archive), compresslevel=6, mtime=0)


def unpack(data: bytes) -> Archive:
    """What `pack` gave. It is trusted: only what was checked is packed."""
    archive: Archive = json.loads(gzip.decompress(data))
    return archive
