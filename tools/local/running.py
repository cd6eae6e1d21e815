"""What runs of a local cloud: starting its supervisor, stopping it, sweeping up after one that was killed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.local.errors import LocalError
from tools.local.files import read_json
from tools.local.function_interpreter import write_function_interpreter
from tools.local.paths import REPOSITORY, LocalPaths, emulator_python
from tools.local.processes import ProcessIdentity, stop
from tools.local.steps import tail

_START_SECONDS, _STOP_SECONDS = 150, 45


def processes(paths: LocalPaths) -> dict[str, ProcessIdentity]:
    """The servers that run, by name (supervisor, postgres, emulator), as far as they were started."""
    listed = (read_json(paths.run) or {}).get("processes") or {}
    identities = {name: ProcessIdentity(**entry) for name, entry in listed.items()}
    return {name: identity for name, identity in identities.items() if identity.runs()}


def is_up(paths: LocalPaths) -> bool:
    """Whether the servers are ready; not whether something is deployed to them."""
    return "supervisor" in processes(paths) and (read_json(paths.run) or {}).get("state") == "ready"


def start(paths: LocalPaths) -> subprocess.Popen[bytes]:
    """Starts the servers and returns when they are ready. They stop when this process ends without `detach`.

    Raises LocalError.
    """
    if not emulator_python().exists():
        raise LocalError("The emulator is not installed. Run `make up`, which installs it.")
    sweep(paths)
    settings = {"function_python": str(write_function_interpreter(paths.root))}
    environment = {
        **os.environ,
        "DAYBOOK_LOCAL_DIR": str(paths.root),
        "DAYBOOK_SUPERVISOR": json.dumps(settings),
    }
    log = paths.logs / "supervisor.log"
    with log.open("wb") as output:
        supervisor = subprocess.Popen(
            [str(emulator_python()), "-m", "tools.local.supervisor"],
            cwd=REPOSITORY,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _await_ready(paths, supervisor, log)
    except BaseException:
        end(supervisor)
        raise
    return supervisor


def _await_ready(paths: LocalPaths, supervisor: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        run = read_json(paths.run) or {}
        if run.get("state") == "ready":
            return
        if supervisor.poll() is not None:
            reason = run.get("reason") or f"The servers did not start. The end of {log}:\n{tail(log)}"
            raise LocalError(reason + _end_of_named_log(reason))
        time.sleep(0.05)
    raise LocalError(f"The servers were not ready after {_START_SECONDS} s; see {log}.")


def _end_of_named_log(reason: str) -> str:
    named = [Path(word.rstrip(".;")) for word in reason.split() if word.rstrip(".;").endswith(".log")]
    return "".join(f"\n{tail(log)}" for log in named if log.exists())


def detach(supervisor: subprocess.Popen[bytes]) -> None:
    """Lets the servers run on when this process ends."""
    if supervisor.stdin:
        supervisor.stdin.write(b"detach\n")
        supervisor.stdin.close()


def end(supervisor: subprocess.Popen[bytes]) -> None:
    """Stops what `start` started, and waits until it is gone."""
    if supervisor.poll() is None:
        supervisor.terminate()
    try:
        supervisor.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        supervisor.kill()
        supervisor.wait()


def shut_down(paths: LocalPaths) -> bool:
    """Stops the servers in order, so that the state is saved; true when any ran."""
    running = processes(paths)
    if "supervisor" in running:
        stop(running["supervisor"], _STOP_SECONDS)
    sweep(paths)
    return bool(running)


def sweep(paths: LocalPaths) -> None:
    """Ends servers whose supervisor is gone, and removes what only a running cloud has."""
    for name, identity in processes(paths).items():
        stop(identity, _STOP_SECONDS, signal.SIGINT if name == "postgres" else signal.SIGTERM)
    sockets = run_information(paths).get("sockets")
    if sockets:
        shutil.rmtree(sockets, ignore_errors=True)
    paths.endpoints.unlink(missing_ok=True)
    paths.run.unlink(missing_ok=True)


@contextmanager
def only_one(paths: LocalPaths) -> Iterator[None]:
    """Keeps a second `make up` or reset of the same local cloud out. Raises LocalError while one is."""
    with paths.lock.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise LocalError(
                "Another `make up` is at work on this local cloud. Wait for it, or stop it with Ctrl-C."
            ) from taken
        yield


def run_information(paths: LocalPaths) -> dict[str, Any]:
    return read_json(paths.run) or {}


def wipe(paths: LocalPaths) -> None:
    """Removes all state of a local cloud that is down; its ports and the emulator's installation stay."""
    from tools.local.postgres import Postgres

    Postgres(paths.postgres).wipe()
    for folder in (paths.aws, paths.tls, paths.mail, paths.terraform, paths.logs):
        shutil.rmtree(folder, ignore_errors=True)
    paths.choices.unlink(missing_ok=True)
