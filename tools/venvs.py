"""Virtual environments made from a locked requirements file. Only the standard library is needed here,
because this makes the environment in which everything else runs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

STAMP = "daybook-requirements.sha256"


class VenvError(Exception):
    """The environment could not be made; the message says what to do."""


def sync(folder: Path, requirements: Path) -> Path:
    """Make `folder` a virtual environment that holds what `requirements` locks, each file checked by hash.

    Does nothing when it was made from the same requirements by the same interpreter; otherwise it is made
    anew, so that nothing of an older lock stays behind. Returns its interpreter. Raises VenvError.
    """
    python = interpreter(folder)
    wanted = _fingerprint(requirements)
    stamp = folder / STAMP
    if python.exists() and stamp.exists() and stamp.read_text().strip() == wanted:
        return python
    venv.create(folder, clear=True, with_pip=True, symlinks=os.name != "nt")
    _install(python, requirements)
    stamp.write_text(wanted + "\n")
    return python


def interpreter(folder: Path) -> Path:
    """The Python of the virtual environment at `folder`, whether or not it exists."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fingerprint(requirements: Path) -> str:
    made_by = f"{sys.version}\0{sys.base_prefix}\0".encode()
    return hashlib.sha256(made_by + requirements.read_bytes()).hexdigest()


def _install(python: Path, requirements: Path) -> None:
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--require-hashes",
        "-r",
        str(requirements),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        reason = (result.stderr.strip() or result.stdout.strip()).splitlines()[-1:]
        raise VenvError(
            f"The packages of {requirements.name} could not be installed: {' '.join(reason)}\n"
            f"Is the package index within reach? To see all of it: {' '.join(command)}"
        )
