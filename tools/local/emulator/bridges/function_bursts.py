"""Gap: a burst of calls starts as many workers, for which a laptop has neither the cores nor the memory.

Here a call waits for one of a few workers of its function, as it would wait for a cold start on AWS.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_WORKERS_OF_A_FUNCTION = 4
_LONGEST_WAIT_SECONDS, _POLL_SECONDS = 25.0, 0.01


def install(emulator: SimpleNamespace, sleep: Callable[[float], None] = time.sleep) -> None:
    replace(emulator.lambda_svc, "acquire_worker", lambda original: _waiting(original, sleep))


def _waiting(original: Any, sleep: Callable[[float], None]) -> Any:
    def acquire(func_name: str, config: dict[str, Any], code_zip: bytes, **options: Any) -> Any:
        options["max_concurrency"] = _WORKERS_OF_A_FUNCTION
        waited = 0.0
        while True:
            worker, reason = original(func_name, config, code_zip, **options)
            if worker is not None or waited >= _LONGEST_WAIT_SECONDS:
                return worker, reason
            sleep(_POLL_SECONDS)
            waited += _POLL_SECONDS

    return acquire
