"""Gap: a page that asks for twenty files at once starts as many Node processes for CloudFront's function, and
ends them again, at half a second of work for a page.

Here a request waits for one of two, for less than a millisecond: what such a function may do takes no longer.
"""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_PROCESSES = 2


def install(emulator: SimpleNamespace) -> None:
    replace(emulator.cloudfront_js, "evaluate", _a_few_at_a_time)


def _a_few_at_a_time(original: Any) -> Any:
    free = threading.BoundedSemaphore(_PROCESSES)

    def evaluate(code: bytes, event: dict[str, Any]) -> Any:
        with free:
            return original(code, event)

    return evaluate
