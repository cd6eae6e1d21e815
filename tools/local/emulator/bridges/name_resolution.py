"""Gap: Python's resolver does not know `*.localhost`, which browsers send to loopback (RFC 6761 §6.3)."""

from __future__ import annotations

import socket
from typing import Any

from tools.local.emulator.seams import replace


def install(resolver: Any = socket) -> None:
    replace(resolver, "getaddrinfo", _with_localhost)


def _with_localhost(original: Any) -> Any:
    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        loopback = isinstance(host, str) and host.endswith(".localhost")
        return original("127.0.0.1" if loopback else host, *arguments, **options)

    return getaddrinfo
