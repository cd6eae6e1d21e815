"""As few functions as have between them all that a manifest can ask for; each is a dozen resources."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.manifests import Manifest

Feature = tuple[str, str]


def features(manifest: Manifest, named: Iterable[str]) -> set[Feature]:
    """What a function has that makes Terraform do something. Functions and routes in `named`, which
    Terraform's files spell out, are a feature each."""
    return {
        ("identity", str(manifest.identity)),
        ("vpc", str(manifest.vpc)),
        *(("layer", layer) for layer in manifest.layers),
        *(("trigger", f"{kind} {_which(setting)}") for kind, setting in manifest.triggers.items()),
        *(("grant", grant.resource) for grant in manifest.grants),
        *(("environment", name) for name in manifest.environment),
        *(("auth", route.auth) for route in manifest.routes),
        *(("named", name) for name in (manifest.name, *(r.name for r in manifest.routes)) if name in named),
    }


def _which(setting: object) -> str:
    return str(setting.get("name", "")) if isinstance(setting, Mapping) else str(setting)


def choose(manifests: Mapping[str, Manifest], named: Iterable[str]) -> list[str]:
    """Names of functions that have every feature, the one with most of those still missing first. Both
    readers of the stream are among them, since Terraform counts these."""
    names = set(named)
    missing = set().union(*(features(one, names) for one in manifests.values()))
    chosen = [name for name, one in manifests.items() if "table_stream" in one.triggers]
    for name in chosen:
        missing -= features(manifests[name], names)
    while missing:
        best = max(manifests, key=lambda name: len(features(manifests[name], names) & missing))
        chosen.append(best)
        missing -= features(manifests[best], names)
    return chosen


def copy(manifests: Mapping[str, Manifest], chosen: Iterable[str], folder: Path) -> Path:
    """A folder of functions with the manifests of those chosen; returns it."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in chosen:
        (folder / name).mkdir(parents=True)
        shutil.copy(manifests[name].folder / "function.json", folder / name)
    return folder
