"""Runs npm for the web app, and only when something changed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.web.errors import WebError

FRONTEND = Path(__file__).parents[2] / "frontend"
# In dist/.vite, which is never uploaded; Vite empties dist before it writes, so half a build has no stamp.
_STAMP = Path("dist/.vite/inputs.sha256")
_ASIDE = {"node_modules", "dist", "testing"}


def build(frontend: Path = FRONTEND) -> Path:
    """Builds the app into `frontend/dist`, unless the build there has the same inputs; returns that folder.

    Raises WebError when npm or the packages are missing, or the build fails.
    """
    _check_ready(frontend)
    with _one_at_a_time(frontend):
        stamp = frontend / _STAMP
        inputs = inputs_of(frontend)
        if not (stamp.is_file() and stamp.read_text() == inputs):
            npm("run", "build", frontend=frontend)
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.write_text(inputs)
    return frontend / "dist"


def npm(*arguments: str, frontend: Path = FRONTEND) -> None:
    """Runs npm in the web app's folder, its output shown. Raises WebError when it fails."""
    _check_ready(frontend)
    done = subprocess.run(["npm", "--silent", *arguments], cwd=frontend, check=False)
    if done.returncode:
        raise WebError(f"`npm {' '.join(arguments)}` failed in {frontend.name}/; what is above says why.")


def inputs_of(frontend: Path) -> str:
    """A hash of everything that the build reads: names and contents of the sources, tests apart."""
    digest = hashlib.sha256()
    for file in sorted(_sources(frontend)):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(frontend.parent).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _sources(frontend: Path) -> Iterator[Path]:
    yield from (frontend.parent / "docs").glob("openapi.json")  # the API's types are made from it
    for folder, folders, names in os.walk(frontend):
        folders[:] = [name for name in folders if name not in _ASIDE]
        for name in names:
            if ".test." not in name and not name.endswith((".md", "schema.d.ts")):
                yield Path(folder, name)


def _check_ready(frontend: Path) -> None:
    if shutil.which("npm") is None:
        raise WebError(
            "npm is missing. Install Node.js 20 or newer (npm comes with it): https://nodejs.org/en/download"
        )
    if not (frontend / "node_modules").is_dir():
        raise WebError("The web app's packages are missing. Run `make setup`, or `npm ci` in frontend/.")


@contextmanager
def _one_at_a_time(frontend: Path) -> Iterator[None]:
    """Two builds at once would empty each other's folder."""
    with (frontend / "node_modules" / ".daybook-build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
