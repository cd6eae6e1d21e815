"""The history of a habit's edits as the API shows it."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

# `from` is a word of Python's, so it cannot be a field of a class.
_Change = TypedDict("_Change", {"from": dict[str, Any], "to": dict[str, Any]})


class LoggedEdit(_Change):
    """One edit. Of a day, `from` and `to` are its `status` and `value`, null for none. Of the habit, they are
    the fields that changed; `deleted` says that it was deleted (true) or restored (false). The making of a
    habit has nothing in `from`. An import is one line: `to` counts the `days` and `notes` that it brought."""

    id: str
    at: str
    """When the person made it."""
    device: str | None
    """What the device is called, null when nobody has named it."""
    source: Literal["app", "import"]
    kind: Literal["checkin", "habit"]
    date: str | None
    """The day that was edited, null when it was the habit."""


class EditPage(TypedDict):
    """Edits, newest first; go on with `next_cursor`. Sending `from` back is an edit that reverts one."""

    items: list[LoggedEdit]
    next_cursor: str | None
