"""Runs the emulator: `python -m tools.local.emulator` (with `--check`: only puts the bridges in)."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from types import SimpleNamespace

from tools.local.emulator import seams
from tools.local.emulator.bridges import install_all
from tools.local.emulator.database_door import DatabaseDoor, open_in_thread, server_tls
from tools.local.emulator.database_identity import DatabaseIdentity
from tools.local.emulator.settings import EmulatorSettings
from tools.local.emulator.state_saving import StateSaver

_GRACE_SECONDS = 3


def main() -> int:
    settings = EmulatorSettings.from_environment()
    try:
        seams.check_version()
        emulator = seams.load_emulator()
        seams.require(emulator.app, "app", "_build_persistence_save_dict")
        seams.require(emulator.persistence, "save_all")
        install_all(emulator, settings)
    except seams.SeamMissing as problem:
        print(problem, file=sys.stderr)
        return 1
    if "--check" not in sys.argv:
        asyncio.run(_serve(emulator, settings))
    return 0


async def _serve(emulator: SimpleNamespace, settings: EmulatorSettings) -> None:
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    logging.getLogger("hypercorn.access").disabled = True
    tls = server_tls(settings.certificate, settings.certificate_key)
    identity = DatabaseIdentity(emulator, settings.database_port)
    open_in_thread(DatabaseDoor(settings.database_socket, tls, identity.check), settings.database_port)
    saver = StateSaver(lambda: emulator.persistence.save_all(emulator.app._build_persistence_save_dict()))
    saving = asyncio.create_task(saver.run())
    config = Config()
    config.bind = [f"127.0.0.1:{settings.port}"]
    # Who calls closes idle connections first: Go's clients, Terraform's too, do so after 90 s
    # (pkg.go.dev/net/http, DefaultTransport). A request that meets the other end's closing is sent again,
    # and what was made the first time is there already. Most probably that is why some applies failed after
    # RDS had been waited for.
    config.keep_alive_timeout = 3600
    config.keep_alive_max_requests = sys.maxsize
    config.graceful_timeout = _GRACE_SECONDS
    await serve(saver.watch(emulator.app.app), config, shutdown_trigger=_asked_to_stop())
    saving.cancel()
    emulator.lambda_runtime.reset()


def _asked_to_stop() -> Callable[[], Awaitable[object]]:
    """Waits for SIGTERM or SIGINT, or for the supervisor to be gone (our standard input closes)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)

    def watch_supervisor() -> None:
        sys.stdin.buffer.read()
        loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=watch_supervisor, name="daybook-supervisor", daemon=True).start()
    return stop.wait


if __name__ == "__main__":
    sys.exit(main())
