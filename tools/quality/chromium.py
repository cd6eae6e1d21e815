"""Chromium for the browser tests: the machine's own, else Debian's package where we may install it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HOW_TO_GET = (
    "The browser tests need Chromium, and none is on PATH. Install it (Debian and Ubuntu: "
    "`sudo apt-get install chromium`; macOS: `brew install --cask chromium`) or set CHROMIUM to its program."
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
    """Chromium's path; as root on Debian it is installed when it is missing. Raises NoChromium."""
    if (found := find()) is None and os.getuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium with apt-get …", flush=True)
        _install()
        found = find()
    if found is None:
        raise NoChromium(HOW_TO_GET)
    return found


def _install() -> None:
    _apt("update")
    _apt("install", "-y", "--no-install-recommends", "chromium", "fonts-noto-color-emoji")


def _apt(*arguments: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
