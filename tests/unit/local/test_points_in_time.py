from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import points_in_time

ADA = {"pk": {"S": "USER#ada"}, "sk": {"S": "PROFILE"}}
TABLE, START, NOW = "t", 1000, 2000


def image(value: str) -> dict[str, Any]:
    return {**ADA, "name": {"S": value}}


def record(at: int, old: str | None, new: str | None) -> dict[str, Any]:
    images = {name: image(value) for name, value in (("OldImage", old), ("NewImage", new)) if value}
    return {"dynamodb": {"ApproximateCreationDateTime": at, "Keys": ADA, **images}}


class Clock:
    def __init__(self) -> None:
        self.now = float(START)

    def __call__(self) -> float:
        return self.now


def dynamodb(
    records: list[dict[str, Any]], live: str | None, created: int = 0, backed_up: bool = True
) -> Any:
    """With one item at most in a table; a restore copies it, as the emulator does. It is NOW, and the
    emulator was started at START."""
    items = {"USER#ada": {"PROFILE": image(live)} if live else {}}
    known = {
        "ContinuousBackupsDescription": {
            "PointInTimeRecoveryDescription": {"EarliestRestorableDateTime": NOW}
        }
    }
    fake = SimpleNamespace(
        _tables={TABLE: {"items": items, "CreationDateTime": created}},
        _stream_records={TABLE: records},
        _pitr_settings={TABLE: backed_up},
        _items_replaced=lambda table: None,
        error_response_json=lambda code, message, status: (status, {}, code),
        _describe_continuous_backups=lambda data: (200, {}, json.dumps(known)),
    )

    def restore(data: dict[str, Any]) -> Any:
        copied = {pk: dict(rows) for pk, rows in fake._tables[TABLE]["items"].items()}
        fake._tables[data["TargetTableName"]] = {"items": copied}
        return 200, {}, "{}"

    fake._restore_table_to_point_in_time = restore
    clock = Clock()
    points_in_time.install(SimpleNamespace(dynamodb=fake), clock)
    clock.now = NOW
    return fake


def restored(fake: Any, at: float) -> Any:
    """The item's name at that time; the error's code when there is one."""
    asked = {"SourceTableName": TABLE, "TargetTableName": "r", "RestoreDateTime": at}
    status, _, body = fake._restore_table_to_point_in_time(asked)
    item = fake._tables.get("r", {"items": {}})["items"].get("USER#ada", {}).get("PROFILE")
    return body if status != 200 else item and item["name"]["S"]


HISTORY = [record(1100, None, "a"), record(1200, "a", "b"), record(1300, "b", None), record(1400, None, "c")]


@pytest.mark.parametrize(
    ("at", "name"),
    [(1099, None), (1100, "a"), (1199.5, "a"), (1200, "b"), (1300, None), (1400, "c"), (NOW, "c")],
)
def test_a_table_is_as_it_was(at: float, name: str | None) -> None:
    fake = dynamodb(HISTORY, "c")
    assert restored(fake, at) == name
    assert fake._tables[TABLE]["items"]["USER#ada"]["PROFILE"] == image("c")


@pytest.mark.parametrize("at", [START - 1, NOW + 1])
def test_no_other_time_is_taken_than_from_the_start_until_now(at: float) -> None:
    assert restored(dynamodb(HISTORY, "c"), at) == "InvalidRestoreTimeException"


def test_not_from_before_there_was_the_table() -> None:
    assert restored(dynamodb(HISTORY, "c", created=1500), 1499) == "InvalidRestoreTimeException"


def test_without_backups_nothing_is_restored() -> None:
    fake = dynamodb(HISTORY, "c", backed_up=False)
    assert restored(fake, 1400) == "PointInTimeRecoveryUnavailableException"
    assert "r" not in fake._tables


@pytest.mark.parametrize(("created", "earliest"), [(0, START), (1500, 1500)])
def test_it_says_from_when_on(created: int, earliest: int) -> None:
    body = dynamodb([], None, created)._describe_continuous_backups({"TableName": TABLE})[2]
    backup = json.loads(body)["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert backup["EarliestRestorableDateTime"] == earliest
    assert backup["RecoveryPeriodInDays"] == 35
