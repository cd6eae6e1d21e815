"""An import as S3 and the person drive it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.imports import handler
from functions.imports.repository import Files, Job
from shared.habits.items import HABIT_PREFIX
from shared.habits.store import HabitStore
from shared.table import Table
from shared.transfer.archive import Archive, to_json
from shared.transfer.packed import unpack
from tests.unit.imports.files import NOW

USER = "user-1"


class Bucket(Files):
    """Objects in memory. `hook` is called before each read, with the key."""

    def __init__(self) -> None:
        super().__init__()
        self.objects: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.objects.get(key)

    def put(self, key: str, data: bytes) -> None:
        self.objects[key] = data

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)


class Imports:
    """One person's imports in `table`."""

    def __init__(self, table: Table) -> None:
        self.table, self.bucket = table, Bucket()
        self.store = HabitStore(table, USER, sleep=lambda _: None)
        self.now = NOW
        self._count = 0

    def upload(self, data: bytes, source: str = "auto", file_name: str = "file.zip") -> Job:
        """A new import whose file has come in and been read."""
        self._count += 1
        job = Job(self.table, USER, f"IMPORT{self._count}")
        item = {"status": "waiting", "source": source, "file_name": file_name, "created_at": "x"}
        self.table.put({"pk": f"USER#{USER}", "sk": f"IMPORT#{job.id}", **item})
        self.bucket.put(job.upload_key, data)
        self.deliver(job.upload_key)
        return job

    def order(self, job: Job, **order: Any) -> None:
        key = f"work/imports/{USER}/{job.id}/1.json"
        self.bucket.put(key, json.dumps(order).encode())
        self.deliver(key)

    def commit(self, job: Job, **chosen: Any) -> dict[str, Any]:
        """The job after its commit."""
        self.order(job, commit={"on_conflict": "keep", "skip": [], "into": {}, **chosen})
        return self.state(job)

    def take(self, archive: Archive | bytes, **chosen: Any) -> dict[str, Any]:
        """Upload and commit in one."""
        data = archive if isinstance(archive, bytes) else to_json(archive)
        return self.commit(self.upload(data), **chosen)

    def deliver(self, key: str) -> None:
        self.now += timedelta(minutes=1)
        self.deliver_again(key)

    def deliver_again(self, key: str) -> None:
        """The same event once more, as Lambda does it after a failure: with the time that it had."""
        handler.work_off(self.bucket, self.table, key, self.now, sleep=lambda _: None)

    def state(self, job: Job) -> dict[str, Any]:
        item = job.read()
        assert item is not None
        return item

    def preview(self, job: Job) -> Any:
        item = self.state(job)
        assert item["status"] == "ready", item.get("problem")
        return unpack(item["preview"])

    def everything(self) -> dict[str, dict[str, Any]]:
        """All of the person's items but the jobs, by sort key."""
        found = self.table.query_all(f"USER#{USER}", consistent=True)
        return {item["sk"]: item for item in found if not item["sk"].startswith("IMPORT#")}

    def habits(self) -> dict[str, dict[str, Any]]:
        """The habits' items by name."""
        return {
            item["name"]: item
            for sk, item in self.everything().items()
            if sk.startswith(HABIT_PREFIX) and "name" in item
        }


@pytest.fixture
def imports(table: Table) -> Imports:
    return Imports(table)


@pytest.fixture
def at() -> Callable[[str], datetime]:
    return lambda text: datetime.fromisoformat(f"{text}T12:00:00+00:00")
