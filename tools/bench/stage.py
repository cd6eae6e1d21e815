"""What the benchmarks run: the real build, unpacked as Lambda does it, and an environment with what it is held against."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import Path

from tools.build import build_all
from tools.manifests import ROOT, load_all
from tools.venvs import sync


def folder() -> Path:
    return (ROOT / (os.environ.get("DAYBOOK_LOCAL_DIR") or ".local") / "bench").resolve()


def unpack(function: str) -> list[Path]:
    """Builds and unpacks a function and its layers; the folders that are its import path, in order."""
    dist = folder() / "dist"
    build_all("local", dist)
    task = _unpacked(dist / f"{function}.zip", folder() / "task" / function)
    layers = load_all()[function].layers
    return [task, *(_unpacked(dist / f"layer-{name}.zip", folder() / "opt" / name) / "python" for name in layers)]


def reference_packages() -> Path:
    """The packages of the group `bench`: the runtime's client, and the frameworks that Daybook is held against."""
    sync(folder() / "venv", ROOT / "requirements-bench.txt")
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return folder() / "venv" / "lib" / version / "site-packages"


def without_bytecode(packages: Path, names: tuple[str, ...]) -> Path:
    """Copies of some packages as a plain zip brings them: sources only."""
    target = folder() / "plain"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in names:
        source = packages / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return target


def _unpacked(file: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(target)
    return target
