"""Imports and exports as jobs of a person: an item each, which the API makes and a worker carries on.

| pk | sk | what |
|---|---|---|
| USER#<user> | IMPORT#<ulid> | an import; docs/transfer.md has its fields |
| USER#<user> | EXPORT#<ulid> | `format`, `file_name`, `bytes` once it is ready, `problem` when it failed |

Both have `status`, `created_at`, `ttl` (30 days) and `began`, epoch seconds of when it was last set to work.

    import   waiting → reading → needs_mapping → reading → ready → importing → done
    export   working → ready                    any of them → failed
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from shared.habits.items import partition
from shared.habits.shapes import timestamp
from shared.ids import is_ulid, new_ulid
from shared.table import ConditionFailed, Table

Item = dict[str, Any]

IMPORT, EXPORT = "IMPORT#", "EXPORT#"
KEPT = timedelta(days=30)
# Longer than a worker's attempts take: whoever has been at work for so long has died.
AT_WORK = timedelta(hours=1)
UPLOAD_LASTS = timedelta(minutes=15)
_WORKING = ("reading", "importing", "working")


class Jobs:
    """The jobs of one kind (IMPORT or EXPORT) of `user_id`. Methods raise Unavailable."""

    def __init__(self, table: Table, user_id: str, kind: str) -> None:
        self._table, self._kind, self._pk = table, kind, partition(user_id)

    def create(self, status: str, now: datetime, **fields: Any) -> Item:
        """A new job. `id` may be among the fields."""
        job_id = fields.pop("id", None) or new_ulid(now)
        item = {
            "pk": self._pk,
            "sk": self._kind + job_id,
            "id": job_id,
            "status": status,
            "created_at": timestamp(now),
            "began": int(now.timestamp()),
            "ttl": int((now + KEPT).timestamp()),
            **fields,
        }
        self._table.put(item, only_if_new=True)
        return item

    def get(self, job_id: str) -> Item | None:
        """The job as it is now; None when the person has none of this id."""
        if not is_ulid(job_id):
            return None
        item = self._table.get(self._pk, self._kind + job_id, consistent=True)
        return item if item is not None and "id" in item else None

    def page(self, limit: int, after: str | None = None) -> tuple[list[Item], str | None]:
        """Newest first, behind the sort key `after`, and the sort key to go on behind."""
        page = self._table.query(
            self._pk, begins_with=self._kind, limit=limit, start_after=after, ascending=False, consistent=True
        )
        return [item for item in page.items if "id" in item], page.next_sk

    def move(
        self,
        job_id: str,
        status: str,
        seen: Collection[str],
        new: Mapping[str, Any],
        remove: Collection[str] = (),
    ) -> Item | None:
        """The job with its new status and attributes, if its status was one of `seen`; None when it was not
        (any more)."""
        names = {f"seen{number}": value for number, value in enumerate(seen)}
        try:
            return self._table.update(
                self._pk,
                self._kind + job_id,
                set={"status": status, **new},
                remove=sorted(remove),
                condition=f"#status IN ({', '.join(f':{name}' for name in names)})",
                names={"status": "status"},
                values=names,
            )
        except ConditionFailed:
            return None

    def delete(self, job_id: str) -> None:
        self._table.delete(self._pk, self._kind + job_id)


def is_running(item: Mapping[str, Any], now: datetime) -> bool:
    """Whether somebody is at work on the job, or its upload may still come."""
    lasts = AT_WORK if item["status"] in _WORKING else UPLOAD_LASTS
    began: float = item.get("began", 0)
    return item["status"] in (*_WORKING, "waiting") and now.timestamp() < began + lasts.total_seconds()
