"""Calls uv, which resolves and installs what the layers hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.build.errors import BuildError


def run_uv(arguments: Sequence[str], cwd: Path | None = None) -> None:
    """Run uv. Raises subprocess.CalledProcessError (with `stderr`), and BuildError when there is no uv."""
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    # The machine's own authorities, as pip uses them: behind a company's proxy uv's built-in ones are not
    # enough.
    environment.setdefault("UV_SYSTEM_CERTS", "1")
    subprocess.run(
        [find_uv(), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=True
    )


def find_uv() -> str:
    """Path of uv: that of the running environment first, then PATH. Raises BuildError."""
    beside = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    if found is None:
        raise BuildError("uv is not installed here. Run `make setup`, then use .venv/bin/invoke.")
    return found
