"""Calls uv, which resolves and installs what the layers hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


class UvError(Exception):
    """uv is missing or failed; the message says which, and what to do."""


def run_uv(arguments: Sequence[str], cwd: Path | None = None) -> str:
    """Run uv away from the machine's own configuration, so that everybody gets the same result.

    Returns what it printed. Raises subprocess.CalledProcessError (with `stderr`), and UvError when there is no uv.
    """
    environment = {name: value for name, value in os.environ.items() if not _configures_uv(name)}
    command = [find_uv(), *arguments, "--no-config"]
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True)
    return result.stdout


def find_uv() -> str:
    """Path of uv: that of the running environment first, then PATH. Raises UvError."""
    beside = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    if found is None:
        raise UvError("uv is not installed here. Run `make setup`, then use .venv/bin/invoke.")
    return found


def _configures_uv(name: str) -> bool:
    # The cache and the certificates are the machine's business; everything else could change the result.
    keep = {"UV_CACHE_DIR", "UV_SYSTEM_CERTS", "UV_NATIVE_TLS", "UV_OFFLINE", "UV_HTTP_TIMEOUT", "UV_INDEX_URL",
            "UV_DEFAULT_INDEX", "UV_INDEX"}
    return name.startswith("UV_") and name not in keep or name == "VIRTUAL_ENV"
