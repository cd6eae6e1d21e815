"""What the functions said, readable: their JSON lines as text, with who said it and when."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

_POLL_SECONDS = 0.3
_SKIPPED = {
    "level",
    "message",
    "timestamp",
    "service",
    "function",
    "request_id",
    "trace_id",
    "_aws",
    "xray_trace_id",
}


def show(log: Path, function: str | None = None, lines: int = 50, output: TextIO | None = None) -> None:
    """The last calls of the log, of one function (folder name) or all."""
    records = [record for record in _records(_read(log)) if _concerns(record, function)]
    for record in records[-lines:]:
        _write(record, output or sys.stdout)


def follow(
    log: Path,
    function: str | None = None,
    until: Callable[[], bool] = lambda: False,
    output: TextIO | None = None,
) -> None:
    """Each call as it ends, from now on, until `until` says so."""
    position = log.stat().st_size if log.exists() else 0
    while not until():
        size = log.stat().st_size if log.exists() else 0
        if size < position:
            position = 0  # The log was put aside for a new one.
        if size > position:
            with log.open(encoding="utf-8") as stream:
                stream.seek(position)
                for record in _records(stream.read()):
                    if _concerns(record, function):
                        _write(record, output or sys.stdout)
                position = stream.tell()
        time.sleep(_POLL_SECONDS)


def _read(log: Path) -> str:
    return log.read_text(encoding="utf-8") if log.exists() else ""


def _records(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue  # A line that is being written; its end comes with the next read.


def _concerns(record: dict[str, Any], function: str | None) -> bool:
    return function is None or record["function"].endswith("-" + function.replace("_", "-"))


def _write(record: dict[str, Any], output: TextIO) -> None:
    for line in render(record):
        output.write(line + "\n")
    output.flush()


def render(record: dict[str, Any]) -> Iterator[str]:
    """One line of text for each that the function wrote; what is not JSON stays as it is."""
    clock = datetime.fromtimestamp(record["at"]).astimezone().strftime("%H:%M:%S")
    name = record["function"].split("-", 2)[-1]
    lines = record["lines"] or [f"{record['milliseconds']} ms"]
    for line in lines:
        yield f"{clock} {name:18} {_text(line)}"
    if record["failed"]:
        yield f"{clock} {name:18} FAILED after {record['milliseconds']} ms"


def _text(line: str) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    if not isinstance(entry, dict):
        return line
    details = " ".join(f"{key}={_short(value)}" for key, value in entry.items() if key not in _SKIPPED)
    return " ".join(filter(None, [str(entry.get("level", "")), str(entry.get("message", "")), details]))


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
