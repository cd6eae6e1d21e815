"""Gap: a page that asks for twenty files at once starts as many Node processes for CloudFront's function, and
ends them again, at half a second of work for a page.

Here a request waits for one of two, for less than a millisecond: what such a function may do takes no longer.

And UpdateFunction answers with an `ETag`, where AWS's model has `ETtag` (sic), which clients read: what they
publish then is of no version, and refused. docs.aws.amazon.com/cloudfront/latest/APIReference/
API_UpdateFunction.html
"""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_PROCESSES = 2


def install(emulator: SimpleNamespace) -> None:
    replace(emulator.cloudfront_js, "evaluate", _a_few_at_a_time)
    replace(emulator.cloudfront, "_cf_update_function", _with_the_tag_that_clients_read)


def _with_the_tag_that_clients_read(original: Any) -> Any:
    def update_function(name: str, headers: Any, body: Any) -> Any:
        status, answered, content = original(name, headers, body)
        tags = {"ETtag": answered["ETag"]} if "ETag" in answered else {}
        return status, answered | tags, content

    return update_function


def _a_few_at_a_time(original: Any) -> Any:
    free = threading.BoundedSemaphore(_PROCESSES)

    def evaluate(code: bytes, event: dict[str, Any]) -> Any:
        with free:
            return original(code, event)

    return evaluate
