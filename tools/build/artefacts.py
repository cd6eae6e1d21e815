"""What a build has to make, and of what: every zip with its sources, and a digest that changes with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache as remember
from pathlib import Path

from tools.build import packages, sources
from tools.build.errors import BuildError
from tools.build.target import LAYER_FOLDER, TASK_FOLDER, Target
from tools.manifests import ROOT, Manifest, all_clients, all_layers

# The layer that holds shared/ beside its packages.
SHARED_LAYER = "common"


@dataclass(frozen=True)
class Artefact:
    """A zip to be: its manifest section ("functions" or "layers"), its own sources, where it will be
    unpacked, and for a layer its packages. `inputs` changes with everything that it is made from."""

    section: str
    name: str
    sources: Mapping[str, bytes]
    prefix: str
    packages: packages.Packages | None
    inputs: str

    @property
    def file(self) -> str:
        return f"{self.name}.zip" if self.section == "functions" else f"layer-{self.name}.zip"


def plan(root: Path, manifests: Mapping[str, Manifest], target: Target) -> list[Artefact]:
    """Every zip that the repository at `root` is to have, the ones that take longest first. Raises BuildError
    for a layer without requirements."""
    shared = sources.folder_sources(root, "shared")
    functions = {name: sources.function_sources(root, manifest) for name, manifest in manifests.items()}
    own = [content for files in (shared, *functions.values()) for content in files.values()]
    extras = packages.used_extras(own)
    layers = [
        _plan_layer(
            root,
            name,
            shared,
            packages.Packages(root / f"requirements-layer-{name}.txt", all_clients(manifests), extras),
            target,
        )
        for name in all_layers(manifests)
    ]
    return layers + [_plan_function(name, files, target) for name, files in functions.items()]


def _plan_layer(
    root: Path, name: str, shared: Mapping[str, bytes], contents: packages.Packages, target: Target
) -> Artefact:
    if not contents.requirements.exists():
        raise BuildError(
            f"A manifest asks for the layer {name}, but {contents.requirements.name} does not exist. "
            f"Declare the group layer-{name} in pyproject.toml and run `invoke deps.lock`."
        )
    own = {f"python/{path}": content for path, content in shared.items()} if name == SHARED_LAYER else {}
    inputs = _digest(
        _builder(), target.fingerprint.encode(), _packages_digest(contents).encode(), *_flat(own)
    )
    return Artefact("layers", name, own, LAYER_FOLDER, contents, inputs)


def _plan_function(name: str, files: Mapping[str, bytes], target: Target) -> Artefact:
    inputs = _digest(_builder(), target.fingerprint.encode(), *_flat(files))
    return Artefact("functions", name, files, TASK_FOLDER, None, inputs)


def packages_inputs(contents: packages.Packages, target: Target) -> str:
    """Changes with everything that a layer's packages are made from."""
    return _digest(_builder(), target.fingerprint.encode(), _packages_digest(contents).encode())


def _packages_digest(contents: packages.Packages) -> str:
    requirements = contents.requirements.read_bytes()
    has_botocore = b"\nbotocore==" in b"\n" + requirements
    chosen = sorted(contents.clients) + sorted(contents.botocore_extras) if has_botocore else []
    return _digest(requirements, *(name.encode() for name in chosen))


@remember
def _builder() -> bytes:
    """Changes with this code: another builder may build something else from the same input."""
    files = [*sorted(Path(__file__).parent.glob("*.py")), ROOT / "tools/manifests.py"]
    return _digest(*(path.read_bytes() for path in files)).encode()


def _flat(files: Mapping[str, bytes]) -> Iterable[bytes]:
    for path in sorted(files):
        yield path.encode()
        yield files[path]


def _digest(*parts: bytes) -> str:
    result = hashlib.sha256()
    for part in parts:
        result.update(len(part).to_bytes(8, "big") + part)
    return result.hexdigest()
