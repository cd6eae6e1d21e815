"""Gaps in how functions run: their interpreter, their log, their credentials, workers that never end."""

from __future__ import annotations

import queue
import time
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import SeamMissing, replace, require

_SESSION_SECONDS = 30 * 24 * 3600
_END_OF_CALL = "\x1eend of call"
_LAST_LINE = "        _real_stdout.flush()\n\nrun()\n"
_LONGEST_LOG_WAIT_SECONDS = 0.25


def install(emulator: SimpleNamespace, function_python: str) -> None:
    """`function_python` runs the functions: not the emulator's, whose packages they must not see."""
    runtime = emulator.lambda_runtime
    replace(runtime, "_detect_runtime_binary", lambda original: _with_python(original, function_python))
    replace(runtime.Worker, "_drain_stderr_bounded", lambda _: _log_of_call)
    replace(emulator.sts, "register_session", _with_expiry)
    replace(emulator.lambda_svc, "reap_idle_workers", lambda _: _reaper(runtime))
    marked_script(runtime._PYTHON_WORKER_SCRIPT)


def _with_python(original: Any, function_python: str) -> Any:
    def detect(runtime: str) -> tuple[str, str]:
        binary, script = original(runtime)
        return (function_python, marked_script(script)) if runtime.startswith("python") else (binary, script)

    return detect


def marked_script(script: str) -> str:
    """MiniStack's worker, which also says in its log where a call's log ends. Raises SeamMissing.

    MiniStack waits 50 ms for a first line instead, which every call pays that logs nothing, and which a busy
    machine exceeds, so that the lines are taken for the next call's.
    """
    if not script.endswith(_LAST_LINE):
        raise SeamMissing("The worker script of MiniStack ends otherwise than expected.")
    mark = f"        sys.stderr.write({_END_OF_CALL + chr(10)!r})\n        sys.stderr.flush()\n"
    return script.removesuffix(_LAST_LINE) + mark + _LAST_LINE


def _log_of_call(worker: Any, **_waits: float) -> str:
    """What the call has logged, without waiting when it logged nothing."""
    lines: list[str] = []
    deadline = time.monotonic() + _LONGEST_LOG_WAIT_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        try:
            line = worker._stderr_queue.get(timeout=left)
        except queue.Empty:
            break
        if line.endswith(_END_OF_CALL):
            lines += [line.removesuffix(_END_OF_CALL)] if line != _END_OF_CALL else []
            break
        lines.append(line)
    return "\n".join(lines)


def _with_expiry(original: Any) -> Any:
    """A function's credentials carry no expiry, and without one the database refuses their tokens."""

    def register_session(access_key: str, session: dict[str, Any]) -> Any:
        session.setdefault("Expiration", time.time() + _SESSION_SECONDS)
        return original(access_key, session)

    return register_session


def _reaper(runtime: Any) -> Any:
    """MiniStack keeps the first worker of a version for ever, also of a version that nothing calls any more.
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
