"""The Python that runs functions locally: this machine's own, without any of its installed packages."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def write_function_interpreter(folder: Path) -> Path:
    """Writes a command that runs this interpreter outside of its virtual environment, and returns its path.

    `-I` keeps PYTHON* variables and the user's packages out, `-S` the interpreter's: what a function needs
    and does not bring along is missing here as it is missing on AWS.
    """
    base = getattr(sys, "_base_executable", None) or str(Path(sys.executable).resolve())
    command = folder / "function-python"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(base)} -I -S -B "$@"\n')
    command.chmod(0o755)
    return command
