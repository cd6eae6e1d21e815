"""A stand-in for the parts of MiniStack that the stream bridges use."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

ACCOUNT, REGION, TABLE = "000000000000", "eu-west-2", "data"
SOURCE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{TABLE}/stream/1"


def record(number: int, created: float = 0) -> dict[str, Any]:
    return {"dynamodb": {"SequenceNumber": str(number), "ApproximateCreationDateTime": created}}


def mapping(name: str = "m", **options: Any) -> dict[str, Any]:
    return {
        "UUID": name,
        "EventSourceArn": SOURCE,
        "FunctionName": "f",
        "StartingPosition": "TRIM_HORIZON",
        **options,
    }


class Scoped(dict[Any, Any]):
    """MiniStack's dictionaries keep what belongs to all accounts in `_data`; here there is one."""

    @property
    def _data(self) -> dict[Any, Any]:
        return self


class FakeEmulator(SimpleNamespace):
    """`answers` are what the function returns, one a call, the last for ever; `calls` what it got."""

    def __init__(self, records: list[dict[str, Any]], mappings: list[dict[str, Any]], *answers: Any) -> None:
        self.records, self.first, self.calls = records, 0, []
        self.answers, self.failures = list(answers) or [{"body": None}], []
        super().__init__(
            dynamodb=SimpleNamespace(
                _tables={TABLE: {"LatestStreamArn": SOURCE}},
                stream_start_position=lambda _: self.first,
                stream_end_position=lambda _: self.first + len(self.records),
                stream_records_since=lambda _, position, limit: self.records[position - self.first :][:limit],
            ),
            lambda_svc=SimpleNamespace(
                _iter_all_esms=lambda: [(ACCOUNT, REGION, entry) for entry in mappings],
                _dynamodb_stream_positions=Scoped(),
                _dynamodb_stream_positions_lock=threading.Lock(),
                _get_func_record_for_qualifier=lambda name, _: (
                    {"config": {"FunctionArn": f"arn:{name}"}},
                    {},
                ),
                _apply_filter_criteria=lambda records, _: records,
                _execute_function=self._execute,
                _send_ddb_stream_failure_record=lambda *arguments: self.failures.append(arguments),
                _esm_wake=threading.Event(),
                _poll_dynamodb_streams=lambda: False,
                logger=SimpleNamespace(exception=lambda *_: None),
            ),
            lambda_runtime=SimpleNamespace(execution_credentials=lambda _: {}),
            responses=SimpleNamespace(request_scope=self._scope),
        )

    def _execute(self, _function: Any, event: dict[str, Any]) -> Any:
        self.calls.append([entry["dynamodb"]["SequenceNumber"] for entry in event["Records"]])
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @contextmanager
    def _scope(self, account: str, region: str) -> Iterator[None]:
        assert (account, region) == (ACCOUNT, REGION)
        yield
