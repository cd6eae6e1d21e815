"""The real layers, from the package index or uv's cache: reproducible, and enough for every function."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools.build import Result, build_all
from tools.manifests import Manifest, load_all

# What Lambda does with a function: nothing else is on the path, not even this checkout.
_IMPORT_EVERYTHING = """
import sys
left_out, folders = sys.argv[1].split(","), sys.argv[2].split(",")
sys.path[:0] = folders
import importlib, pathlib
for folder in folders:
    for package in ("functions", "shared"):
        for path in sorted(pathlib.Path(folder, package).rglob("*.py")):
            name = ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
            if name not in left_out:
                importlib.import_module(name)
"""
_IMPORT_POWERTOOLS = """
import sys
sys.path.insert(0, sys.argv[1])
import importlib
for name in ("event_handler", "logging", "metrics", "utilities.batch", "utilities.data_classes"):
    importlib.import_module("aws_lambda_powertools." + name)
"""
# Modules of `shared` that need a layer which not every function has.
_ONLY_WITH = {
    "jwt": ("shared.identity.native_tokens", "shared.identity.signing_keys"),
    "postgres": ("shared.database", "shared.postgres", "shared.rewards.ledger"),
}
# Terraform sets these for every function.
_SETTINGS = {
    "SERVICE_NAME": "build",
    "ENVIRONMENT": "test",
    "LOG_LEVEL": "INFO",
    "AWS_REGION": "eu-west-2",
    "TABLE_NAME": "table",
    "USER_POOL_ID": "eu-west-2_pool",
    "USER_POOL_CLIENT_ID": "client",
}
MANIFESTS = load_all()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("build")
    return folder / "dist", build_all("local", folder / "dist", cache=folder / "cache")


@pytest.mark.enable_socket
@pytest.mark.parametrize("target", ["local", "lambda"])
def test_two_builds_from_nothing_are_the_same_to_the_byte(target: str, tmp_path: Path) -> None:
    hashes = []
    for name in ("once", "twice"):
        out = tmp_path / name
        build_all(target, out, cache=tmp_path / f"cache-{name}")
        hashes.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir()})

    assert hashes[0] == hashes[1]


@pytest.mark.enable_socket
@pytest.mark.parametrize("manifest", MANIFESTS.values(), ids=MANIFESTS)
def test_a_function_imports_with_nothing_but_its_zip_and_its_layers(
    manifest: Manifest, built: tuple[Path, Result], tmp_path: Path
) -> None:
    out, result = built
    _unpack(out / result.manifest["functions"][manifest.name]["file"], tmp_path)
    for layer in manifest.layers:
        _unpack(out / result.manifest["layers"][layer]["file"], tmp_path)

    left_out = [name for layer, names in _ONLY_WITH.items() if layer not in manifest.layers for name in names]
    _run_alone(_IMPORT_EVERYTHING, ",".join(left_out), f"{tmp_path},{tmp_path / 'python'}")


@pytest.mark.enable_socket
def test_what_is_left_of_powertools_imports(built: tuple[Path, Result], tmp_path: Path) -> None:
    _unpack(built[0] / "layer-common.zip", tmp_path)

    _run_alone(_IMPORT_POWERTOOLS, str(tmp_path / "python"))


def _unpack(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)


def _run_alone(script: str, *arguments: str) -> None:
    """Run `script` with the standard library and nothing else: no site-packages, no checkout."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, *arguments],
        env=_SETTINGS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
