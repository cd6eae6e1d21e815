"""What the emulator keeps of what functions say."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.bridges import function_log, log_streams


class TestFunctionLog:
    def logged(self, path: Path, result: dict[str, Any]) -> dict[str, Any]:
        service = SimpleNamespace(_execute_function_dispatch=lambda *_: result)
        function_log.install(SimpleNamespace(lambda_svc=service), path)
        assert service._execute_function_dispatch({}, {"FunctionName": "f"}, {}, "r1", 0.0) is result
        line: dict[str, Any] = json.loads(path.read_text().splitlines()[-1])
        return line

    def test_a_call_is_one_line_of_json(self, tmp_path: Path) -> None:
        line = self.logged(tmp_path / "log", {"body": 1, "log": "one\ntwo"})
        assert (line["function"], line["request_id"], line["lines"], line["failed"]) == (
            "f",
            "r1",
            ["one", "two"],
            False,
        )

    def test_a_function_that_did_not_start_says_why(self, tmp_path: Path) -> None:
        failed = {"error": True, "log": "", "body": {"errorMessage": "No module named 'x'"}}
        assert self.logged(tmp_path / "log", failed)["lines"] == ["No module named 'x'"]


def test_a_log_group_keeps_its_latest_streams() -> None:
    streams: dict[str, list[str]] = {}
    service = SimpleNamespace(
        _emit_lambda_logs=lambda _function, request_id: streams.update({request_id: []})
    )
    groups = {"/aws/lambda/f": {"streams": streams}}
    log_streams.install(
        SimpleNamespace(lambda_svc=service, cloudwatch_logs=SimpleNamespace(_log_groups=groups)), kept=2
    )
    for request_id in "abcd":
        service._emit_lambda_logs({"config": {"FunctionName": "f"}}, request_id)
    assert list(streams) == ["c", "d"]
