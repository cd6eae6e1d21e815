"""The steps of `make test`: run in order, timed, stopped at the first failure."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
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


class Meanwhile:
    """A process that runs while other steps do. It makes two steps: `begin`, and `done`, which waits for it,
    shows what it printed, and fails if it did. `stop` ends one that nobody waits for any more.
    """

    yields = False

    def __init__(self, name: str, again: str, *arguments: str, **environment: str) -> None:
        self.arguments, self.environment = arguments, environment
        self.begin = Step(f"{name}, begun", again, self._start)
        self.done = Step(f"{name}, the rest", again, self._finish)
        self._process: subprocess.Popen[bytes] | None = None
        self._printed = ROOT / ".local" / f"{re.sub(r'[^a-z]+', '-', name.lower())}.log"

    def _start(self) -> None:
        self._printed.parent.mkdir(exist_ok=True)
        with self._printed.open("wb") as printed:
            self._process = subprocess.Popen(
                self.arguments,
                cwd=ROOT,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if self.yields:
            yield_to_others(self._process.pid)

    def _finish(self) -> None:
        code = self._process.wait() if self._process else None
        print(self._printed.read_text(encoding="utf-8", errors="replace"), end="", flush=True)
        if code != 0:
            raise StepFailed(f"{' '.join(self.arguments)} ended with exit code {code}")

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)  # with all that it started
            self._process.wait()


class Leftover(Meanwhile):
    """A Meanwhile that takes what of the processor the others leave."""

    yields = True


def yield_to_others(leader: int) -> None:
    """Gives a session's leader, and what it will start, the lowest priority. Where Linux groups by sessions
    (sched_autogroup_enabled) it weighs these first, and only then the processes of one."""
    os.setpriority(os.PRIO_PROCESS, leader, 19)
    with suppress(OSError):
        Path(f"/proc/{leader}/autogroup").write_text("19")


def pytest_on(*arguments: str, **environment: str) -> Callable[[], None]:
    """A step's `run`. Bytecode is kept whatever the environment says: without it each process of the unit
    tests rewrites the assertions of 250 files anew, which is a fifth of its time."""
    kept = {"PYTHONDONTWRITEBYTECODE": "", **environment}
    return command(sys.executable, "-m", "pytest", "-q", *arguments, **kept)


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
