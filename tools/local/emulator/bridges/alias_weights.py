"""Gap: an alias with weights sends every call to its first version, and errors are not counted by version.

Here the weights are drawn anew for each call, and what was called that way is counted as Lambda counts it:
docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

from __future__ import annotations

import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

Draw = Callable[[], float]


def install(emulator: SimpleNamespace, draw: Draw = random.random) -> None:
    """`draw` gives numbers from 0 to 1, 1 excluded."""
    service, metrics = emulator.lambda_svc, emulator.cloudwatch
    require(service, "_functions", "_qualifier_from_path_or_query", "_function_config_scope_mismatch")
    require(metrics, "record_metric")
    replace(service, "_effective_func_record_for_qualifier", lambda original: _drawing(original, draw))
    replace(service, "_invoke", lambda original: _calling(service, original, draw))
    replace(service, "_execute_function", lambda original: _counting(service, metrics, original))


def _weights(function: dict[str, Any] | None, qualifier: str | None) -> dict[str, float]:
    alias = ((function or {}).get("aliases") or {}).get(qualifier) or {}
    return (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}


def _drawn(function: dict[str, Any] | None, qualifier: str | None, draw: Draw) -> str | None:
    """The version that this call gets, when `qualifier` is an alias that has drawn another than its first."""
    left = draw()
    for version, weight in _weights(function, qualifier).items():
        left -= weight
        if left < 0:
            return version
    return qualifier


def _drawing(original: Any, draw: Draw) -> Any:
    """For what other services call."""

    def effective(function: dict[str, Any] | None, qualifier: str | None) -> Any:
        return original(function, _drawn(function, qualifier, draw))

    return effective


def _calling(service: Any, original: Any, draw: Draw) -> Any:
    """For Lambda's own API."""

    async def invoke(
        name: str,
        event: Any,
        headers: dict[str, str],
        path_qualifier: str | None = None,
        query_params: dict[str, Any] | None = None,
    ) -> Any:
        qualifier = service._qualifier_from_path_or_query(path_qualifier, query_params)
        chosen = _drawn(service._functions.get(name), qualifier, draw)
        return await original(name, event, headers, chosen, query_params)

    return invoke


def _counting(service: Any, metrics: Any, original: Any) -> Any:
    def execute(function: dict[str, Any], event: Any) -> Any:
        config = function.get("config") or function
        if service._function_config_scope_mismatch(config):
            return original(function, event)  # which comes here again, under the right scope
        result = original(function, event)
        for dimensions in _counted(service, config):
            metrics.record_metric("AWS/Lambda", "Invocations", 1, "Count", dimensions)
            metrics.record_metric(
                "AWS/Lambda", "Errors", 1 if result.get("error") else 0, "Count", dimensions
            )
        return result

    return execute


def _counted(service: Any, config: dict[str, Any]) -> list[dict[str, str]]:
    """The dimensions of a call: one set for each weighted alias that leads to the version."""
    name, version = config.get("FunctionName", ""), config.get("Version", "$LATEST")
    aliases = (service._functions.get(name) or {}).get("aliases") or {}
    return [
        {"FunctionName": name, "Resource": f"{name}:{alias}", "ExecutedVersion": version}
        for alias, settings in aliases.items()
        if (weights := (settings.get("RoutingConfig") or {}).get("AdditionalVersionWeights"))
        and version in {settings["FunctionVersion"], *weights}
    ]
