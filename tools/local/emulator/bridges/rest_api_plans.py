"""Gaps of REST APIs: an API key without a value of one's own (Terraform sends an empty one, and AWS makes it)
is refused as too short, a stage's cache is never there (here it is, and caches nothing), and a usage plan
without limits tells of empty ones.

docs.aws.amazon.com/apigateway/latest/api/: API_CreateApiKey, API_Stage, API_UsagePlan
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    service = emulator.apigateway_v1
    require(service, "_stages_v1")
    replace(service, "_create_api_key", _made_by_aws)
    replace(service, "_get_usage_plan", _without_empty_limits)
    replace(service, "_get_stage", lambda original: _with_its_cache(original, service))


def _made_by_aws(original: Any) -> Any:
    def create_api_key(asked: dict[str, Any]) -> Any:
        return original({name: value for name, value in asked.items() if (name, value) != ("value", "")})

    return create_api_key


def _without_empty_limits(original: Any) -> Any:
    def get_usage_plan(plan: str) -> Any:
        status, headers, body = original(plan)
        told = json.loads(body)
        for name in ("throttle", "quota"):
            if told.get(name) == {}:
                del told[name]
        return status, headers, json.dumps(told).encode()

    return get_usage_plan


def _with_its_cache(original: Any, service: Any) -> Any:
    def get_stage(api_id: str, name: str) -> Any:
        stage = service._stages_v1.get(api_id, {}).get(name)
        if stage is not None:
            stage["cacheClusterStatus"] = (
                "AVAILABLE" if stage.get("cacheClusterEnabled") else "NOT_AVAILABLE"
            )
        return original(api_id, name)

    return get_stage
