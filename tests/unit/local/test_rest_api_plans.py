from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import rest_api_plans

STAGES = {"api": {"plain": {}, "kept": {"cacheClusterEnabled": True}}}


def service() -> Any:
    made = SimpleNamespace(
        _stages_v1=STAGES, _create_api_key=lambda asked: asked, _get_usage_plan=lambda plan: (200, {}, plan)
    )
    made._get_stage = lambda api, name: made._stages_v1.get(api, {}).get(name, "404")
    rest_api_plans.install(SimpleNamespace(apigateway_v1=made))
    return made


@pytest.mark.parametrize(("name", "status"), [("plain", "NOT_AVAILABLE"), ("kept", "AVAILABLE")])
def test_a_stage_says_whether_it_has_a_cache(name: str, status: str) -> None:
    assert service()._get_stage("api", name)["cacheClusterStatus"] == status


def test_a_stage_that_is_not_there_is_not() -> None:
    assert service()._get_stage("api", "other") == service()._get_stage("other", "plain") == "404"


def test_a_key_without_a_value_gets_one_and_another_keeps_its_own() -> None:
    create = service()._create_api_key
    assert create({"name": "acme", "value": ""}) == {"name": "acme"}
    assert create({"name": "acme", "value": "short"}) == {"name": "acme", "value": "short"}


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ({"name": "app", "throttle": {}, "quota": {}}, {"name": "app"}),
        ({"throttle": {"rateLimit": 5.0}, "quota": {"limit": 1}},) * 2,
    ],
)
def test_a_plan_without_limits_tells_of_none(told: dict[str, Any], seen: dict[str, Any]) -> None:
    assert json.loads(service()._get_usage_plan(json.dumps(told))[2]) == seen
