"""The loopback ports of a local cloud: chosen free once, and kept, so that addresses stay the same."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.local.errors import LocalError
from tools.local.files import read_json, write_json

# Where the search for a free port begins. Below the range that systems hand out by themselves.
_FIRST = {"gateway": 4566, "database": 5532, "smtp": 2525, "mail": 8025}
_TRIED = 200


def is_free(port: int) -> bool:
    """Whether nothing listens on the port, on either loopback address."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as problem:
            if family == socket.AF_INET or problem.errno == 98:
                return False
    return True


def choose_ports(file: Path, free: Callable[[int], bool] = is_free) -> tuple[dict[str, int], list[str]]:
    """The ports by name, kept in `file`, and a sentence for each that another program has by now.

    Raises LocalError when no port is free.
    """
    kept = _kept(file)
    ports: dict[str, int] = {}
    notes = []
    for name, first in _FIRST.items():
        before = kept.get(name)
        ports[name] = (
            before if before and free(before) else _next_free(before or first, set(ports.values()), free)
        )
        if before and ports[name] != before:
            notes.append(f"Port {before} ({name}) is taken by another program: {ports[name]} from now on.")
    write_json(file, ports)
    return ports, notes


def _kept(file: Path) -> Mapping[str, int]:
    kept = read_json(file)
    return (
        {name: port for name, port in kept.items() if isinstance(port, int)} if isinstance(kept, dict) else {}
    )


def _next_free(first: int, taken: set[int], free: Callable[[int], bool]) -> int:
    for port in range(first, first + _TRIED):
        if port not in taken and free(port):
            return port
    raise LocalError(f"No free port between {first} and {first + _TRIED}. Stop a program that listens there.")
