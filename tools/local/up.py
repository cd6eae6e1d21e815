"""`make up`: everything from the repository to an address that works."""

from __future__ import annotations

import signal
import subprocess
from typing import Any

from tools.local import running
from tools.local.choices import choose_flavour, choose_identity
from tools.local.deploy import deploy
from tools.local.files import read_json
from tools.local.logs import follow
from tools.local.paths import LocalPaths
from tools.local.ports import choose_ports
from tools.local.steps import Progress


def up(
    paths: LocalPaths,
    detached: bool,
    identity: str | None = None,
    progress: Progress | None = None,
    *,
    flavour: str | None = None,
) -> None:
    """Starts what does not run, deploys what has changed, and prints the address. `identity` chooses who
    keeps the accounts and `flavour` what the API is, None leaves it as it was.

    Not detached it then shows the functions' logs until Ctrl-C, which stops all that this call started.
    Raises LocalError.
    """
    progress = progress or Progress()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)  # A shell's background jobs would ignore Ctrl-C otherwise.
    paths.make()
    servers: list[subprocess.Popen[bytes]] = []
    try:
        with running.only_one(paths):
            if identity and choose_identity(paths, identity):
                progress.note(f"Accounts are kept by {identity} from now on; those there are do not move.")
            if flavour and choose_flavour(paths, flavour):
                progress.note(f"The API is of flavour {flavour} from now on; it gets another address.")
            endpoints = _bring_up(paths, progress, servers)
        _announce(endpoints, progress, bool(servers), detached)
        if detached or not servers:
            for server in servers:
                running.detach(server)
            servers.clear()
        else:
            follow(paths.function_log, until=lambda: servers[0].poll() is not None)
            progress.note(running.run_information(paths).get("reason") or "The local cloud was stopped.")
    except KeyboardInterrupt:
        progress.note("\nStopping …")
    finally:
        for server in servers:
            running.end(server)


def _bring_up(
    paths: LocalPaths, progress: Progress, servers: list[subprocess.Popen[bytes]]
) -> dict[str, Any]:
    if running.is_up(paths):
        progress.note("The local cloud is up already: bringing it what has changed.")
        return deploy(paths, read_json(paths.ports), progress, servers=lambda: None)
    running.sweep(paths)
    ports, notes = choose_ports(paths.ports)
    for note in notes:
        progress.note(note)

    def start() -> None:
        with progress.step("Starting PostgreSQL, the local AWS and mail"):
            servers.append(running.start(paths))

    return deploy(paths, ports, progress, servers=start)


def _announce(endpoints: dict[str, Any], progress: Progress, started: bool, detached: bool) -> None:
    progress.note(f"\nDaybook is up: {endpoints['app_url']}")
    progress.note(f"Confirmation codes arrive at {endpoints['mail_url']}")
    if detached or not started:
        progress.note("Logs: `invoke local.logs --follow`. Stop: `make down`.")
    else:
        progress.note("The functions' logs follow. Ctrl-C stops it; what was saved is kept.\n")


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt
