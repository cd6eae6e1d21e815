"""The emulator's aliases with weights; the emulator is a stand-in with the names that are replaced."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import alias_weights
from tools.local.emulator.seams import SeamMissing

WEIGHTED = {"FunctionVersion": "1", "RoutingConfig": {"AdditionalVersionWeights": {"2": 0.25}}}


def emulator(alias: dict[str, Any], *draws: float, error: bool = False) -> SimpleNamespace:
    """`called` and `metrics` note what happened; `draws` are the random numbers in their order."""
    function = {"aliases": {"live": alias}, "versions": {"1": {}, "2": {}}}
    called: list[str | None] = []
    metrics: list[tuple[Any, ...]] = []

    async def invoke(name: str, event: Any, headers: Any, qualifier: str | None, query: Any) -> None:
        called.append(qualifier)

    service = SimpleNamespace(
        _functions={"f": function},
        _qualifier_from_path_or_query=lambda path, query: path or (query or {}).get("Qualifier"),
        _function_config_scope_mismatch=lambda config: config.get("elsewhere", False),
        _effective_func_record_for_qualifier=lambda function, qualifier: called.append(qualifier),
        _invoke=invoke,
        _execute_function=lambda function, event: {"error": error},
    )
    left = list(draws)
    made = SimpleNamespace(
        lambda_svc=service,
        cloudwatch=SimpleNamespace(record_metric=lambda *data: metrics.append(data)),
        function=function,
        called=called,
        metrics=metrics,
    )
    alias_weights.install(made, lambda: left.pop(0))
    return made


def test_calls_are_spread_as_the_weights_say() -> None:
    made = emulator(WEIGHTED, 0.0, 0.249, 0.25, 0.99)
    for _ in range(4):
        made.lambda_svc._effective_func_record_for_qualifier(made.function, "live")
    assert made.called == ["2", "2", "live", "live"]


def test_lambdas_own_calls_are_spread_too_wherever_the_alias_is_named() -> None:
    made = emulator(WEIGHTED, 0.1, 0.1, 0.9)
    for path, query in (("live", None), (None, {"Qualifier": "live"}), ("live", None)):
        asyncio.run(made.lambda_svc._invoke("f", {}, {}, path, query))
    assert made.called == ["2", "2", "live"]


@pytest.mark.parametrize("qualifier", ["2", "$LATEST", None, "other"])
def test_what_is_no_weighted_alias_is_left_as_it_is(qualifier: str | None) -> None:
    made = emulator(WEIGHTED, 0.0)
    made.lambda_svc._effective_func_record_for_qualifier(made.function, qualifier)
    assert made.called == [qualifier]
    plain = emulator({"FunctionVersion": "1"}, 0.0)
    plain.lambda_svc._effective_func_record_for_qualifier(plain.function, "live")
    assert plain.called == ["live"]


def test_a_function_that_is_not_there_is_the_emulators_to_refuse() -> None:
    made = emulator(WEIGHTED, 0.0, 0.0)
    made.lambda_svc._effective_func_record_for_qualifier(None, "live")
    asyncio.run(made.lambda_svc._invoke("g", {}, {}, "live", None))
    assert made.called == ["live", "live"]


@pytest.mark.parametrize("version", ["1", "2"])
def test_calls_and_errors_are_counted_by_version(version: str) -> None:
    made = emulator(WEIGHTED, error=True)
    made.lambda_svc._execute_function({"config": {"FunctionName": "f", "Version": version}}, {})
    dimensions = {"FunctionName": "f", "Resource": "f:live", "ExecutedVersion": version}
    assert made.metrics == [
        ("AWS/Lambda", "Invocations", 1, "Count", dimensions),
        ("AWS/Lambda", "Errors", 1, "Count", dimensions),
    ]


def test_nothing_is_counted_by_version_without_weights_nor_twice() -> None:
    made = emulator({"FunctionVersion": "1"})
    made.lambda_svc._execute_function({"config": {"FunctionName": "f", "Version": "1"}}, {})
    weighted = emulator(WEIGHTED)
    weighted.lambda_svc._execute_function(
        {"config": {"FunctionName": "f", "Version": "1", "elsewhere": True}}, {}
    )
    assert made.metrics == weighted.metrics == []


def test_an_emulator_without_the_seam_is_noticed() -> None:
    made = emulator(WEIGHTED)
    del made.lambda_svc._invoke
    with pytest.raises(SeamMissing):
        alias_weights.install(made)
