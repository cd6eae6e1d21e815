"""A build in which nothing has changed, against one of everything; both from the start of the process.

The full one has uv's cache, so nothing is fetched, but none of the build's own.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.bench.promises import Promise, require
from tools.manifests import ROOT

ROUNDS = 5
_BUILD = """
import sys
from pathlib import Path
from tools.build import build_all
rebuilt = build_all("lambda", Path(sys.argv[1], "dist"), cache=Path(sys.argv[1], "cache")).rebuilt
print(len(rebuilt))
"""


def promises(rounds: int = ROUNDS) -> list[Promise]:
    with tempfile.TemporaryDirectory(prefix="daybook-bench-build-") as name:
        # The first fills uv's cache.
        _build(Path(name, "before"), everything=True)
        # In turns, so that what else the machine does hits both alike.
        times = [
            (_build(folder, everything=True), _build(folder, everything=False))
            for folder in (Path(name, str(number)) for number in range(rounds))
        ]
    full, unchanged = (statistics.median(column) for column in zip(*times, strict=True))
    unit = f"of a full build's {full:.1f} s"
    return [Promise("build without a change", unchanged / full, 0.02, unit)]


def _build(folder: Path, *, everything: bool) -> float:
    """Seconds. Raises SystemExit when it did not build what it should have."""
    begin = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-c", _BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - begin
    if result.returncode or (result.stdout.strip() != "0") is not everything:
        raise SystemExit(f"The build did not do what it should: {result.stdout}{result.stderr}")
    return seconds


def main() -> None:
    require(promises())
