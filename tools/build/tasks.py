"""`invoke build` and `invoke deps.lock`."""

from __future__ import annotations

from pathlib import Path

from invoke import Collection, Context, Exit, task

from tools.build.builder import Result, build_all
from tools.build.errors import BuildError
from tools.build.lock import lock as lock_groups
from tools.manifests import ManifestError


@task(help={"target": "lambda (Python 3.13, arm64) or local (this machine).", "out": "Folder; default dist."})
def build(_context: Context, target: str = "lambda", out: str | None = None) -> None:
    """Builds the functions' zips and the layers; what has not changed is left as it is."""
    try:
        print(report(build_all(target, Path(out) if out else None)))
    except (BuildError, ManifestError) as problem:
        raise Exit(f"\n{problem}", code=1) from problem


@task(help={"upgrade": "Take the newest versions that pyproject.toml allows."})
def lock(_context: Context, upgrade: bool = False) -> None:
    """Locks pyproject.toml's dependency groups into requirements-<group>.txt, with hashes."""
    try:
        changed = lock_groups(upgrade=upgrade)
    except BuildError as problem:
        raise Exit(f"\n{problem}", code=1) from problem
    print("Changed: " + ", ".join(changed) if changed else "All locks are current.")


def report(result: Result) -> str:
    """A line an artefact: file, size, whether it was built this time; then what deserves a look."""
    sections = (result.manifest["layers"], result.manifest["functions"])
    lines = [
        f"{entry['file']:<28}{entry['bytes']:>12,} bytes"
        + ("  built" if entry["file"] in result.rebuilt else "")
        for section in sections
        for entry in section.values()
    ]
    return "\n".join([*lines, *(f"Note: {warning}" for warning in result.warnings)])


deps = Collection("deps", lock)
