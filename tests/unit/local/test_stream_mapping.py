from __future__ import annotations

import time
from typing import Any

import pytest

from tests.unit.local.streams import FakeEmulator, mapping, record
from tools.local.emulator.bridges import stream_mapping
from tools.local.emulator.seams import SeamMissing

FAILED = {"error": True, "body": {"errorMessage": "no"}}


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits between attempts are over at once."""
    clock = iter(range(0, 10_000_000, 1000))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))


def polled(emulator: FakeEmulator, times: int = 1) -> FakeEmulator:
    stream_mapping.install(emulator, "http://nowhere", start=lambda work: work())
    for _ in range(times):
        emulator.lambda_svc._poll_dynamodb_streams()
    return emulator


def position(emulator: FakeEmulator, name: str = "m") -> Any:
    return emulator.lambda_svc._dynamodb_stream_positions.get(name)


def test_batches_follow_one_another() -> None:
    emulator = polled(FakeEmulator([record(n) for n in range(5)], [mapping(BatchSize=2)]), times=4)
    assert emulator.calls == [["0", "1"], ["2", "3"], ["4"]]


def test_a_new_mapping_at_latest_gets_only_what_comes() -> None:
    emulator = polled(FakeEmulator([record(1)], [mapping(StartingPosition="LATEST")]))
    emulator.records.append(record(2))
    emulator.lambda_svc._poll_dynamodb_streams()
    assert emulator.calls == [["2"]]


@pytest.mark.usefixtures("at_once")
def test_the_rest_of_a_partly_failed_batch_comes_again() -> None:
    partly = {"body": {"batchItemFailures": [{"itemIdentifier": "1"}]}}
    options = {"FunctionResponseTypes": ["ReportBatchItemFailures"]}
    emulator = polled(
        FakeEmulator([record(n) for n in range(3)], [mapping(**options)], partly, {"body": {}}), 2
    )
    assert emulator.calls == [["0", "1", "2"], ["1", "2"]]


@pytest.mark.usefixtures("at_once")
def test_a_poisoned_record_is_given_up_alone_and_the_others_are_done() -> None:
    class Poisoned(FakeEmulator):
        def _execute(self, function: Any, event: dict[str, Any]) -> Any:
            super()._execute(function, event)
            return FAILED if "2" in self.calls[-1] else {"body": None}

    options = {"BisectBatchOnFunctionError": True, "MaximumRetryAttempts": 1}
    emulator = polled(Poisoned([record(n) for n in range(4)], [mapping(**options)]), times=12)
    done = [call for call in emulator.calls if "2" not in call]
    assert sorted(number for call in done for number in call) == ["0", "1", "3"]
    assert [failure[2][0]["dynamodb"]["SequenceNumber"] for failure in emulator.failures] == ["2"]
    assert position(emulator) == 4


def test_a_failed_batch_is_not_repeated_before_its_time() -> None:
    assert polled(FakeEmulator([record(1)], [mapping()], FAILED), times=3).calls == [["1"]]


def test_one_failing_function_holds_up_no_other() -> None:
    emulator = FakeEmulator([record(1)], [mapping("a"), mapping("b")], FAILED, {"body": None})
    polled(emulator)
    assert (position(emulator, "a"), position(emulator, "b")) == (0, 1)


def test_records_that_no_filter_wants_are_passed_over() -> None:
    emulator = FakeEmulator([record(1)], [mapping()])
    emulator.lambda_svc._apply_filter_criteria = lambda _records, _mapping: []
    polled(emulator)
    assert emulator.calls == []
    assert position(emulator) == 1


def test_a_position_beyond_the_stream_goes_back_to_its_end() -> None:
    emulator = FakeEmulator([record(1)], [mapping()])
    emulator.lambda_svc._dynamodb_stream_positions["m"] = 9
    polled(emulator)
    emulator.records.append(record(2))
    emulator.lambda_svc._poll_dynamodb_streams()
    assert emulator.calls == [["2"]]


def test_a_disabled_mapping_rests() -> None:
    assert polled(FakeEmulator([record(1)], [mapping(Enabled=False)])).calls == []


def test_another_release_of_the_emulator_is_noticed_at_start() -> None:
    emulator = FakeEmulator([], [])
    del emulator.lambda_svc._apply_filter_criteria
    with pytest.raises(SeamMissing, match="_apply_filter_criteria"):
        polled(emulator)
