"""Keeps the local cloud's servers running: PostgreSQL, the emulator, mail. `python -m tools.local.supervisor`

Runs in the emulator's environment. It stops everything when it is asked to (SIGTERM, SIGINT), when one of the
servers ends, and when its standard input closes before the word `detach` came: its starter has gone.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tools.local.certificates import ensure_certificates
from tools.local.emulator.bridges.database_instance import host_suffix
from tools.local.emulator.database_door import CLUSTER_OWNER
from tools.local.emulator.postgres_wire import WireError, run
from tools.local.emulator_environment import ACCOUNT, REGION, emulator_environment
from tools.local.errors import LocalError
from tools.local.files import read_json, write_json
from tools.local.mail_servers import MailServers
from tools.local.mailbox import Mailbox
from tools.local.paths import LocalPaths
from tools.local.postgres import Postgres
from tools.local.processes import ProcessIdentity, stop

_START_SECONDS = 60
_EMULATOR_STOP_SECONDS, _POSTGRES_STOP_SECONDS = 20, 15


class Supervisor:
    def __init__(self, paths: LocalPaths, function_python: str) -> None:
        self._paths, self._function_python = paths, function_python
        self._ports: dict[str, int] = read_json(paths.ports)
        self._stopping = threading.Event()
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._mail: MailServers | None = None
        self._sockets: Path | None = None
        self._reason = ""

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stopping.set())
        threading.Thread(target=self._watch_starter, daemon=True).start()
        try:
            self._start()
            self._report("ready")
            self._wait()
        except LocalError as problem:
            self._reason = str(problem)
        finally:
            self._stop()
        if self._reason:
            write_json(self._paths.run, {"state": "failed", "reason": self._reason})
            return 1
        self._paths.run.unlink(missing_ok=True)
        return 0

    def _watch_starter(self) -> None:
        if sys.stdin.readline().strip() != "detach":
            self._stopping.set()

    def _start(self) -> None:
        self._report("starting")
        suffix = host_suffix(ACCOUNT, REGION)
        names = [f"*.{suffix}", f"*.cluster-{suffix}", "localhost"]
        ensure_certificates(self._paths.tls, names)
        self._start_mail()
        self._start_emulator(self._start_postgres())

    def _start_mail(self) -> None:
        try:
            self._mail = MailServers(Mailbox(self._paths.mail), self._ports["smtp"], self._ports["mail"])
            self._mail.start()
        except OSError as problem:
            raise LocalError(f"The mail servers could not listen on their ports: {problem}.") from problem

    def _start_postgres(self) -> Path:
        log = self._paths.logs / "postgres.log"
        postgres = Postgres(self._paths.postgres)
        postgres.ensure(log)
        _end_leftover(postgres.data / "postmaster.pid")
        self._sockets = postgres.make_socket_directory()
        self._children["postgres"] = postgres.start(self._sockets, log)
        self._report("starting")
        sockets = self._sockets
        self._await("postgres", log, lambda: _accepts(sockets))
        return sockets

    def _start_emulator(self, sockets: Path) -> None:
        log = self._paths.logs / "emulator.log"
        scratch = self._paths.aws / "tmp"
        shutil.rmtree(scratch, ignore_errors=True)  # Functions unpacked by an emulator that was killed.
        scratch.mkdir(parents=True)
        environment = emulator_environment(
            self._paths, self._ports, sockets, self._function_python, os.environ
        )
        with log.open("wb") as output:
            self._children["emulator"] = subprocess.Popen(
                [sys.executable, "-m", "tools.local.emulator"],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env=environment,
            )
        self._report("starting")
        self._await("emulator", log, lambda: _answers(self._ports["gateway"]))

    def _await(self, name: str, log: Path, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not ready():
            if self._stopping.is_set():
                raise LocalError("Stopped while starting.")
            if self._children[name].poll() is not None or time.monotonic() > deadline:
                raise LocalError(f"The {name} did not start; the reason is at the end of {log}.")
            time.sleep(0.1)

    def _wait(self) -> None:
        while not self._stopping.wait(1.0):
            for name, child in self._children.items():
                if child.poll() is not None:
                    log = self._paths.logs / f"{name}.log"
                    raise LocalError(
                        f"The {name} has ended by itself (status {child.returncode}); see {log}."
                    )

    def _stop(self) -> None:
        self._paths.endpoints.unlink(missing_ok=True)
        if "emulator" in self._children:
            _end(self._children["emulator"], _EMULATOR_STOP_SECONDS, signal.SIGTERM)
        if "postgres" in self._children:
            _end(self._children["postgres"], _POSTGRES_STOP_SECONDS, signal.SIGINT)
        if self._mail:
            self._mail.stop()
        if self._sockets:
            shutil.rmtree(self._sockets, ignore_errors=True)

    def _report(self, state: str) -> None:
        """What `local.status` shows, and what the next `make up` has to end if this process is killed."""
        pids = {"supervisor": os.getpid()} | {name: child.pid for name, child in self._children.items()}
        identities = {name: ProcessIdentity.of(pid) for name, pid in pids.items()}
        processes = {name: vars(identity) for name, identity in identities.items() if identity}
        sockets = str(self._sockets or "")
        write_json(
            self._paths.run,
            {"state": state, "ports": self._ports, "sockets": sockets, "processes": processes},
        )


def _accepts(sockets: Path) -> bool:
    try:
        return run(sockets, CLUSTER_OWNER, "postgres", "SELECT 1") == ["1"]
    except (OSError, WireError):
        return False


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _end(child: subprocess.Popen[bytes], seconds: float, number: int) -> None:
    if child.poll() is None:
        child.send_signal(number)
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _end_leftover(pid_file: Path) -> None:
    """Ends a PostgreSQL that a killed supervisor left on the same data."""
    try:
        pid = int(pid_file.read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes() if Path("/proc").is_dir() else b"postgres"
    except (OSError, ValueError, IndexError):
        return
    identity = ProcessIdentity.of(pid)
    if identity and str(pid_file.parent).encode() in command:
        stop(identity, _POSTGRES_STOP_SECONDS, signal.SIGINT)


def main() -> int:
    paths = LocalPaths.of()
    settings = json.loads(os.environ["DAYBOOK_SUPERVISOR"])
    return Supervisor(paths, settings["function_python"]).run()


if __name__ == "__main__":
    sys.exit(main())
