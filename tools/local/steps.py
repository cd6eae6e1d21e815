"""Showing what is being done: one line a step, with its seconds, and what to do when it fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tools.local.errors import LocalError
from tools.local.paths import REPOSITORY

_SHOWN_LINES = 15
_GRACE_SECONDS = 20


class Progress:
    def __init__(self, output: TextIO | None = None) -> None:
        self._output = output or sys.stdout

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Shows `title`, counting seconds on a terminal, and then how long it took or that it failed."""
        started, done = time.monotonic(), threading.Event()
        self._show(f"{title} …")
        counter = threading.Thread(target=self._count, args=(title, started, done), daemon=True)
        if self._output.isatty():
            counter.start()
        ending = "failed"
        try:
            yield
            ending = f"{time.monotonic() - started:.0f} s"
        except KeyboardInterrupt:
            ending = "stopped"
            raise
        finally:
            done.set()
            if counter.is_alive():
                counter.join()
                self._show(f"\r{title} …")
            self._show(f" {ending}\n")

    def note(self, text: str) -> None:
        self._show(text + "\n")

    def _count(self, title: str, started: float, done: threading.Event) -> None:
        while not done.wait(1.0):
            self._show(f"\r{title} … {time.monotonic() - started:.0f} s")

    def _show(self, text: str) -> None:
        self._output.write(text)
        self._output.flush()


class Job:
    """A command in a process group of its own, which writes into a log."""

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        failure: str,
        advice: str,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """`failure` says what failed, `advice` what a person can do."""
        self._log, self._failure, self._advice = log, failure, advice
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def finish(self) -> None:
        """Waits for the end. Raises LocalError with the log's last lines unless it is a good one."""
        if self._process.wait():
            raise LocalError(
                f"{self._failure}\n\nThe end of {self._log}:\n{tail(self._log)}\n\n{self._advice}"
            )

    def end(self) -> None:
        """Stops the command with all that it started; does nothing when it has ended."""
        for number, seconds in ((signal.SIGINT, _GRACE_SECONDS), (signal.SIGKILL, 5)):
            if self._process.poll() is not None:
                return
            os.killpg(self._process.pid, number)
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue


@contextmanager
def jobs() -> Iterator[list[Job]]:
    """A list for jobs; those in it that still run at the end, or when something fails, are ended."""
    running: list[Job] = []
    try:
        yield running
    finally:
        for job in running:
            job.end()


def tail(log: Path, lines: int = _SHOWN_LINES) -> str:
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "(there is no log)"
    return "\n".join(f"  {line}" for line in text.rstrip().splitlines()[-lines:])
