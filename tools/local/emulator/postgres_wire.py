"""The few messages of PostgreSQL's protocol 3 that the front door and the emulator need.

Message formats: www.postgresql.org/docs/current/protocol-message-formats.html
"""

from __future__ import annotations

import socket
import struct
from pathlib import Path

PROTOCOL_3 = 196608
SSL_REQUEST, GSS_REQUEST, CANCEL_REQUEST = 80877103, 80877104, 80877102
AUTHENTICATION_OK, CLEARTEXT_PASSWORD = 0, 3
_MAX_MESSAGE_BYTES = 100_000


class WireError(Exception):
    """The server refused; the message is its own."""


def message(kind: bytes, payload: bytes) -> bytes:
    return kind + struct.pack("!I", len(payload) + 4) + payload


def authentication(code: int) -> bytes:
    return message(b"R", struct.pack("!I", code))


def fatal(code: str, text: str) -> bytes:
    """An error that ends the connection; `code` is an SQLSTATE."""
    return message(b"E", f"SFATAL\0VFATAL\0C{code}\0M{text}\0\0".encode())


def startup(user: str, database: str) -> bytes:
    payload = struct.pack("!I", PROTOCOL_3) + f"user\0{user}\0database\0{database}\0\0".encode()
    return struct.pack("!I", len(payload) + 4) + payload


def startup_parameters(payload: bytes) -> dict[str, str]:
    """The parameters of a startup packet's payload (after its length; protocol number first)."""
    parts = payload[4:].split(b"\0")
    return {
        name.decode(): value.decode() for name, value in zip(parts[::2], parts[1::2], strict=False) if name
    }


def error_text(payload: bytes) -> str:
    fields = {part[:1]: part[1:].decode(errors="replace") for part in payload.split(b"\0") if part}
    return fields.get(b"M", "unknown error")


def literal(value: str) -> str:
    """As SQL text; for statements that take no parameters, such as CREATE ROLE."""
    return "'" + value.replace("'", "''") + "'"


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def run(socket_directory: Path, user: str, database: str, statement: str) -> list[str]:
    """Runs SQL over the Unix socket for a user that needs no password.

    Returns the first column of each row as text. Raises WireError, and OSError when there is no server.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(30)
        connection.connect(str(socket_directory / ".s.PGSQL.5432"))
        connection.sendall(startup(user, database))
        _until_ready(connection)
        connection.sendall(message(b"Q", statement.encode() + b"\0"))
        return _until_ready(connection)


def _until_ready(connection: socket.socket) -> list[str]:
    rows, problem = [], None
    while True:
        kind, payload = _read(connection)
        if kind == b"E":
            problem = problem or error_text(payload)
        if kind == b"D":
            rows.append(_first_column(payload))
        if kind == b"Z" or (kind == b"E" and b"\0VFATAL" in b"\0" + payload):
            break
    if problem:
        raise WireError(problem)
    return rows


def _first_column(payload: bytes) -> str:
    length = struct.unpack("!i", payload[2:6])[0]
    return payload[6 : 6 + length].decode() if length >= 0 else ""


def _read(connection: socket.socket) -> tuple[bytes, bytes]:
    kind = _exactly(connection, 1)
    size = struct.unpack("!I", _exactly(connection, 4))[0] - 4
    if size > _MAX_MESSAGE_BYTES:
        raise WireError("The server's answer is too long.")
    return kind, _exactly(connection, size)


def _exactly(connection: socket.socket, size: int) -> bytes:
    received = b""
    while len(received) < size:
        chunk = connection.recv(size - len(received))
        if not chunk:
            raise WireError("The server closed the connection.")
        received += chunk
    return received
