"""Cuts botocore's data down to the services that the manifests name, and to what their clients read.

botocore ships the description of every AWS service, with the text of its manual. A client reads four files:
its service-2 model, its endpoint rules, endpoints.json and partitions.json; see botocore/session.py and
client.py.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from tools.build.errors import BuildError

# Beside its model and rules; the last one is botocore's own correction of a model.
_NEEDED_BY_CLIENTS = frozenset({"service-2", "endpoint-rule-set-1", "service-2.sdk-extras"})


def slim(botocore: Path, clients: Collection[str], extras: Collection[str] = ()) -> None:
    """Rewrite the installed package `botocore` in place, for the clients with these names.

    `extras` are further files of a service to keep, e.g. "paginators-1". Raises BuildError when botocore
    has no client of a name.
    """
    data = botocore / "data"
    unknown = sorted(name for name in clients if not (data / name).is_dir())
    if unknown:
        raise BuildError(
            f"A manifest names an action of {', '.join(unknown)}, but botocore has no such client."
        )
    prefixes = {_slim_service(folder, extras) for folder in _services(data) if folder.name in clients}
    for folder in _services(data):
        if folder.name not in clients:
            shutil.rmtree(folder)
    for path in data.glob("*.json*"):
        content = _load(path)
        _store(
            path, _slim_endpoints(content, prefixes) if path.name.startswith("endpoints.json") else content
        )


def without_documentation(value: Any) -> Any:
    """The same JSON without its texts. A member that is itself called "documentation" is an object, and
    stays; so do the texts of "clientContextParams", which botocore reads (botocore/model.py)."""
    if isinstance(value, dict):
        return {
            key: item if key == "clientContextParams" else without_documentation(item)
            for key, item in value.items()
            if not (key == "documentation" and isinstance(item, str))
        }
    if isinstance(value, list):
        return [without_documentation(item) for item in value]
    return value


def _services(data: Path) -> list[Path]:
    return [path for path in data.iterdir() if path.is_dir()]


def _slim_service(service: Path, extras: Collection[str]) -> str:
    """Keep the newest version only, as botocore would choose it. Returns the prefix of its endpoints."""
    *old, newest = sorted(path for path in service.iterdir() if path.is_dir())
    for folder in old:
        shutil.rmtree(folder)
    for path in newest.iterdir():
        if path.name.split(".json")[0] in _NEEDED_BY_CLIENTS | set(extras):
            _store(path, without_documentation(_load(path)))
        else:
            path.unlink()
    return _load(newest / "service-2.json")["metadata"]["endpointPrefix"]


def _slim_endpoints(content: dict[str, Any], prefixes: Iterable[str]) -> dict[str, Any]:
    for partition in content["partitions"]:
        services = partition["services"]
        partition["services"] = {name: services[name] for name in sorted(prefixes) if name in services}
    return content


def _load(path: Path) -> Any:
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)


def _store(path: Path, content: Any) -> None:
    # Not gzipped, since the zip is: one decompression less in a cold start.
    path.unlink()
    plain = path.with_name(path.name.removesuffix(".gz"))
    plain.write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")
