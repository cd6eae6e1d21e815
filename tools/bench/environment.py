"""What the benchmarks run: Daybook as it is built, beside the references with everything of the group bench.

All of them run in this machine's own Python, without its packages (-S), from folders such as Lambda's.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.build import build_all
from tools.build.uv import run_uv
from tools.manifests import ROOT

REFERENCES = Path(__file__).parent / "references"
_RUNTIME = ("awslambdaric", "runtime_client*.so", "simplejson", "snapshot_restore_py.py")


@dataclass(frozen=True)
class Environment:
    """`runtime` holds awslambdaric, `compiled` and `plain` the other packages with and without bytecode."""

    runtime: Path
    compiled: Path
    plain: Path
    layer: Path
    dist: Path

    def task(self, function: str) -> Path:
        """Where the function's zip is unpacked."""
        return self.dist / "task" / function


def prepare(root: Path = ROOT) -> Environment:
    """Install the group bench and build Daybook for this machine, both below .local/bench.

    Raises BuildError and CalledProcessError.
    """
    home = root / ".local/bench"
    packages = _install(root / "requirements-bench.txt", home)
    dist = home / "dist"
    built = build_all("local", dist, root=root).manifest
    for folder in ("layer", "task"):
        shutil.rmtree(dist / folder, ignore_errors=True)
    _unpack(dist / built["layers"]["common"]["file"], dist / "layer")
    for name, function in built["functions"].items():
        _unpack(dist / function["file"], dist / "task" / name)
    return Environment(
        packages / "runtime", packages / "compiled", packages / "plain", dist / "layer/python", dist
    )


def python() -> str:
    """This machine's interpreter, outside of any virtual environment."""
    return getattr(sys, "_base_executable", None) or str(Path(sys.executable).resolve())


def _install(requirements: Path, home: Path) -> Path:
    digest = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = home / f"packages-{digest}"
    if folder.exists():
        return folder
    unfinished = home / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    plain = unfinished / "plain"
    run_uv(
        [
            "pip",
            "install",
            "--quiet",
            "--target",
            str(plain),
            "--python",
            sys.executable,
            "--only-binary",
            ":all:",
            "--require-hashes",
            "--no-deps",
            "--link-mode",
            "copy",
            "--requirements",
            str(requirements),
        ]
    )
    _move(plain, unfinished / "runtime", _RUNTIME)
    shutil.copytree(plain, unfinished / "compiled")
    for compiled in ("runtime", "compiled"):
        # What is left uncompiled is not Python of this version, and not imported.
        subprocess.run(
            [
                python(),
                "-m",
                "compileall",
                "-q",
                "-j",
                "0",
                "--invalidation-mode",
                "unchecked-hash",
                str(unfinished / compiled),
            ],
            check=False,
            capture_output=True,
        )
    unfinished.rename(folder)
    return folder


def _move(source: Path, destination: Path, patterns: Iterable[str]) -> None:
    destination.mkdir(parents=True)
    for pattern in patterns:
        for path in source.glob(pattern):
            shutil.move(str(path), destination)


def _unpack(file: Path, folder: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
