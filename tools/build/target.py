"""What a build is for: Lambda (Python 3.13 on arm64), or this machine, for the local cloud's functions."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.build.errors import BuildError

LAMBDA_PYTHON = "3.13"
LAMBDA_PLATFORM = "aarch64-manylinux_2_28"
# Where Lambda unpacks zips and layers; the bytecode carries these paths into stack traces.
# https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html
TASK_FOLDER = "/var/task"
LAYER_FOLDER = "/opt"


@dataclass(frozen=True)
class Target:
    """`python` is the minor version the code will run on, `platform` what uv calls the machine (None: this
    one), `compiler` an interpreter of that minor version, None when the machine has none."""

    name: str
    python: str
    platform: str | None
    compiler: Path | None

    @property
    def uv_arguments(self) -> list[str]:
        """Tells `uv pip install` for which machine to choose the files."""
        if self.platform is None:
            return ["--python", str(self.compiler)]
        return ["--python-version", self.python, "--python-platform", self.platform]

    @property
    def fingerprint(self) -> str:
        """Changes with everything about the target that can change the output."""
        if self.compiler is None:
            return f"{self.name} {self.python} {self.platform} without bytecode"
        binary = self.compiler.resolve()
        return f"{self.name} {self.python} {self.platform} {binary} {binary.stat().st_mtime_ns}"


def choose(name: str) -> Target:
    """The target called `name`, "lambda" or "local". Raises BuildError for any other name."""
    if name == "lambda":
        return Target(name, LAMBDA_PYTHON, LAMBDA_PLATFORM, find_interpreter(LAMBDA_PYTHON))
    if name == "local":
        return Target(name, f"{sys.version_info.major}.{sys.version_info.minor}", None, Path(sys.executable))
    raise BuildError(f"There is no build target {name!r}. Choose lambda or local.")


def find_interpreter(version: str) -> Path | None:
    """An interpreter of this minor version ("3.13") on this machine, or None.

    Looks at the running one, on PATH, and where pyenv and uv keep theirs.
    """
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        return Path(sys.executable)
    return next((path for path in _candidates(version) if _is_interpreter(path)), None)


def _candidates(version: str) -> Iterator[Path]:
    for on_path in os.get_exec_path():
        yield Path(on_path) / f"python{version}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    data = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share"))
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR", data / "uv/python"))
    for folder, pattern in ((pyenv / "versions", f"{version}*"), (uv, f"cpython-{version}*")):
        for found in sorted(folder.glob(pattern), reverse=True):
            yield found / "bin" / f"python{version}"


def _is_interpreter(path: Path) -> bool:
    # pyenv's shims are scripts, and fail unless their version is switched on.
    try:
        with path.open("rb") as file:
            return os.access(path, os.X_OK) and file.read(2) != b"#!"
    except OSError:
        return False
