"""Builds what changed: one zip a function, one a layer, and manifest.json, which says what they came from.

What only a build with something to do needs is imported where it is used: an unchanged one is over sooner.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tools.build import packages
from tools.build.artefacts import Artefact, packages_inputs, plan
from tools.build.errors import BuildError
from tools.build.target import Target, choose
from tools.manifests import ROOT, Manifest, load_all

FUNCTION_CODE_LIMIT = 20_000
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (function and layers together)
UNZIPPED_LIMIT = 250_000_000
_CACHED_PACKAGES_KEPT = 8


@dataclass(frozen=True)
class Result:
    """`manifest` is what manifest.json holds, `rebuilt` the files that were written this time."""

    manifest: dict[str, Any]
    rebuilt: tuple[str, ...]
    warnings: tuple[str, ...]


def build_all(
    target: str = "lambda",
    out: Path | None = None,
    *,
    root: Path = ROOT,
    cache: Path | None = None,
    install: packages.Installer = packages.install,
) -> Result:
    """Bring `out` (default: `root`/dist) up to date for the target "lambda" or "local".

    `cache` keeps the layers' packages between builds (default: `root`/.local/cache/build), `install` fetches
    those that are not in it. Raises BuildError and tools.manifests.ManifestError; what was in `out` before
    then stays usable.
    """
    out = out or root / "dist"
    chosen = choose(target)
    manifests = load_all(root)
    artefacts = plan(root, manifests, chosen)
    before = _read_manifest(out)
    stale = [artefact for artefact in artefacts if not _is_current(artefact, before, out)]
    fetch = partial(
        _cached_packages, target=chosen, cache=cache or root / ".local/cache/build", install=install
    )
    fresh = _build_at_once(stale, partial(_build, out=out, target=chosen, fetch=fetch)) if stale else {}
    manifest = _describe(artefacts, chosen, fresh, before)
    if manifest != before:
        _finish(out, manifest)
    return Result(manifest, tuple(sorted(fresh)), tuple(_warnings(manifests, manifest)))


def _build_at_once(
    stale: Sequence[Artefact], build: Callable[[Artefact], dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip([artefact.file for artefact in stale], pool.map(build, stale), strict=True))


def _build(
    artefact: Artefact, out: Path, target: Target, fetch: Callable[[packages.Packages], Path]
) -> dict[str, Any]:
    from tools.build import archive, bytecode

    path = out / artefact.file
    base = fetch(artefact.packages) if artefact.packages else None
    entries = dict(artefact.sources)
    if target.compiler is not None:
        entries |= bytecode.compile_entries(artefact.sources, artefact.prefix, target.compiler)
    if artefact.section == "functions":
        _check_own_code(artefact)
    archive.write_zip(path, entries, base)
    size = path.stat().st_size
    return {
        "file": artefact.file,
        "bytes": size,
        "unzipped_bytes": archive.unzipped_bytes(path),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "inputs": artefact.inputs,
    }


def _check_own_code(artefact: Artefact) -> None:
    """The limit is on the code, compressed as the zip holds it; its bytecode, which multiplies it, comes
    on top, and so do documents from elsewhere (`files` of a manifest), which grow with the whole project."""
    own = f"functions/{artefact.name}/"
    code = (content for path, content in artefact.sources.items() if path.startswith(own))
    size = sum(len(zlib.compress(content)) for content in code)
    if size > FUNCTION_CODE_LIMIT:
        raise BuildError(
            f"{artefact.file} would hold {size:,} bytes of code; a function holds its own code only, at "
            f"most {FUNCTION_CODE_LIMIT:,}. Move what others could use to shared/, packages to a layer."
        )


def _cached_packages(
    contents: packages.Packages, target: Target, cache: Path, install: packages.Installer
) -> Path:
    key = packages_inputs(contents, target)
    path = cache / f"{contents.requirements.stem}-{key}.zip"
    if not path.exists():
        packages.build(contents, target, path, install)
        newest_first = sorted(cache.glob("*.zip"), key=lambda zip_file: -zip_file.stat().st_mtime)
        for old in newest_first[_CACHED_PACKAGES_KEPT:]:
            old.unlink(missing_ok=True)
    return path


def _read_manifest(out: Path) -> dict[str, Any]:
    try:
        return json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _is_current(artefact: Artefact, before: Mapping[str, Any], out: Path) -> bool:
    known = before.get(artefact.section, {}).get(artefact.name, {})
    path = out / artefact.file
    return (
        known.get("inputs") == artefact.inputs
        and path.is_file()
        and path.stat().st_size == known.get("bytes")
    )


def _describe(
    artefacts: Iterable[Artefact], target: Target, fresh: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "target": target.name,
        "python": target.python,
        "functions": {},
        "layers": {},
    }
    if target.compiler is None:
        described["note"] = (
            f"No Python {target.python} on this machine: without bytecode, cold starts take longer."
        )
    for artefact in artefacts:
        known = fresh.get(artefact.file) or before[artefact.section][artefact.name]
        described[artefact.section][artefact.name] = known
    return described


def _finish(out: Path, manifest: Mapping[str, Any]) -> None:
    """Write manifest.json, then remove the zips of functions and layers that are gone."""
    from tools.build import archive

    with archive.replacing(out / "manifest.json") as temporary:
        temporary.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    wanted = {entry["file"] for section in ("functions", "layers") for entry in manifest[section].values()}
    for path in out.glob("*.zip"):
        if path.name not in wanted:
            path.unlink()


def _warnings(manifests: Mapping[str, Manifest], built: Mapping[str, Any]) -> Iterable[str]:
    if "note" in built:
        yield built["note"]
    for name, manifest in manifests.items():
        layers = sum(built["layers"][layer]["unzipped_bytes"] for layer in manifest.layers)
        if layers + built["functions"][name]["unzipped_bytes"] > UNZIPPED_LIMIT:
            yield f"{name} and its layers are over {UNZIPPED_LIMIT:,} bytes unzipped: Lambda will refuse it."
