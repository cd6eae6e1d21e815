from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.local.errors import LocalError
from tools.local.processes import ProcessIdentity, family, stop
from tools.local.steps import Job, Progress, jobs


def python(program: str, log: Path) -> Job:
    return Job([sys.executable, "-c", program], log, "It failed.", "Do this.")


def test_a_step_is_one_line_with_its_time() -> None:
    output = io.StringIO()
    with Progress(output).step("Building"):
        pass
    assert output.getvalue() == "Building … 0 s\n"


@pytest.mark.parametrize(
    ("problem", "ending"), [(LocalError("x"), "failed"), (KeyboardInterrupt(), "stopped")]
)
def test_a_step_that_does_not_end_well_says_so(problem: BaseException, ending: str) -> None:
    output = io.StringIO()
    with pytest.raises(type(problem)), Progress(output).step("Building"):
        raise problem
    assert output.getvalue() == f"Building … {ending}\n"


def test_a_failed_job_says_what_failed_why_and_what_to_do(tmp_path: Path) -> None:
    log = tmp_path / "job.log"
    job = python("import sys; [print('line', n) for n in range(30)]; sys.exit('the reason')", log)
    with pytest.raises(LocalError) as failure:
        job.finish()
    text = str(failure.value)
    assert text.startswith("It failed.") and text.endswith("Do this.")
    assert "the reason" in text and str(log) in text
    assert "line 29" in text and "line 3\n" not in text


def test_a_good_job_is_silent(tmp_path: Path) -> None:
    python("print('fine')", tmp_path / "log").finish()
    assert (tmp_path / "log").read_text() == "fine\n"


CHILD = "import time; time.sleep(60)"
PARENT = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}])
print(child.pid, flush=True)
child.wait()
"""


def started_child(log: Path) -> ProcessIdentity:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if log.exists() and log.read_text().strip():
            identity = ProcessIdentity.of(int(log.read_text()))
            assert identity
            return identity
        time.sleep(0.02)
    raise AssertionError("the job started no child")


def test_what_still_runs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with pytest.raises(KeyboardInterrupt), jobs() as running:
        running.append(python(PARENT, log))
        child = started_child(log)
        raise KeyboardInterrupt
    deadline = time.monotonic() + 10
    while child.runs() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.runs()


def test_a_process_is_told_from_a_later_one_with_its_number() -> None:
    own = ProcessIdentity.of(os.getpid())
    assert own and own.runs()
    assert not ProcessIdentity(own.pid, "another start").runs()
    assert ProcessIdentity.of(2**22 + 1) is None


def test_a_process_that_does_not_listen_is_killed() -> None:
    deaf = "from signal import *; import time; signal(SIGTERM, SIG_IGN); print(flush=True); time.sleep(60)"
    stubborn = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    assert stubborn.stdout
    stubborn.stdout.readline()
    identity = ProcessIdentity.of(stubborn.pid)
    assert identity
    assert not stop(identity, seconds=0.2)
    assert stubborn.wait(10) == -signal.SIGKILL
    stubborn.stdout.close()


def test_the_family_holds_the_descendants(tmp_path: Path) -> None:
    with jobs() as running:
        running.append(python(PARENT, tmp_path / "log"))
        child = started_child(tmp_path / "log")
        assert child.pid in {pid for pid, _, _ in family(os.getpid())}
        assert 1 not in {pid for pid, _, _ in family(os.getpid())} or os.getpid() == 1
