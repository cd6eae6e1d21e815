"""Gap: EventBridge, its Scheduler and SNS call a function once, and whether it fails is nobody's business.

On AWS these calls are asynchronous: tried again, and what fails for good goes to the function's on-failure
destination: docs.aws.amazon.com/lambda/latest/dg/invocation-async.html. The emulator has that for calls of
Lambda's own API, and here it is used for these too. And Scheduler looks for due schedules every ten seconds,
so that each minute drifts; here it looks every second.
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    require(
        emulator.lambda_svc,
        "_get_func_record_for_ref",
        "_execution_record_for_config",
        "_execute_function_with_config_scope",
        "invoke_async_with_retry",
    )
    replace(emulator.eventbridge, "_dispatch_to_lambda", lambda _: _dispatching(emulator))
    replace(emulator.sns, "_lambda_svc", Asynchronous)
    replace(emulator.scheduler, "_SCHEDULE_TICK_INTERVAL", lambda _: 1)


def _dispatching(emulator: SimpleNamespace) -> Any:
    service = emulator.lambda_svc

    def dispatch(arn: str, payload: str) -> None:
        function, config, name = service._get_func_record_for_ref(arn)
        if not function or not config:
            service.logger.warning("EventBridge: the function %s is not there", name)
            return
        record = service._execution_record_for_config(function, config)
        service.invoke_async_with_retry(record, json.loads(payload))

    return dispatch


class Asynchronous:
    """The emulator's Lambda service, as SNS sees it: a call is handed over, and nobody waits for it."""

    def __init__(self, service: Any) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:
        return getattr(self._service, name)

    def _execute_function_with_config_scope(self, record: dict[str, Any], event: dict[str, Any]) -> None:
        self._service.invoke_async_with_retry(record, event)
