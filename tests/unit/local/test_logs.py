from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from tools.local.logs import follow, render, show


def call(function: str, *lines: Any, failed: bool = False) -> dict[str, Any]:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    name = f"daybook-local-{function}"
    return {"at": 0, "function": name, "request_id": "r", "milliseconds": 7, "failed": failed, "lines": texts}


def text(record: dict[str, Any]) -> str:
    return "\n".join(render(record))


def test_json_lines_become_text() -> None:
    line = {"level": "INFO", "message": "request", "status": 200, "_aws": {"x": 1}, "request_id": "r"}
    assert text(call("get-user", line)).endswith("get-user           INFO request status=200")


def test_other_lines_stay_as_they_are() -> None:
    assert text(call("habits", "Traceback: [1]", "[1, 2]")).count("habits") == 2
    assert "Traceback: [1]" in text(call("habits", "Traceback: [1]"))


def test_a_call_without_a_line_and_a_failed_one_are_seen() -> None:
    assert "7 ms" in text(call("relay"))
    assert "FAILED after 7 ms" in text(call("relay", "boom", failed=True))


def write(log: Path, *records: dict[str, Any]) -> None:
    with log.open("a") as stream:
        stream.writelines(json.dumps(record) + "\n" for record in records)


def test_one_function_by_its_folder(tmp_path: Path) -> None:
    log, output = tmp_path / "log", io.StringIO()
    write(log, call("get-user", "one"), call("habits", "two"), call("get-user", "three"))
    show(log, "get_user", lines=1, output=output)
    assert "three" in output.getvalue() and "two" not in output.getvalue() and "one" not in output.getvalue()


def test_following_shows_what_comes_also_in_a_log_begun_anew(tmp_path: Path) -> None:
    log, output = tmp_path / "log", io.StringIO()
    write(log, *[call("habits", "before " * 20)] * 3)
    rounds = iter(
        [
            lambda: write(log, call("habits", "first")),
            lambda: (log.unlink(), write(log, call("habits", "second"))),
        ]
    )

    def until() -> bool:
        act = next(rounds, None)
        if act:
            act()
        return act is None and "second" in output.getvalue()

    follow(log, until=until, output=output)
    assert "before" not in output.getvalue()
    assert output.getvalue().index("first") < output.getvalue().index("second")


def test_no_log_yet_is_no_error(tmp_path: Path) -> None:
    output = io.StringIO()
    show(tmp_path / "none", output=output)
    assert output.getvalue() == ""
