"""Gaps in how functions run: their interpreter, the wait after a call, their credentials, workers that stay."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import SeamMissing, replace, require

# Seconds: wait for a first log line, quiet that ends the log, longest wait. MiniStack waits 0.050 s
# for a first line, which every call pays whose handler logs nothing.
_LOG_WAITS = (0.004, 0.003, 0.100)
_SESSION_SECONDS = 30 * 24 * 3600


def install(emulator: SimpleNamespace, function_python: str) -> None:
    """`function_python` runs the functions: never the emulator's own interpreter, whose packages they must not see."""
    replace(
        emulator.lambda_runtime, "_detect_runtime_binary", lambda found: _with_python(found, function_python)
    )
    _shorten_log_wait(emulator.lambda_runtime.Worker)
    replace(emulator.sts, "register_session", _with_expiry)
    replace(emulator.lambda_svc, "reap_idle_workers", lambda _: _reaper(emulator.lambda_runtime))


def _with_python(original: Any, function_python: str) -> Any:
    def detect(runtime: str) -> tuple[str, str]:
        binary, script = original(runtime)
        return (function_python if runtime.startswith("python") else binary), script

    return detect


def _shorten_log_wait(worker: Any) -> None:
    require(worker, "_drain_stderr_bounded")
    if len(worker._drain_stderr_bounded.__defaults__ or ()) != len(_LOG_WAITS):
        raise SeamMissing("Worker._drain_stderr_bounded takes other waits than expected.")
    worker._drain_stderr_bounded.__defaults__ = _LOG_WAITS


def _with_expiry(original: Any) -> Any:
    """A function's credentials carry no expiry, and without one the database refuses their tokens."""

    def register_session(access_key: str, session: dict[str, Any]) -> Any:
        session.setdefault("Expiration", time.time() + _SESSION_SECONDS)
        return original(access_key, session)

    return register_session


def _reaper(runtime: Any) -> Any:
    """The first worker of a version stays for ever in MiniStack, also of a version that nothing calls any more.
    Here every worker goes when it has been idle, so that the machine is quiet and small at rest."""
    require(runtime, "_workers", "_lock", "_LOCAL_WORKER_TTL", "kill_workers")

    def reap_idle_workers(ttl: float | None = None) -> int:
        limit = time.time() - (runtime._LOCAL_WORKER_TTL if ttl is None else ttl)
        with runtime._lock:
            idle = []
            for key, workers in list(runtime._workers.items()):
                idle += [worker for worker in workers if not worker.in_use and worker.last_used < limit]
                runtime._workers[key] = [worker for worker in workers if worker not in idle]
        runtime.kill_workers(idle)
        return len(idle)

    return reap_idle_workers
