"""Gap: a table "restored" to a point in time is as it is now, and no time but now can be asked for.

Here what has changed since is taken back, by the table's stream. That is complete since the emulator's start
only, so a table can be restored to any second from then on.
docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html
"""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace, now: Callable[[], float] = time.time) -> None:
    dynamodb, started = emulator.dynamodb, math.ceil(now())
    require(
        dynamodb, "_tables", "_stream_records", "_pitr_settings", "_items_replaced", "error_response_json"
    )
    replace(
        dynamodb,
        "_restore_table_to_point_in_time",
        lambda original: _restoring(original, dynamodb, started, now),
    )
    replace(
        dynamodb, "_describe_continuous_backups", lambda original: _describing(original, dynamodb, started)
    )


def _restoring(original: Any, dynamodb: Any, started: float, now: Callable[[], float]) -> Any:
    def restore(data: dict[str, Any]) -> Any:
        source = data["SourceTableName"]
        if source in dynamodb._tables and not dynamodb._pitr_settings.get(source):
            return dynamodb.error_response_json(
                "PointInTimeRecoveryUnavailableException",
                f"Point in time recovery is not enabled for table '{source}'",
                400,
            )
        at = float(data.get("RestoreDateTime") or now())
        if not _earliest(dynamodb, source, started) <= at <= now():
            return dynamodb.error_response_json(
                "InvalidRestoreTimeException", "An invalid restore time was specified", 400
            )
        response = original(data)
        if response[0] == 200:
            _take_back(dynamodb, source, data["TargetTableName"], at)
        return response

    return restore


def _describing(original: Any, dynamodb: Any, started: float) -> Any:
    def describe(data: dict[str, Any]) -> Any:
        status, headers, body = original(data)
        said = json.loads(body)
        backup = said.get("ContinuousBackupsDescription", {}).get("PointInTimeRecoveryDescription", {})
        if "EarliestRestorableDateTime" in backup:
            backup["EarliestRestorableDateTime"] = _earliest(dynamodb, data["TableName"], started)
            backup.setdefault("RecoveryPeriodInDays", 35)  # as long as AWS keeps it unless told otherwise
        return status, headers, json.dumps(said).encode()

    return describe


def _earliest(dynamodb: Any, table: str | None, started: float) -> float:
    return max(started, math.ceil(dynamodb._tables.get(table, {}).get("CreationDateTime", 0)))


def _take_back(dynamodb: Any, source: str, target: str, at: float) -> None:
    """The last change first. A record's time is the second that it was made in."""
    items = dynamodb._tables[target]["items"]
    for record in reversed(dynamodb._stream_records.get(source) or []):
        change = record["dynamodb"]
        if change["ApproximateCreationDateTime"] <= at:
            break
        partition, sort_key = (next(iter(change["Keys"][name].values())) for name in ("pk", "sk"))
        items[partition].pop(sort_key, None)
        if "OldImage" in change:
            items[partition][sort_key] = copy.deepcopy(change["OldImage"])
    dynamodb._items_replaced(dynamodb._tables[target])
