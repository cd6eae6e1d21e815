"""Processes by number, told apart from later ones that got the same number by when they started."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True)
class ProcessIdentity:
    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> ProcessIdentity | None:
        """Of a running process; None when there is none."""
        started = _started(pid)
        return cls(pid, started) if started else None

    def runs(self) -> bool:
        return _started(self.pid) == self.started


def _started(pid: int) -> str:
    """When the process started, in the system's own terms; empty when it does not run (a zombie does not)."""
    if _PROC.is_dir():
        try:
            fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] == "Z" else fields[19]
    listed = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()


def stop(process: ProcessIdentity, seconds: float, number: int = signal.SIGTERM) -> bool:
    """Asks the process to end, and kills it after `seconds`; false when it had to be killed."""
    if not process.runs():
        return True
    os.kill(process.pid, number)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not process.runs():
            return True
        time.sleep(0.05)
    if process.runs():
        os.kill(process.pid, signal.SIGKILL)
    return False


def family(pid: int) -> list[tuple[int, int, str]]:
    """The process and all its descendants: (number, resident kB, command)."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=False
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    wanted = {pid}
    found: list[tuple[int, int, str]] = []
    # Children come after their parents only mostly, so the list is read until nothing is added.
    while True:
        new = [
            row
            for row in rows
            if len(row) == 4
            and (int(row[0]) == pid or int(row[1]) in wanted)
            and int(row[0]) not in {number for number, _, _ in found}
        ]
        if not new:
            return found
        found += [(int(row[0]), int(row[2]), row[3]) for row in new]
        wanted |= {int(row[0]) for row in new}
