"""What the tasks' API answers: its shapes, for the OpenAPI document."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.tasks.fields import Column, Due, Priority, Repeat, Subtask, TaskReminder


class Task(TypedDict):
    """A task as the API shows it."""

    id: str
    title: str
    note: str | None
    due: Due | None
    priority: Priority
    tags: list[str]
    status: Literal["open", "done"]
    """done: it is in the column done."""
    done_at: str | None
    column: Column
    """Where it is on the board. Only this is changed; the status follows."""
    position: float
    """Orders the tasks of a column, the lowest first. A new task's is the second of its making (since 1970);
    between two tasks is the mean of theirs."""
    subtasks: list[Subtask]
    repeat: Repeat | None
    reminders: list[TaskReminder]
    habit_id: str | None
    follows: str | None
    """Of a task that repeats: the one before."""
    version: int
    created_at: str
    updated_at: str


class TaskPage(TypedDict):
    """Some tasks; go on with `next_cursor`."""

    items: list[Task]
    next_cursor: str | None
    today: str
    """The person's day: what is due before it is overdue."""


class TaskCompletion(TypedDict):
    """A task that is done, and the one that follows when it repeats."""

    task: Task
    next: Task | None
