from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tools.quality import steps
from tools.quality.steps import Leftover, Meanwhile, StepFailed

IDLE = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)


@pytest.mark.parametrize(("kind", "nice"), [(Meanwhile, os.nice(0)), (Leftover, 19)])
def test_what_takes_leftovers_only_has_the_lowest_priority(kind: type[Meanwhile], nice: int) -> None:
    process = kind("an idle process", "again", *IDLE)
    process.begin.run()
    try:
        assert process._process and os.getpriority(os.PRIO_PROCESS, process._process.pid) == nice
    finally:
        process.stop()
    assert process._process.poll() is not None


def test_what_it_printed_is_shown_and_its_failure_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    process = Meanwhile("a failing process", "again", sys.executable, "-c", "import sys; sys.exit('why')")
    process.begin.run()
    with pytest.raises(StepFailed, match="ended with exit code 1"):
        process.done.run()
    assert capsys.readouterr().out == "why\n"
