"""The resources of a plan, as `terraform show -json` has them.

https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.cost.errors import CostError

_INDEX = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')
# Of Terraform itself, not of AWS.
_OWN = "terraform_data"


@dataclass(frozen=True)
class Resource:
    """`values` are those known before the apply; `region` is its provider's."""

    address: str
    type: str
    region: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """The value; `default` also when it is null or not known yet."""
        value = self.values.get(name)
        return default if value is None else value

    def blocks(self, name: str) -> list[dict[str, Any]]:
        """The nested blocks of that name, none of which is null."""
        return [block for block in self.get(name, []) if block is not None]

    @property
    def key(self) -> str:
        """The last index of the address, with which for_each knows it; "" without."""
        found = re.findall(r'\["?([^"\]]*)"?\]', self.address)
        return found[-1] if found else ""


@dataclass(frozen=True)
class Plan:
    """An environment before it is there."""

    region: str
    prefix: str
    resources: tuple[Resource, ...]

    def of(self, *types: str) -> list[Resource]:
        return [resource for resource in self.resources if resource.type in types]

    def has(self, *types: str) -> bool:
        return bool(self.of(*types))

    @property
    def types(self) -> set[str]:
        return {resource.type for resource in self.resources}


def read(document: Mapping[str, Any]) -> Plan:
    """The plan in the document. Raises CostError when it is none of this repository's root."""
    try:
        variables = {name: told.get("value") for name, told in document["variables"].items()}
        root, configuration = document["planned_values"]["root_module"], document["configuration"]
        region, prefix = variables["region"], f"{variables['project']}-{variables['environment']}"
    except (KeyError, TypeError) as error:
        raise CostError(
            f"This is no plan of terraform/: it has no {error}. Make one: terraform show -json <plan>"
        ) from error
    regions = _regions(configuration, variables)
    used = dict(_providers(configuration["root_module"], ""))
    resources = tuple(
        Resource(
            found["address"],
            found["type"],
            regions.get(used.get(_INDEX.sub("", found["address"]), "aws"), region),
            found.get("values", {}),
        )
        for found in _resources(root)
    )
    return Plan(region, prefix, resources)


def _resources(module: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for resource in module.get("resources", []):
        if resource["mode"] == "managed" and resource["type"] != _OWN:
            yield resource
    for child in module.get("child_modules", []):
        yield from _resources(child)


def _providers(module: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """(Address without indices, key of the provider's configuration) of all resources."""
    for resource in module.get("resources", []):
        yield path + resource["address"], resource.get("provider_config_key", "aws").rpartition(":")[2]
    for name, call in module.get("module_calls", {}).items():
        yield from _providers(call["module"], f"{path}module.{name}.")


def _regions(configuration: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, str]:
    """The region of each provider's configuration, by its key."""
    found: dict[str, str] = {}
    for key, provider in configuration.get("provider_config", {}).items():
        told = provider.get("expressions", {}).get("region", {})
        named = [variables.get(name.removeprefix("var.")) for name in told.get("references", [])]
        region = told.get("constant_value") or next((value for value in named if value), None)
        if region:
            found[key] = region
    return found
