"""What becomes of asynchronous calls that fail."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import async_destinations
from tools.local.emulator.seams import SeamMissing

LIVE = {"MaximumRetryAttempts": 1, "DestinationConfig": {"OnFailure": {"Destination": "arn:queue"}}}
ARN = "arn:aws:lambda:eu-west-2:000000000000:function:imports"


def called(config: dict[str, Any], configured: dict[str, Any]) -> Any:
    """The settings with which the emulator is asked to call."""
    seen: list[dict[str, Any]] = []
    aliases = {"live": {"FunctionVersion": "7"}}
    service = SimpleNamespace(
        _functions={"imports": {"aliases": aliases, "event_invoke_configs": configured}},
        invoke_async_with_retry=lambda record, event: seen.append(record | {"event": event}),
    )
    async_destinations.install(SimpleNamespace(lambda_svc=service))
    service.invoke_async_with_retry({"config": {"FunctionName": "imports", **config}}, {"n": 1})
    assert seen[0]["event"] == {"n": 1}
    return seen[0].get("event_invoke_config")


@pytest.mark.parametrize(
    "config", [{"FunctionArn": f"{ARN}:live", "Version": "6"}, {"FunctionArn": f"{ARN}:7", "Version": "7"}]
)
def test_a_call_of_an_alias_has_the_aliass_settings(config: dict[str, Any]) -> None:
    assert called(config, {"live": LIVE}) == LIVE


def test_a_call_of_another_version_has_not() -> None:
    assert called({"FunctionArn": f"{ARN}:6", "Version": "6"}, {"live": LIVE}) is None
    assert called({"FunctionArn": f"{ARN}:7", "Version": "7"}, {}) is None


def test_a_function_that_is_gone_is_left_to_the_emulator() -> None:
    assert called({"FunctionArn": f"{ARN}:7", "FunctionName": "gone"}, {"live": LIVE}) is None


def test_a_release_without_what_is_replaced_is_noticed() -> None:
    with pytest.raises(SeamMissing):
        async_destinations.install(SimpleNamespace(lambda_svc=SimpleNamespace(_functions={})))
