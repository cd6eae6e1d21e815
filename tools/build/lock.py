"""Locks the dependency groups of pyproject.toml into requirements-<group>.txt."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

from tools.build.errors import BuildError
from tools.build.uv import run_uv
from tools.manifests import ROOT

OLDEST_PYTHON = "3.11"
# Its versions bind the layers, so that the tests run what the functions run.
LEADING_GROUP = "dev"


def lock(root: Path = ROOT, upgrade: bool = False) -> list[str]:
    """Write requirements-<group>.txt for each dependency group: for every platform and every Python from
    3.11, with the hashes of all files that the index serves, and without the index's address.

    Versions that are already locked stay unless the declaration forbids them or `upgrade` is set.
    Returns the names of the files that changed. Raises BuildError when a group cannot be solved.
    """
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    changed = []
    for group in sorted(groups, key=lambda name: (name != LEADING_GROUP, name)):
        path = root / f"requirements-{group}.txt"
        before = path.read_bytes() if path.exists() else b""
        _lock_group(root, group, path, upgrade)
        if path.read_bytes() != before:
            changed.append(path.name)
    return changed


def _lock_group(root: Path, group: str, path: Path, upgrade: bool) -> None:
    # --no-config: a machine's own mirrors and pins must not decide what everybody gets.
    arguments = [
        "pip",
        "compile",
        "--quiet",
        "--no-config",
        "--group",
        group,
        "--universal",
        "--python-version",
        OLDEST_PYTHON,
        "--generate-hashes",
        "--no-emit-index-url",
        "--custom-compile-command",
        "invoke deps.lock",
        "--output-file",
        path.name,
    ]
    if group.startswith("layer-"):
        arguments += ["--constraints", f"requirements-{LEADING_GROUP}.txt"]
    if upgrade:
        arguments.append("--upgrade")
    try:
        run_uv(arguments, cwd=root)
    except subprocess.CalledProcessError as error:
        raise BuildError(
            f"The group {group} of pyproject.toml cannot be locked:\n{error.stderr.strip()}"
        ) from error
