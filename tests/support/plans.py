"""Small plans, as `terraform show -json` would tell of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tools.cost.plan import Plan, Resource
from tools.manifests import load_all

REGION = "eu-west-2"
PREFIX = "daybook-test"


def resource(type_: str, key: str = "", *, region: str = REGION, **values: Any) -> Resource:
    """One of the type, with `key` as its index when it has one."""
    index = f'["{key}"]' if key else ""
    return Resource(f"{type_}.this{index}", type_, region, values)


def functions(**values: Any) -> list[Resource]:
    """Every function of the manifests; `values` beside what they say."""
    made = []
    for name, manifest in load_all().items():
        told = {
            "function_name": f"{PREFIX}-{name.replace('_', '-')}",
            "memory_size": manifest.memory_mb,
            "architectures": ["arm64"],
            **values,
        }
        made.append(resource("aws_lambda_function", name, **told))
    return made


def plan(*resources: Resource, region: str = REGION) -> Plan:
    """A plan of these and of all functions."""
    return Plan(region, PREFIX, (*functions(), *resources))


def document(
    *resources: dict[str, Any],
    children: Sequence[dict[str, Any]] = (),
    calls: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """What `terraform show -json` writes, as far as tools/cost reads it."""
    configured = [
        {"address": one["address"].split("[")[0], "provider_config_key": one.pop("provider", "aws")}
        for one in resources
    ]
    variables = {
        "region": REGION,
        "recovery_region": "eu-west-1",
        "project": "daybook",
        "environment": "test",
    }
    return {
        "variables": {name: {"value": value} for name, value in variables.items()},
        "planned_values": {"root_module": {"resources": list(resources), "child_modules": children}},
        "configuration": {
            "provider_config": {
                "aws": {"expressions": {"region": {"references": ["var.region"]}}},
                "aws.us_east_1": {"expressions": {"region": {"constant_value": "us-east-1"}}},
                "aws.recovery": {"expressions": {"region": {"references": ["var.recovery_region"]}}},
            },
            "root_module": {"resources": configured, "module_calls": calls},
        },
    }
