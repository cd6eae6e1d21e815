"""The third-party part of a layer: installed by hash, without what no function needs, compiled, zipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from tools.build.errors import BuildError
from tools.build.target import LAYER_FOLDER, Target

# Distributions that are only needed to build another one (cffi's compiler with pycparser; its runtime
# _cffi_backend stays), a quarter of Pillow that is for AVIF and for windows on a screen, compatibility code
# for which there is no old code (pydantic's first version), and utilities of Powertools that no other part of
# it imports and that Daybook has in its own way or not at all.
_LEFT_OUT = (
    "bin",
    "cffi",
    "pycparser",
    "PIL/_avif*",
    "PIL/_imagingtk*",
    "pillow.libs/libavif*",
    "pydantic/v1",
    "pydantic/mypy.py",
    "cffi-*.dist-info",
    "pycparser-*.dist-info",
    "aws_lambda_powertools/utilities/auth_alpha",
    "aws_lambda_powertools/utilities/circuit_breaker",
    "aws_lambda_powertools/utilities/data_masking",
    "aws_lambda_powertools/utilities/feature_flags",
    "aws_lambda_powertools/utilities/idempotency",
    "aws_lambda_powertools/utilities/kafka",
    "aws_lambda_powertools/utilities/parameters",
    "aws_lambda_powertools/utilities/streaming",
)
_FOLDERS_LEFT_OUT = frozenset({"tests", "test", "__pycache__"})
_SUFFIXES_LEFT_OUT = frozenset({".pyi", ".pyc", ".c", ".h", ".pxd", ".pyx"})
_NAMES_LEFT_OUT = frozenset({"py.typed", ".lock"})


@dataclass(frozen=True)
class Packages:
    """What to put into a layer: the locked requirements, and for botocore the clients and files to keep."""

    requirements: Path
    clients: frozenset[str]
    botocore_extras: frozenset[str]


# Puts what the locked requirements name into the folder, for the target.
Installer = Callable[[Path, Target, Path], None]


def build(packages: Packages, target: Target, result: Path, install: Installer) -> None:
    """Write the zip `result` with everything below python/. Raises BuildError."""
    # Imported here, because a build with nothing to do comes by this module too.
    import tempfile

    from tools.build import archive, botocore_slim, bytecode

    with tempfile.TemporaryDirectory(prefix="daybook-layer-") as name:
        folder = Path(name) / "python"
        install(packages.requirements, target, folder)
        _trim(folder)
        if (folder / "botocore").is_dir():
            botocore_slim.slim(folder / "botocore", packages.clients, packages.botocore_extras)
        if target.compiler is not None:
            # What is not Python of this version is a template or an example, and is never imported.
            bytecode.compile_folder(folder, f"{LAYER_FOLDER}/python", target.compiler)
        archive.write_zip(result, _entries(folder))


def install(requirements: Path, target: Target, folder: Path) -> None:
    """Install wheels with uv, each checked by its hash. Raises BuildError."""
    import subprocess

    from tools.build.uv import run_uv

    # Copies, because trimming must not reach into uv's cache.
    command = [
        "pip",
        "install",
        "--quiet",
        "--target",
        str(folder),
        *target.uv_arguments,
        "--only-binary",
        ":all:",
        "--require-hashes",
        "--no-deps",
        "--link-mode",
        "copy",
        "--requirements",
        str(requirements),
    ]
    try:
        run_uv(command)
    except subprocess.CalledProcessError as error:
        raise BuildError(
            f"{requirements.name} could not be installed for the target {target.name}:\n"
            f"{error.stderr.strip()}\nEvery package needs a wheel for that platform; "
            "the package index or uv's cache must be within reach."
        ) from error


def _trim(folder: Path) -> None:
    import shutil

    for pattern in _LEFT_OUT:
        for path in folder.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if path.name in _FOLDERS_LEFT_OUT:
                shutil.rmtree(path)
        elif path.suffix in _SUFFIXES_LEFT_OUT or path.name in _NAMES_LEFT_OUT:
            path.unlink()
    for path in folder.glob("*.dist-info"):
        _trim_metadata(path)


def _trim_metadata(folder: Path) -> None:
    """Keep the licence, and of the metadata name and version, which importlib.metadata answers from."""
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "METADATA" and not _is_licence(path.name):
            path.unlink()
    metadata = folder / "METADATA"
    headers = metadata.read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    kept = [line for line in headers if re.match(r"(Metadata-Version|Name|Version): ", line)]
    metadata.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _is_licence(name: str) -> bool:
    return re.match(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", name, re.IGNORECASE) is not None


def _entries(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def used_extras(sources: Collection[bytes]) -> frozenset[str]:
    """Which of botocore's per-service files the functions' own sources ask for."""
    asks = {"paginators-1": b"get_paginator(", "waiters-2": b"get_waiter("}
    return frozenset(name for name, call in asks.items() if any(call in source for source in sources))
