"""From an archive to the table: a commit.

It bears being done again, by Lambda after a death in the middle or by the person: what is there already is
not written again, and what it says at the end was counted before it began.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Lock
from typing import Any

from functions.imports.beside import append_order, write_vacations
from functions.imports.plan import NOTHING, Choices, Plan, There, plans, span, there_from
from functions.imports.repository import Files, Item, Job
from functions.imports.tasks import new_tasks, too_many
from functions.imports.tasks import there_from as tasks_from
from functions.imports.writing import Work, Writer, prepare
from shared.habits.items import HABIT_PREFIX, is_live_habit, notes_prefix
from shared.habits.limits import MAX_HABITS
from shared.habits.store import HabitStore
from shared.tasks.store import PREFIX as TASK_PREFIX
from shared.transfer.archive import Archive, unpack

WORKERS = 8
PROGRESS_EVERY_S = 1.0


class Cannot(Exception):
    """The commit cannot be done as it was asked for; nothing has been written."""


class Progress:
    """Tells the job how far its commit is, at most once a second. `step` may come from any thread."""

    def __init__(self, job: Job, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._job, self._total, self._clock = job, total, clock
        self._done, self._told, self._lock = 0, clock(), Lock()

    def step(self, count: int = 1) -> None:
        with self._lock:
            self._done += count
            if self._clock() - self._told < PROGRESS_EVERY_S:
                return
            self._told, done = self._clock(), self._done
        self._job.set(progress={"done": done, "total": self._total})


def commit(
    files: Files,
    job: Job,
    store: HabitStore,
    choices: Choices,
    now: datetime,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Writes what the archive has and the person wants. Raises Unavailable: then it has to come again."""
    item, data = job.read(), files.get(job.archive_key)
    if item is None or item["status"] not in ("ready", "importing"):
        return
    if data is None:
        job.set(status="failed", problem=_problem("The import has expired. Upload the file again."))
        return
    archive = unpack(data)
    there = list(store.table.query_all(store.pk, begins_with=HABIT_PREFIX, consistent=True))
    made = plans(archive, there, choices)
    try:
        check(made, there, choices)
        tasks = _tasks(store, archive, choices, now)
    except Cannot as cannot:
        job.set(status="failed", problem=_problem(str(cannot)))
        return
    _write(job, item, store, archive, made, tasks, choices, now, sleep)


def check(made: list[Plan], there: list[Item], choices: Choices) -> None:
    """Raises Cannot when there would be too many habits, or days would go where they do not fit."""
    live = sum(1 for item in there if is_live_habit(item) and "kind" in item)
    new = sum(plan.action != "merge" for plan in made)
    if new and live + new > MAX_HABITS:
        raise Cannot(
            f"With these there would be {live + new} habits; there may be {MAX_HABITS}. Leave some out."
        )
    for plan in made:
        name = plan.habit["name"]
        if plan.habit["key"] in choices.into and plan.action != "merge":
            raise Cannot(f"The habit that “{name}” was to go into is not there any more. Choose again.")
        if plan.item is not None and plan.item["kind"] != plan.habit["kind"]:
            raise Cannot(
                f"“{name}” and the habit that it was to go into count different things. Choose again."
            )


def _write(
    job: Job,
    item: Item,
    store: HabitStore,
    archive: Archive,
    made: list[Plan],
    tasks: list[Item],
    choices: Choices,
    now: datetime,
    sleep: Callable[[float], None],
) -> None:
    work = [prepare(plan, *there, choices.replace, now) for plan, there in _beside(store, made)]
    result = item.get("planned") or _planned(work, tasks)
    total = sum(one.steps for one in work) + len(tasks)
    job.set(status="importing", planned=result, progress={"done": 0, "total": total})
    progress, writer = Progress(job, total), Writer(store, job.id, archive["source"], now, sleep)
    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(lambda one: writer.habit(one, progress.step), work))
        list(threads.map(lambda task: writer.item(task, progress.step), tasks))
    append_order(store, [plan.id for plan in made], now)
    write_vacations(store, archive, {plan.habit["key"]: plan.id for plan in made}, choices.replace, now)
    job.set(status="done", result=result, planned=None, progress=None, problem=None, preview=None)


def _beside(
    store: HabitStore, made: list[Plan]
) -> Iterator[tuple[Plan, tuple[There, dict[str, str | None]]]]:
    """Each plan with the days and notes that are there."""
    months = span([plan for plan in made if plan.item is not None])
    known = there_from(store.months(*months)) if months else {}
    for plan in made:
        notes: dict[str, str | None] = {}
        if plan.item is not None and plan.habit["notes"]:
            found = store.table.query_all(store.pk, begins_with=notes_prefix(plan.id))
            notes = {item["sk"].rpartition("#")[2]: item.get("text") for item in found}
        yield plan, (known.get(plan.id, NOTHING), notes)


def _tasks(store: HabitStore, archive: Archive, choices: Choices, now: datetime) -> list[Item]:
    """Those to write. Raises Cannot when there would be too many."""
    if not choices.tasks or "tasks" not in archive:
        return []
    there = tasks_from(store.table.query_all(store.pk, begins_with=TASK_PREFIX, consistent=True))
    new = new_tasks(archive, there, now)
    if why := too_many(new, there):
        raise Cannot(why)
    return new


def _planned(work: list[Work], tasks: list[Item]) -> dict[str, int]:
    created = [one for one in work if one.plan.action == "create"]
    return {
        "habits_created": len(created),
        "habits_merged": sum(not one.is_nothing for one in work) - len(created),
        "days": sum(len(one.days) for one in work),
        "notes": sum(len(one.notes) for one in work),
        "tasks": len(tasks),
    }


def _problem(detail: str) -> dict[str, Any]:
    return {"detail": detail, "errors": []}
