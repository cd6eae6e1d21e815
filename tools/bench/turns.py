"""Runs programs in turns, each in its own process, so that what else the machine does hits all alike."""

from __future__ import annotations

import os
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.bench.environment import python
from tools.manifests import ROOT

# What functions are given; nothing here reaches AWS.
SETTINGS = {
    "AWS_REGION": "eu-west-2",
    "AWS_DEFAULT_REGION": "eu-west-2",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "TABLE_NAME": "table",
    "ENVIRONMENT": "bench",
    "SERVICE_NAME": "bench",
    "LOG_LEVEL": "INFO",
}


def medians(
    programs: Mapping[str, tuple[Sequence[Path], str]], rounds: int, settings: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Run each program (folders for its path, source) `rounds` times; the median of the number each prints to
    standard error in its last line. What it logs goes nowhere. Raises SystemExit when one fails."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, (folders, source) in programs.items():
            times[name].append(_run(name, folders, source, settings or {}))
    return {name: statistics.median(measured) for name, measured in times.items()}


def _run(name: str, folders: Sequence[Path], source: str, settings: Mapping[str, str]) -> float:
    path = os.pathsep.join(map(str, folders))
    result = subprocess.run(
        [python(), "-S", "-s", "-c", source],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, **SETTINGS, **settings},
        text=True,
        check=False,
    )
    if result.returncode:
        raise SystemExit(f"{name} failed:\n{result.stderr}")
    return float(result.stderr.splitlines()[-1])
