"""A small repository to build, and an installer that needs no package index."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.build import Result, build_all
from tools.build.target import Target


class Repository:
    """Two functions, shared/, and the layer "common" with one package."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.out = root / "dist"
        self.installed: list[str] = []

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def add_function(self, name: str, **manifest: object) -> None:
        manifest = {"description": f"Does {name}.", "memory_mb": 256, "timeout_s": 5} | manifest
        self.write(f"functions/{name}/function.json", json.dumps(manifest))
        self.write(
            f"functions/{name}/handler.py", f"def lambda_handler(event, context):\n    return {name!r}\n"
        )

    def build(self, out: Path | None = None, cache: str = "cache") -> Result:
        return build_all(
            "local", out or self.out, root=self.root, cache=self.root / cache, install=self.install
        )

    def install(self, requirements: Path, _target: Target, folder: Path) -> None:
        self.installed.append(requirements.name)
        package = _BOTOCORE if "botocore" in requirements.read_text() else _PARCEL
        for path, text in package.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")


_PARCEL = {
    "parcel/__init__.py": "WEIGHT = 1\n",
    "parcel/py.typed": "",
    "parcel/tests/test_parcel.py": "assert True\n",
    "parcel/__pycache__/__init__.cpython-39.pyc": "old bytecode",
    "parcel-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: parcel\nVersion: 1.0\nHome: x\n\nText.\n",
    "parcel-1.0.dist-info/LICENSE": "MIT",
    "parcel-1.0.dist-info/RECORD": "/home/somebody/parcel",
}
_BOTOCORE = {
    "botocore/__init__.py": "",
    "botocore/data/endpoints.json": '{"partitions": [{"services": {"events": {}, "sqs": {}, "sns": {}}}]}',
} | {
    f"botocore/data/{name}/2020-01-01/service-2.json": json.dumps({"metadata": {"endpointPrefix": name}})
    for name in ("events", "sqs", "sns")
}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.add_function("alpha")
    made.add_function("beta")
    made.write("shared/clock.py", "def tick():\n    return 1\n")
    made.write("requirements-layer-common.txt", "parcel==1.0\n")
    return made


@pytest.fixture
def rebuilt(repository: Repository) -> Callable[[], tuple[str, ...]]:
    """Builds once; each call then builds again and says which files were written."""
    repository.build()
    return lambda: repository.build().rebuilt
