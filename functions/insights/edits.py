"""The history of a habit's edits: the lines that relay and imports have written, with the devices' names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shared import cursors
from shared.habits.items import edits_prefix
from shared.identity import devices

if TYPE_CHECKING:
    from functions.insights.edit_models import EditPage, LoggedEdit
    from shared.habits.store import HabitStore


def page(store: HabitStore, habit_id: str, limit: int, cursor: str | None) -> EditPage:
    """At most `limit` edits, newest first, behind the cursor. Raises Invalid for a cursor that is broken or
    another user's."""
    prefix = edits_prefix(habit_id)
    position = cursors.decode(store.user_id, cursor) if cursor else {}
    before = f"{prefix}{position['before']}" if "before" in position else None
    # One more than is shown: it tells whether there are others.
    found = store.table.query(
        store.pk, begins_with=prefix, limit=limit + 1, start_after=before, ascending=False
    )
    lines = found.items[:limit]
    last = lines[-1]["sk"] if len(found.items) > limit else found.next_sk
    names = _device_names(store) if any("device" in line for line in lines) else {}
    return {
        "items": [_shape(line, prefix, names) for line in lines],
        "next_cursor": cursors.encode(store.user_id, {"before": last.removeprefix(prefix)}) if last else None,
    }


def _device_names(store: HabitStore) -> dict[str, str]:
    return {item["sk"]: item["name"] for item in store.table.query_all(store.pk, begins_with=devices.PREFIX)}


def _shape(line: Mapping[str, Any], prefix: str, names: Mapping[str, str]) -> LoggedEdit:
    return {
        "id": line["sk"].removeprefix(prefix),
        "at": line["at"],
        "device": names.get(devices.sort_key(line["device"])) if "device" in line else None,
        "source": line["source"],
        "kind": line["kind"],
        "date": line.get("date"),
        "from": line["from"],
        "to": line["to"],
    }
