"""The steps of `make test`: run in order, timed, stopped at the first failure."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class StepFailed(Exception):
    """A step ended with an error that has been shown already."""


@dataclass(frozen=True)
class Step:
    """`run` raises when the step fails; `again` is the command that repeats it alone."""

    name: str
    again: str
    run: Callable[[], None]


def command(*arguments: str, **environment: str) -> Callable[[], None]:
    """A step's `run` that starts a process and raises StepFailed unless it ends well."""

    def run() -> None:
        finished = subprocess.run(arguments, cwd=ROOT, env=os.environ | environment, check=False)
        if finished.returncode:
            raise StepFailed(f"{' '.join(arguments)} ended with exit code {finished.returncode}")

    return run


def pytest_on(*arguments: str, **environment: str) -> Callable[[], None]:
    return command(sys.executable, "-m", "pytest", "-q", *arguments, **environment)


def run_all(steps: Sequence[Step]) -> None:
    """Run the steps in order and print a table of their durations.

    Raises SystemExit with the failed step's name and the command that repeats it.
    """
    durations: list[tuple[str, float]] = []
    for step in steps:
        print(f"\n── {step.name} " + "─" * max(3, 76 - len(step.name)), flush=True)
        begun = time.monotonic()
        try:
            step.run()
        except (StepFailed, subprocess.CalledProcessError) as error:
            raise SystemExit(f"\n{step.name} failed: {error}.\nRepeat it alone with: {step.again}") from error
        durations.append((step.name, time.monotonic() - begun))
    print("\n" + "\n".join(f"{seconds:7.1f} s  {name}" for name, seconds in durations))
