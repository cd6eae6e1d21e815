"""Gap: what functions log can only be polled for, group by group. It is also written to a file as it happens."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_LARGEST_BYTES = 8_000_000
_lock = threading.Lock()


def install(emulator: SimpleNamespace, path: Path) -> None:
    """Appends one JSON line a call to `path`: {at, function, request_id, milliseconds, failed, lines}."""
    replace(emulator.lambda_svc, "_emit_lambda_logs", lambda original: _also_to_file(original, path))


def _also_to_file(original: Any, path: Path) -> Any:
    def emit(func: dict, request_id: str, log_text: str, error: bool, duration_ms: int, **options: Any) -> None:
        original(func, request_id, log_text, error, duration_ms, **options)
        name = (func.get("config") or func).get("FunctionName", "unknown")
        record = {
            "at": time.time(), "function": name, "request_id": request_id,
            "milliseconds": duration_ms, "failed": error, "lines": log_text.splitlines(),
        }
        _append(path, json.dumps(record))

    return emit


def _append(path: Path, line: str) -> None:
    with _lock:
        if path.exists() and path.stat().st_size > _LARGEST_BYTES:
            path.replace(path.with_suffix(".1.jsonl"))
        with path.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
