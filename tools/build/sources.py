"""Which of the repository's own files go into which zip."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from tools.build.errors import BuildError
from tools.manifests import Manifest

_FOLDERS_LEFT_OUT = frozenset({"tests", "test", "__pycache__"})
_SUFFIXES_LEFT_OUT = (".pyc", ".pyi", ".md", "~", ".orig", ".swp")


def function_sources(root: Path, manifest: Manifest) -> dict[str, bytes]:
    """What the function's zip holds, by name in the zip: its folder, and the `files` of its manifest.

    Raises BuildError when one of those does not exist or lies outside the repository.
    """
    sources = folder_sources(root, f"functions/{manifest.name}")
    for listed in manifest.files:
        sources.update(_listed(root, manifest, listed))
    return sources


def folder_sources(root: Path, folder: str) -> dict[str, bytes]:
    """The files below `root`/`folder` that run in production, by path from `root`: no tests, no caches."""
    paths = _walk(root / folder)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _FOLDERS_LEFT_OUT and not name.startswith(".")]
        yield from (Path(parent, name) for name in names if _runs_in_production(name))


def _runs_in_production(name: str) -> bool:
    is_test = name.startswith("test_") or name == "conftest.py"
    return not (is_test or name.startswith(".") or name.endswith(_SUFFIXES_LEFT_OUT))


def _listed(root: Path, manifest: Manifest, listed: str) -> dict[str, bytes]:
    path = root / listed
    if not path.resolve().is_relative_to(root.resolve()):
        raise BuildError(
            f"functions/{manifest.name}/function.json lists {listed}, which is outside the repository."
        )
    if path.is_dir():
        return folder_sources(root, listed)
    if not path.is_file():
        raise BuildError(f"functions/{manifest.name}/function.json lists {listed}, which does not exist.")
    return {listed: _packed(path)}


def _packed(path: Path) -> bytes:
    """JSON without the layout that people read it by, which is a fifth of it even when compressed."""
    if path.suffix != ".json":
        return path.read_bytes()
    content = json.loads(path.read_bytes())
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
