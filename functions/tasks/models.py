"""Bodies of the tasks' API: what comes in; what goes out (shared/tasks/answers.py) can be had here too."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, Strict

from shared.habits.fields import HabitId, Stamped
from shared.models import Input, LongText, Number, Text, without_default
from shared.stamped.fields import Tags
from shared.tasks.answers import Task as Task
from shared.tasks.answers import TaskCompletion as TaskCompletion
from shared.tasks.answers import TaskPage as TaskPage
from shared.tasks.fields import Column, Due, Priority, Repeat, Subtask, TaskId, TaskReminder
from shared.tasks.limits import MAX_NOTE, MAX_POSITION, MAX_REMINDERS, MAX_SUBTASKS, MAX_TITLE


def _distinct(subtasks: list[Subtask]) -> list[Subtask]:
    if len({one.id for one in subtasks}) != len(subtasks):
        raise ValueError("must have each id once")
    return subtasks


Title = Annotated[str, Text(MAX_TITLE)]
Note = Annotated[str, LongText(MAX_NOTE)]
Position = Annotated[float, Number(-MAX_POSITION, MAX_POSITION)]
Subtasks = Annotated[list[Subtask], Field(max_length=MAX_SUBTASKS), AfterValidator(_distinct)]
Reminders = Annotated[list[TaskReminder], Field(max_length=MAX_REMINDERS)]

# A field of a PATCH that may be left out but not be null.
_LEFT_OUT: Any = Field(default=None, json_schema_extra=without_default)


class TaskCreate(Input):
    """A new task. With an `id` made by the client, the same request can be repeated for ever."""

    id: TaskId | None = None
    title: Title
    note: Note | None = None
    due: Due | None = None
    priority: Priority = "none"
    tags: Tags = Field(default_factory=list)
    column: Literal["todo", "doing"] = "todo"
    position: Position | None = None
    """Left out: behind those that are there."""
    subtasks: Subtasks = Field(default_factory=list)
    repeat: Repeat | None = None
    reminders: Reminders = Field(default_factory=list)
    habit_id: HabitId | None = None
    """A habit that it belongs to."""


class TaskChange(Stamped):
    """The fields to change; the others stay. Of two edits of one field the later wins."""

    title: Title = _LEFT_OUT
    note: Note | None = None
    due: Due | None = None
    priority: Priority = _LEFT_OUT
    tags: Tags = _LEFT_OUT
    column: Column = _LEFT_OUT
    """done: as with POST …/complete. Another: it is open (again); the next one, which was made when it was
    done, goes if nobody has touched it."""
    position: Position = _LEFT_OUT
    subtasks: Subtasks = _LEFT_OUT
    """All of them. To tick one off: PUT …/subtasks/{subtask_id}, so that ticks of two devices both count."""
    repeat: Repeat | None = None
    reminders: Reminders = _LEFT_OUT
    habit_id: HabitId | None = None


class TaskDone(Stamped):
    """That a task is done, and when."""


class Tick(Stamped):
    """Whether a subtask is done."""

    done: Annotated[bool, Strict()]
