"""Chromium for the browser tests: the machine's own, else Debian's package where we may install it.

The headless shell is the same browser without a window's parts: the tests take half as long with it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HOW_TO_GET = (
    "The browser tests need Chromium, and none is on PATH. Install it (Debian and Ubuntu: "
    "`sudo apt-get install chromium-headless-shell`, or `chromium`; macOS: `brew install --cask chromium`) "
    "or set CHROMIUM to its program."
)


class NoChromium(Exception):
    """The message says how to get it."""


def find(environment: Mapping[str, str] = os.environ) -> str | None:
    """The program that CHROMIUM names, or the first of the usual names on PATH."""
    named = environment.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> str:
    """Chromium's path; as root on Debian the headless shell is installed when it is missing. Raises
    NoChromium."""
    if not os.environ.get("CHROMIUM") and os.getuid() == 0 and shutil.which("apt-get"):
        with _one_at_a_time():
            _install()
    found = find()
    if found is None:
        raise NoChromium(HOW_TO_GET)
    return found


def _install() -> None:
    """Another Chromium stands in where the shell cannot be had."""
    wanted = [SHELL] if find() else [SHELL, "chromium"]
    for name in wanted:
        if shutil.which(SHELL):
            return
        print(f"Installing {name} with apt-get …", flush=True)
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", name, "fonts-noto-color-emoji")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Test processes that run side by side would refuse each other apt's own lock."""
    with Path(tempfile.gettempdir(), "daybook-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _apt(*arguments: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
