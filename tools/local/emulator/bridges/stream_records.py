"""Gap: a table's stream is lost at every restart, although its consumers have not read all of it yet.

The records that some consumer still has to read are saved with the tables, and come back with them.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_SAVED_AS = "daybook_stream_records"


def install(emulator: SimpleNamespace) -> None:
    require(emulator.dynamodb, "_lock", "_stream_records", "_stream_trimmed", "_tables")
    require(emulator.lambda_svc, "_iter_all_esms", "_dynamodb_stream_positions")
    replace(emulator.dynamodb, "get_state", lambda original: _saved(original, emulator))
    replace(
        emulator.dynamodb, "load_persisted_state", lambda original: _restored(original, emulator.dynamodb)
    )


def _saved(original: Any, emulator: SimpleNamespace) -> Any:
    def get_state() -> dict[str, Any]:
        # One lock around both: a table without the records of its last writes would lose them.
        with emulator.dynamodb._lock:
            return {**original(), _SAVED_AS: unread_records(emulator)}

    return get_state


def unread_records(emulator: SimpleNamespace) -> list[dict[str, Any]]:
    """For each table {"table": [account, region, name], "start": first record's position, "records": […]}."""
    tables = []
    for scope, records in list(emulator.dynamodb._stream_records._data.items()):
        first = emulator.dynamodb._stream_trimmed._data.get(scope, 0)
        unread_from = max(first, min(_positions(emulator, scope), default=first))
        kept = list(records[unread_from - first :])
        tables.append({"table": list(scope), "start": unread_from, "records": kept})
    return tables


def _positions(emulator: SimpleNamespace, scope: tuple[str, str, str]) -> list[int]:
    account, region, table = scope
    source = f"arn:aws:dynamodb:{region}:{account}:table/{table}/stream/"
    known = emulator.lambda_svc._dynamodb_stream_positions._data
    return [
        known.get((owner, place, mapping["UUID"]), 0)
        for owner, place, mapping in emulator.lambda_svc._iter_all_esms()
        if mapping.get("EventSourceArn", "").startswith(source)
    ]


def _restored(original: Any, dynamodb: Any) -> Any:
    def load_persisted_state(data: dict[str, Any]) -> None:
        saved = data.pop(_SAVED_AS, None) or []
        original(data)
        for entry in saved:
            scope = tuple(entry["table"])
            dynamodb._stream_records._data[scope] = entry["records"]
            dynamodb._stream_trimmed._data[scope] = entry["start"]

    return load_persisted_state
