"""Tasks over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.tasks import listing, logic
from shared.habits.edited import STAMP, Edited, edited, edited_by
from shared.http import App, Request, Response, query
from shared.table import Table
from shared.tasks.shapes import task_shape
from shared.tasks.store import TaskStore

if TYPE_CHECKING:
    from functions.tasks.models import Task, TaskChange, TaskCompletion, TaskCreate, TaskDone, TaskPage, Tick

app = App(__name__)
lambda_handler = app

_LISTED = {
    "status": query.choice("open", "done", "all", default="open"),
    "view": query.choice("today"),
    "tag": query.text(40),
    "due_before": query.day(),
    "habit": query.text(26),
    "today": query.day(),
    "limit": query.integer(1, 100, default=100),
    "cursor": query.text(500),
}


@app.route("list_tasks", query=_LISTED)
def list_tasks(request: Request) -> TaskPage:
    """Open tasks by due date and priority, done ones from the latest on. `view=today`: the open ones that are
    overdue or due today. `due_before`: due on an earlier date. `today`: the person's date, when the caller
    knows it."""
    return listing.page(_store(request), request.query, request.received_at)


@app.route("create_task", status=201)
def create_task(request: Request, body: TaskCreate) -> Response[Task]:
    """A new task. Repeating the request gives the same one."""
    from shared import idempotency

    store = _store(request)

    def produce() -> dict[str, Any]:
        item, is_new = logic.create(
            store, _fields(body.model_dump(mode="json", by_alias=True)), request.received_at
        )
        return {
            "body": task_shape(item),
            "status": 201 if is_new else 200,
            "headers": {"location": f"/v1/tasks/{item['id']}"},
            "etag": item["version"],
        }

    outcome = idempotency.once(store.table, request.user.id, request.idempotency_key, body, produce)
    return Response(**outcome)


@app.route("get_task")
def get_task(request: Request, task_id: str) -> Response[Task]:
    """One task."""
    return _task(_store(request).found(task_id))


@app.route("update_task")
def update_task(request: Request, body: TaskChange, task_id: str) -> Response[Task]:
    """Changes the given fields, each unless a later edit has; with If-Match only if nobody else has changed
    the task."""
    named = body.model_fields_set - set(Edited._fields)
    fields = _fields(body.model_dump(mode="json", by_alias=True, include=named))
    item = logic.change(_store(request), task_id, fields, request.if_match, request.received_at, edited(body))
    return _task(item)


@app.route("delete_task", status=204, query=STAMP)
def delete_task(request: Request, task_id: str) -> None:
    """Deletes a task. It can be restored for 30 days, and its attachments go with it."""
    logic.delete(_store(request), task_id, request.if_match, request.received_at, edited_by(request.query))


@app.route("restore_task", query=STAMP)
def restore_task(request: Request, task_id: str) -> Response[Task]:
    """A task that was deleted at most 30 days ago."""
    return _task(logic.restore(_store(request), task_id, request.received_at, edited_by(request.query)))


@app.route("complete_task")
def complete_task(request: Request, body: TaskDone, task_id: str) -> TaskCompletion:
    """The task is done; one that repeats is followed by the next, with an id that follows from its own. So
    the request can be repeated, and sent from several devices."""
    task, following = logic.complete(_store(request), task_id, request.received_at, edited(body))
    return {"task": task_shape(task), "next": None if following is None else task_shape(following)}


@app.route("tick_subtask")
def tick_subtask(request: Request, body: Tick, task_id: str, subtask_id: str) -> Response[Task]:
    """Ticks a subtask off, or not any more, unless a later edit has said so."""
    item = logic.tick(_store(request), task_id, subtask_id, body.done, request.received_at, edited(body))
    return _task(item)


def _task(item: dict[str, Any]) -> Response[Task]:
    return Response(task_shape(item), etag=item["version"])


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    """A task's fields (JSON values) as they are kept: what is null inside them is left out."""
    parts = {name: given[name] for name in ("due", "repeat") if given.get(name)}
    return {**given, **{name: _without_nulls(part) for name, part in parts.items()}}


def _without_nulls(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if value is not None}


def _store(request: Request) -> TaskStore:
    return TaskStore(Table(), request.user.id)
