"""Gap: each call of a function opens a log stream that is never closed or forgotten, whatever the retention.

Here a group keeps its latest streams. `invoke local.logs` reads another file, that of `function_log`.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_KEPT = 200


def install(emulator: SimpleNamespace, kept: int = _KEPT) -> None:
    require(emulator.cloudwatch_logs, "_log_groups")
    replace(emulator.lambda_svc, "_emit_lambda_logs", lambda original: _forgetting(original, emulator, kept))


def _forgetting(original: Any, emulator: SimpleNamespace, kept: int) -> Any:
    def emit(func: dict[str, Any], *arguments: Any, **options: Any) -> None:
        original(func, *arguments, **options)
        config = func.get("config") or func
        name = (config.get("LoggingConfig") or {}).get(
            "LogGroup"
        ) or f"/aws/lambda/{config.get('FunctionName')}"
        group = emulator.cloudwatch_logs._log_groups.get(name) or {"streams": {}}
        for stream in list(group["streams"])[:-kept]:
            group["streams"].pop(stream, None)

    return emit
