"""Gap: mappings of DynamoDB streams ignore partial batches, retries, bisection and on-failure buckets,
and one slow function holds up all others. Here each mapping reads on its own, by `stream_rules`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.bridges.stream_failures import (
    destination_bucket,
    failure_record,
    object_key,
    put_failure,
)
from tools.local.emulator.bridges.stream_rules import Policy, Verdict, first_failure, judge
from tools.local.emulator.seams import replace, require


@dataclass
class Progress:
    """Of one mapping. `not_before` in seconds of the monotonic clock."""

    busy: bool = False
    not_before: float = 0.0
    tries: int = 0
    limit: int | None = None


def _in_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="daybook-stream", daemon=True).start()


def install(
    emulator: SimpleNamespace, endpoint_url: str, start: Callable[[Callable[[], None]], None] = _in_thread
) -> None:
    require(
        emulator.lambda_svc,
        "_iter_all_esms",
        "_dynamodb_stream_positions",
        "_dynamodb_stream_positions_lock",
        "_get_func_record_for_qualifier",
        "_apply_filter_criteria",
        "_execute_function",
        "_send_ddb_stream_failure_record",
        "_esm_wake",
        "logger",
    )
    require(
        emulator.dynamodb, "_tables", "stream_start_position", "stream_end_position", "stream_records_since"
    )
    require(emulator.lambda_runtime, "execution_credentials")
    require(emulator.responses, "request_scope")
    readers = StreamReaders(emulator, endpoint_url, start)
    replace(emulator.lambda_svc, "_poll_dynamodb_streams", lambda _: readers.poll)


class StreamReaders:
    """Reads the streams for all mappings; MiniStack's poller calls `poll` once a second and at each write."""

    def __init__(
        self, emulator: SimpleNamespace, endpoint_url: str, start: Callable[[Callable[[], None]], None]
    ) -> None:
        self._service, self._tables = emulator.lambda_svc, emulator.dynamodb
        self._emulator, self._endpoint_url, self._start = emulator, endpoint_url, start
        self._progress: dict[str, Progress] = {}

    def poll(self) -> bool:
        """Starts a batch for each mapping that is free and has records; true when it started one."""
        return bool(sum(self._poll_one(*scoped) for scoped in self._service._iter_all_esms()))

    def _poll_one(self, account: str, region: str, mapping: dict[str, Any]) -> bool:
        if ":dynamodb:" not in mapping.get("EventSourceArn", "") or not mapping.get("Enabled", True):
            return False
        progress = self._progress.setdefault(mapping["UUID"], Progress())
        if progress.busy or progress.not_before > time.monotonic():
            return False
        with self._emulator.responses.request_scope(account, region):
            function, _ = self._service._get_func_record_for_qualifier(
                mapping["FunctionName"], mapping.get("Qualifier")
            )
            position, records = self._unread(mapping, progress)
        if function is None or not records:
            return False
        progress.busy = True
        self._start(lambda: self._run(account, region, mapping, function, progress, position, records))
        return True

    def _unread(self, mapping: dict[str, Any], progress: Progress) -> tuple[int, list[dict[str, Any]]]:
        source = mapping["EventSourceArn"]
        name = source.split("/stream/")[0].rsplit("/", 1)[-1]
        if (self._tables._tables.get(name) or {}).get("LatestStreamArn") != source:
            return 0, []
        first, end = self._tables.stream_start_position(name), self._tables.stream_end_position(name)
        start = first if mapping.get("StartingPosition") == "TRIM_HORIZON" else end
        with self._service._dynamodb_stream_positions_lock:
            known = self._service._dynamodb_stream_positions.get(mapping["UUID"], start)
            # After a crash the saved position can be ahead of the saved stream, or its records have expired.
            position = min(max(known, first), end)
            self._service._dynamodb_stream_positions[mapping["UUID"]] = position
        limit = progress.limit or Policy.of(mapping).batch_size
        return position, list(self._tables.stream_records_since(name, position, limit))

    def _run(
        self,
        account: str,
        region: str,
        mapping: dict[str, Any],
        function: dict[str, Any],
        progress: Progress,
        position: int,
        records: list[dict[str, Any]],
    ) -> None:
        try:
            with self._emulator.responses.request_scope(account, region):
                verdict = self._process(region, mapping, function, progress, records)
                with self._service._dynamodb_stream_positions_lock:
                    self._service._dynamodb_stream_positions[mapping["UUID"]] = position + verdict.advance
            progress.tries, progress.limit = verdict.tries, verdict.limit
            progress.not_before = time.monotonic() + verdict.wait_s
        except Exception:
            self._service.logger.exception("Stream mapping %s", mapping["UUID"])
            progress.not_before = time.monotonic() + 1
        finally:
            progress.busy = False
            self._service._esm_wake.set()

    def _process(
        self,
        region: str,
        mapping: dict[str, Any],
        function: dict[str, Any],
        progress: Progress,
        records: list[dict[str, Any]],
    ) -> Verdict:
        wanted = self._service._apply_filter_criteria(list(records), mapping)
        if not wanted:
            return Verdict(advance=len(records))
        result = self._service._execute_function(function, {"Records": wanted})
        policy = Policy.of(mapping)
        numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
        age = time.time() - float(wanted[0]["dynamodb"].get("ApproximateCreationDateTime", time.time()))
        verdict = judge(policy, len(records), first_failure(policy, numbers, result), progress.tries, age)
        if verdict.condition:
            self._give_up(region, mapping, function, wanted, verdict.condition, progress.tries, result)
        return verdict

    def _give_up(
        self,
        region: str,
        mapping: dict[str, Any],
        function: dict[str, Any],
        records: list[dict[str, Any]],
        condition: str,
        tries: int,
        result: dict[str, Any],
    ) -> None:
        bucket = destination_bucket(mapping)
        if bucket is None:
            self._service._send_ddb_stream_failure_record(
                mapping, function, records, mapping["EventSourceArn"], result, condition
            )
            return
        config = function.get("config") or function
        credentials = self._emulator.lambda_runtime.execution_credentials(config)
        record = failure_record(config["FunctionArn"], mapping["EventSourceArn"], records, condition, tries)
        put_failure(
            self._endpoint_url,
            region,
            credentials,
            bucket,
            object_key(mapping["UUID"], datetime.now(UTC)),
            record,
        )
