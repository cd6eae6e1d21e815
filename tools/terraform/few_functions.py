"""As few functions as have between them all that a manifest can ask for; each is a dozen resources."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.manifests import Manifest, load_all
from tools.terraform.workspace import REPOSITORY, ROOT

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


def checkout(folder: Path, *readers: str) -> Path:
    """A folder of functions as it would be in a checkout: what else Terraform reads is beside it. Those that
    Terraform's files or the texts `readers` spell out are among them. Returns it."""
    for file in ("docs/openapi.json", "tests/contract/aws_metrics.json"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / file, folder / file)
    manifests = load_all()
    texts = (*(file.read_text() for file in ROOT.glob("*.tf")), *readers)
    named = spelled_out(manifests, "\n".join(texts))
    return copy(manifests, choose(manifests, named), folder / "functions")


def spelled_out(manifests: Mapping[str, Manifest], text: str) -> set[str]:
    """Functions and routes that a text in Terraform's language names."""
    known = {name for one in manifests.values() for name in (one.name, *(route.name for route in one.routes))}
    # Whole words of several parts, or what stands in quotes: "login" alone is a word of the comments.
    return known & set(re.findall(r'\b[a-z]+(?:_[a-z]+)+\b|(?<=")\w+(?=")', text))
