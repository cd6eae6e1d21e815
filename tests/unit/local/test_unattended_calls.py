"""Calls that nobody waits for, by EventBridge and SNS, in the local cloud."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import unattended_calls
from tools.local.emulator.seams import SeamMissing


class FakeLambda:
    """Knows one function, `known`."""

    def __init__(self) -> None:
        self.tried: list[tuple[str, dict[str, Any]]] = []
        self.logger = SimpleNamespace(warning=lambda *_: None)

    def _get_func_record_for_ref(self, arn: str) -> tuple[Any, Any, str]:
        name = arn.split(":")[6]
        return (name, {"Version": "7"}, name) if name == "known" else (None, None, name)

    def _execution_record_for_config(self, function: str, config: dict[str, str]) -> str:
        return f"{function} {config['Version']}"

    def _execute_function_with_config_scope(self, record: str, event: dict[str, Any]) -> None:
        raise AssertionError("called once, and whether it fails is nobody's business")

    def invoke_async_with_retry(self, record: str, event: dict[str, Any]) -> None:
        self.tried.append((record, event))


@pytest.fixture
def emulator() -> SimpleNamespace:
    service = FakeLambda()
    emulator = SimpleNamespace(
        lambda_svc=service,
        eventbridge=SimpleNamespace(_dispatch_to_lambda=None),
        sns=SimpleNamespace(_lambda_svc=service),
        scheduler=SimpleNamespace(_SCHEDULE_TICK_INTERVAL=10),
    )
    unattended_calls.install(emulator)
    return emulator


ARN = "arn:aws:lambda:eu-west-2:000000000000:function"


def test_what_a_rule_or_a_schedule_calls_is_tried_again(emulator: SimpleNamespace) -> None:
    emulator.eventbridge._dispatch_to_lambda(f"{ARN}:known:live", '{"schedule": "reminders"}')
    emulator.eventbridge._dispatch_to_lambda(f"{ARN}:gone:live", "{}")
    assert emulator.lambda_svc.tried == [("known 7", {"schedule": "reminders"})]


def test_what_a_topic_calls_is_tried_again(emulator: SimpleNamespace) -> None:
    lambda_svc = emulator.sns._lambda_svc
    function, config, _ = lambda_svc._get_func_record_for_ref(f"{ARN}:known:live")
    lambda_svc._execute_function_with_config_scope(
        lambda_svc._execution_record_for_config(function, config), {"Records": []}
    )
    assert emulator.lambda_svc.tried == [("known 7", {"Records": []})]


def test_a_release_without_what_is_replaced_is_noticed(emulator: SimpleNamespace) -> None:
    del emulator.scheduler._SCHEDULE_TICK_INTERVAL
    with pytest.raises(SeamMissing):
        unattended_calls.install(emulator)
