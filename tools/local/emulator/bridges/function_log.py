"""Gap: what functions log can only be polled for, group by group. It is written to a file as well."""

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
    replace(emulator.lambda_svc, "_execute_function_dispatch", lambda original: _also_to_file(original, path))


def _also_to_file(original: Any, path: Path) -> Any:
    def dispatch(func: dict, config: dict, event: dict, request_id: str, started: float) -> Any:
        result = original(func, config, event, request_id, started)
        name = config.get("FunctionName", "unknown")
        _append(path, json.dumps(_record(name, request_id, time.time() - started, result)))
        return result

    return dispatch


def _record(name: str, request_id: str, seconds: float, result: dict[str, Any]) -> dict[str, Any]:
    failed, lines = bool(result.get("error")), (result.get("log") or "").splitlines()
    if failed and not lines:
        # A function that could not even be loaded has logged nothing.
        body = result.get("body")
        lines = [str(body.get("errorMessage", body) if isinstance(body, dict) else body)]
    return {
        "at": time.time(),
        "function": name,
        "request_id": request_id,
        "milliseconds": round(seconds * 1000),
        "failed": failed,
        "lines": lines,
    }


def _append(path: Path, line: str) -> None:
    with _lock:
        if path.exists() and path.stat().st_size > _LARGEST_BYTES:
            path.replace(path.with_suffix(".1.jsonl"))
        with path.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
