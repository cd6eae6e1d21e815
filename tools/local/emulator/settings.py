"""What the supervisor tells the emulator, by environment variables of its own prefix."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class EmulatorSettings:
    """Ports are on 127.0.0.1; `database_socket` is the directory of PostgreSQL's Unix socket, `layers` of
    unpacked layers, `layer_files` of their saved zips."""

    port: int
    region: str
    account: str
    function_python: str
    function_log: Path
    layers: Path
    layer_files: Path
    database_port: int
    database_socket: Path
    certificate: Path
    certificate_key: Path

    @property
    def endpoint_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> EmulatorSettings:
        """Raises KeyError naming the first variable that is missing."""
        return cls(
            port=int(environment["GATEWAY_PORT"]),
            region=environment["MINISTACK_REGION"],
            account=environment["MINISTACK_ACCOUNT_ID"],
            function_python=environment["DAYBOOK_FUNCTION_PYTHON"],
            function_log=Path(environment["DAYBOOK_FUNCTION_LOG"]),
            layers=Path(environment["TMPDIR"]) / "layers",
            layer_files=Path(environment["STATE_DIR"]) / "layer-files",
            database_port=int(environment["DAYBOOK_DATABASE_PORT"]),
            database_socket=Path(environment["DAYBOOK_DATABASE_SOCKET"]),
            certificate=Path(environment["DAYBOOK_DATABASE_CERTIFICATE"]),
            certificate_key=Path(environment["DAYBOOK_DATABASE_CERTIFICATE_KEY"]),
        )
