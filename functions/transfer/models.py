"""Bodies and answers of the imports' API. docs/transfer.md says what is taken from each source."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, Strict
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.habits.fields import HabitId, Kind, Schedule
from shared.habits.limits import MAX_HABITS
from shared.models import Input, Number, Text

MAX_BYTES = 50 * 1024 * 1024
Source = Literal["auto", "daybook", "loop", "habitica", "beaver", "csv"]
Column = Annotated[str, Text(100)]
Key = Annotated[str, Text(200)]


class ImportCreate(Input):
    """A file that is about to be uploaded."""

    source: Source = "auto"
    """Which app the file comes from; auto looks at the file."""
    file_name: Annotated[str, Text(200)]
    bytes: Annotated[int, Number(1, MAX_BYTES)]


class ImportMapping(Input):
    """Which columns of a table hold what, by their header."""

    date: Column
    habit: Column | None = None
    value: Column | None = None
    status: Column | None = None
    note: Column | None = None
    wide: Annotated[bool, Strict()] = False
    """Every other column is a habit."""
    date_order: Literal["ymd", "dmy", "mdy"] | None = None
    """Left out: as the dates suggest."""


class ImportCommit(Input):
    """What becomes of the file's habits."""

    on_conflict: Literal["keep", "replace"] = "keep"
    """Of days that are marked differently already."""
    skip: Annotated[list[Key], Field(max_length=MAX_HABITS)] = Field(default_factory=list)
    """Keys of habits to leave out."""
    into: dict[Key, HabitId] = Field(default_factory=dict, max_length=MAX_HABITS)
    """Habits whose days go into one that is there already: its id by their key."""
    tasks: Annotated[bool, Strict()] = True
    """Whether the file's tasks come too."""


class ImportProgress(TypedDict):
    """Steps done of all."""

    done: int
    total: int


class TableColumns(TypedDict):
    """A table's columns, its first rows, and a mapping that may fit (empty: no date was found)."""

    names: list[str]
    rows: list[list[str]]
    guess: dict[str, Any]


class PreviewHabit(TypedDict):
    """What a commit does to one habit. `same_name_id`: a habit of the same name that it could go into."""

    key: str
    name: str
    kind: Kind
    schedule: Schedule
    days: int
    first: str | None
    last: str | None
    action: Literal["create", "merge", "restore", "unchanged"]
    existing_id: str | None
    same_name_id: str | None
    new_days: int
    conflicts: int


class PreviewTotals(TypedDict):
    """Sums over the habits."""

    habits: int
    days: int
    notes: int
    new_days: int
    conflicts: int
    vacations: int
    tasks: int
    """Of another tracker's to-dos."""
    new_tasks: int


class ImportDropped(TypedDict):
    """Something of the file that is left behind."""

    what: str
    count: int
    why: str


class ImportProblem(TypedDict):
    """Something of the file that cannot be right, and where it stands."""

    where: str
    reason: str


class ImportPreview(TypedDict):
    """What a commit would do. `problems` are the first of `problem_count`."""

    habits: list[PreviewHabit]
    totals: PreviewTotals
    dropped: list[ImportDropped]
    problems: list[ImportProblem]
    problem_count: int


class ImportRefusal(TypedDict):
    """Why the file, or the mapping, cannot be taken."""

    detail: str
    errors: list[ImportProblem]


class ImportResult(TypedDict):
    """What was written."""

    habits_created: int
    habits_merged: int
    days: int
    notes: int
    tasks: int


class Import(TypedDict):
    """An import on its way: waiting for the upload, then reading, needs_mapping (a table), ready, importing,
    done or failed."""

    id: str
    status: Literal["waiting", "reading", "needs_mapping", "ready", "importing", "done", "failed"]
    source: Source
    file_name: str
    created_at: str
    progress: ImportProgress | None
    columns: TableColumns | None
    preview: ImportPreview | None
    problem: ImportRefusal | None
    result: ImportResult | None


class UploadForm(TypedDict):
    """A form to send with the file as its last field, `file`, within 15 minutes."""

    url: str
    fields: dict[str, str]


class NewImport(Import):
    """An import, and where its file goes."""

    upload: UploadForm


class ImportPage(TypedDict):
    """The imports of the last 30 days, newest first."""

    items: list[Import]
    next_cursor: str | None


class ExportCreate(Input):
    """A file of all habits, or of everything."""

    format: Literal["json", "loop", "csv", "everything"]
    """json: all habits, comes back as it went. loop: Loop Habit Tracker's CSV zip. csv: one table.
    everything: all that is kept about the person, as `GET /users/me/export` gives it; this one needs the
    scope security:read too."""


class Export(TypedDict):
    """A file of all habits or of everything: working, ready or failed. `url` lasts for 15 minutes, the file
    for 7 days."""

    id: str
    format: Literal["json", "loop", "csv", "everything"]
    status: Literal["working", "ready", "failed"]
    file_name: str
    bytes: int | None
    url: str | None
    problem: str | None
    created_at: str


class ExportPage(TypedDict):
    """The exports of the last 30 days, newest first."""

    items: list[Export]
    next_cursor: str | None
