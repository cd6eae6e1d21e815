"""The manifests of the functions (functions/*/function.json), read once and typed.

Build, OpenAPI and benchmarks read them here. What a field means stands in functions/function.schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

# Who keeps the accounts: a Cognito user pool, or the table and a signing key of our own.
IDENTITIES = ("cognito", "native")

# IAM knows these prefixes, but botocore has no client of that name: the first signs a database token
# by itself, and needs no model of a service.
PREFIXES_WITHOUT_CLIENT = frozenset({"rds-db"})
# Both versions of the API of SES have the one prefix; Daybook uses the second (shared/mail.py).
CLIENT_OF_PREFIX = {"ses": "sesv2", "states": "stepfunctions"}


class ManifestError(Exception):
    """A manifest cannot be read; the message names the file and what is wrong with it."""


@dataclass(frozen=True)
class Route:
    """One route; `scope` is None for auth "none", `throttle` is {"rate", "burst"} or None."""

    name: str
    method: str
    path: str
    auth: str
    scope: str | None = None
    throttle: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Grant:
    """What the function's role may do to a resource of the Terraform root (`local.grantable`)."""

    resource: str
    actions: tuple[str, ...]
    leading_keys: tuple[str, ...] = ()
    identity: str | None = None


@dataclass(frozen=True)
class Manifest:
    """One function, with the schema's defaults filled in. `folder` is absolute. `identity` is the provider
    ("cognito", "native") without which the function does not exist, None for both."""

    name: str
    folder: Path
    description: str
    memory_mb: int
    timeout_s: int
    identity: str | None = None
    vpc: bool = False
    layers: tuple[str, ...] = ("common",)
    files: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    triggers: Mapping[str, Any] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    unsigned: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()

    @property
    def clients(self) -> frozenset[str]:
        """Names of the botocore clients that the function's granted and unsigned actions call for."""
        actions = [action for grant in self.grants for action in grant.actions] + list(self.unsigned)
        prefixes = {action.split(":")[0] for action in actions} - PREFIXES_WITHOUT_CLIENT
        return frozenset(CLIENT_OF_PREFIX.get(prefix, prefix) for prefix in prefixes)


def load(folder: Path) -> Manifest:
    """Read `folder`/function.json.

    Raises ManifestError when it is missing, is not JSON, or lacks or adds a field.
    """
    path = folder / "function.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _parse(folder.resolve(), raw)
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}.") from error
    except json.JSONDecodeError as error:
        raise ManifestError(f"{path}:{error.lineno} is not JSON: {error.msg}.") from error
    except (TypeError, AttributeError) as error:
        raise ManifestError(f"{path} does not follow functions/function.schema.json: {error}.") from error


def load_all(root: Path = ROOT) -> dict[str, Manifest]:
    """Every function below `root`/functions, by name, in alphabetical order. Raises ManifestError."""
    folders = sorted(path.parent for path in (root / "functions").glob("*/function.json"))
    return {folder.name: load(folder) for folder in folders}


def of_identity(manifests: Mapping[str, Manifest], identity: str) -> dict[str, Manifest]:
    """The functions that exist with that identity provider, each with the grants that it then has: what
    terraform/modules/manifests makes of them."""
    return {
        name: replace(manifest, grants=tuple(grant for grant in manifest.grants if _is_for(grant, identity)))
        for name, manifest in manifests.items()
        if _is_for(manifest, identity)
    }


def _is_for(part: Manifest | Grant, identity: str) -> bool:
    return part.identity in (None, identity)


def all_clients(manifests: Mapping[str, Manifest]) -> frozenset[str]:
    """Names of the botocore clients that any of the functions calls."""
    return frozenset().union(*(manifest.clients for manifest in manifests.values()))


def all_layers(manifests: Mapping[str, Manifest]) -> tuple[str, ...]:
    """Names of the layers that any of the functions uses, sorted."""
    return tuple(sorted({layer for manifest in manifests.values() for layer in manifest.layers}))


def _parse(folder: Path, raw: dict[str, Any]) -> Manifest:
    fields = {name: value for name, value in raw.items() if name != "$schema"}
    for name in ("layers", "files", "unsigned", "environment"):
        if name in fields:
            fields[name] = tuple(fields[name])
    fields["routes"] = tuple(Route(**route) for route in fields.get("routes", ()))
    fields["grants"] = tuple(_parse_grant(grant) for grant in fields.get("grants", ()))
    return Manifest(name=folder.name, folder=folder, **fields)


def _parse_grant(raw: dict[str, Any]) -> Grant:
    keys = tuple(raw.get("leading_keys", ()))
    return Grant(raw["resource"], tuple(raw["actions"]), keys, raw.get("identity"))
