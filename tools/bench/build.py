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

ROUNDS = 7
_BUILD = """
import sys
from pathlib import Path
from tools.build import build_all
rebuilt = build_all("lambda", Path(sys.argv[1], "dist"), cache=Path(sys.argv[1], "cache")).rebuilt
print(len(rebuilt))
"""


def promises(rounds: int = ROUNDS) -> list[Promise]:
    with tempfile.TemporaryDirectory(prefix="daybook-bench-build-") as name:
        # The first fills uv's cache; the full build of a fresh folder is what is measured.
        _build(Path(name, "before"), everything=True)
        full = _build(Path(name, "measured"), everything=True)
        unchanged = statistics.median(_build(Path(name, "measured"), everything=False) for _ in range(rounds))
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
