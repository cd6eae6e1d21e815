from __future__ import annotations

import json
import threading
from types import SimpleNamespace
from typing import Any

from tests.unit.local.streams import ACCOUNT, REGION, TABLE, FakeEmulator, Scoped, mapping, record
from tools.local.emulator.bridges import stream_records

SCOPE = (ACCOUNT, REGION, TABLE)


def emulator_with(records: list[dict[str, Any]], positions: dict[str, int], trimmed: int = 0) -> FakeEmulator:
    made = FakeEmulator(records, [mapping(name) for name in positions])
    for name, position in positions.items():
        made.lambda_svc._dynamodb_stream_positions[(ACCOUNT, REGION, name)] = position
    made.dynamodb = SimpleNamespace(
        _lock=threading.Lock(),
        _tables={},
        _stream_records=Scoped({SCOPE: records}),
        _stream_trimmed=Scoped({SCOPE: trimmed}),
        get_state=lambda: {"tables": 1},
        load_persisted_state=lambda data: made.loaded.append(data),
    )
    made.loaded = []
    stream_records.install(made)
    return made


def after_restart(saved: dict[str, Any]) -> FakeEmulator:
    made = emulator_with([], {})
    made.dynamodb.load_persisted_state(json.loads(json.dumps(saved)))
    return made


def test_what_some_consumer_has_not_read_survives_a_restart() -> None:
    before = emulator_with([record(n) for n in range(5)], {"fast": 5, "slow": 2})
    after = after_restart(before.dynamodb.get_state())
    kept = [entry["dynamodb"]["SequenceNumber"] for entry in after.dynamodb._stream_records[SCOPE]]
    assert kept == ["2", "3", "4"]
    assert after.dynamodb._stream_trimmed[SCOPE] == 2


def test_positions_count_from_the_first_record_ever() -> None:
    before = emulator_with([record(n) for n in range(5)], {"slow": 12}, trimmed=10)
    after = after_restart(before.dynamodb.get_state())
    assert len(after.dynamodb._stream_records[SCOPE]) == 3
    assert after.dynamodb._stream_trimmed[SCOPE] == 12


def test_nothing_is_kept_that_all_have_read() -> None:
    assert (
        after_restart(emulator_with([record(1)], {"m": 1}).dynamodb.get_state()).dynamodb._stream_records[
            SCOPE
        ]
        == []
    )


def test_all_is_kept_while_nobody_reads() -> None:
    saved = emulator_with([record(1), record(2)], {}).dynamodb.get_state()
    assert len(after_restart(saved).dynamodb._stream_records[SCOPE]) == 2


def test_the_emulators_own_state_is_restored_as_it_was() -> None:
    assert after_restart(emulator_with([], {}).dynamodb.get_state()).loaded == [{"tables": 1}]
    assert after_restart({"tables": 1}).loaded == [{"tables": 1}]
