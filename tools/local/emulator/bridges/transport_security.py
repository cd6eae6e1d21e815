"""Gap: loopback has no TLS, so that policies which demand it (aws:SecureTransport) would refuse everyone.

Every request counts as encrypted, also those that MiniStack makes for CloudFront to a bucket.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace


def install(emulator: SimpleNamespace) -> None:
    replace(emulator.app, "pin_request_origin", _as_encrypted)


def _as_encrypted(original: Any) -> Any:
    def pin_request_origin(source_ip: str, secure_transport: bool) -> None:
        original(source_ip, True)

    return pin_request_origin
