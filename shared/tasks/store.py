"""How tasks stand in the table. The functions tasks and links write them; relay and notify read when they
remind, uploads whether one is there.

| pk | sk | what |
|---|---|---|
| USER#<user> | TASK#<ulid> | the API's fields, without those that are empty; `due`: {date, time?, day?}
(repeat.py); `status`, `done_at`: follow from `column` and its stamp; `subtasks`: also `ticked` (subtasks.py);
`follows`: the task before, of one that repeats; `touched`: a person has edited such a one; and what all
things have (shared/stamped/things.py) |
"""

from __future__ import annotations

from typing import Any

from shared.identity import profile
from shared.stamped.things import Things
from shared.table import Table

PREFIX = "TASK#"


class TaskStore(Things):
    """A person's tasks."""

    def __init__(self, table: Table, user_id: str) -> None:
        super().__init__(table, user_id, PREFIX, "task")

    def profile(self) -> dict[str, Any]:
        """The person's PROFILE; {} while it is not there."""
        return self.table.get(self.pk, profile.SORT_KEY) or {}
