"""The database's address: TLS and IAM tokens in front of an embedded PostgreSQL, which has neither.

Members of `rds_iam` give a token instead of a password, everyone else proves a password by SCRAM, as on
RDS. PostgreSQL trusts the former on its Unix socket (postgres.py), so that its answer to the startup packet
tells which is which.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import struct
import threading
from collections.abc import Callable
from pathlib import Path

from tools.local.emulator import postgres_wire as wire
from tools.local.emulator.database_identity import TokenRefused

CLUSTER_OWNER = "rdsadmin"  # As on RDS, nobody enters with this role from outside.
_HANDSHAKE_SECONDS = 15
_MAX_STARTUP_BYTES, _CHUNK_BYTES = 70_000, 65_536
logger = logging.getLogger("daybook.database")

CheckToken = Callable[[str, str], None]


class _Refused(Exception):
    """Told to the client as it is."""


class DatabaseDoor:
    def __init__(self, socket_directory: Path, tls: ssl.SSLContext, check_token: CheckToken) -> None:
        """`check_token(user, token)` raises TokenRefused."""
        self._socket = str(socket_directory / ".s.PGSQL.5432")
        self._tls, self._check_token = tls, check_token

    async def serve(self, port: int) -> None:
        server = await asyncio.start_server(self._client, "127.0.0.1", port)
        async with server:
            await server.serve_forever()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_HANDSHAKE_SECONDS):
                backend = await self._introduce(reader, writer)
            if backend:
                await _join(reader, writer, *backend)
        except _Refused as refusal:
            writer.write(wire.fatal("28000", str(refusal)))
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as problem:
            logger.debug("Database connection ended: %r", problem)
        finally:
            writer.close()

    async def _introduce(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """Through TLS and authentication to PostgreSQL; None when there is nothing to join."""
        packet = await self._startup_packet(reader, writer)
        backend = await asyncio.open_unix_connection(self._socket)
        backend[1].write(packet)
        if _code(packet) == wire.CANCEL_REQUEST:
            backend[1].close()
            return None
        try:
            await self._authenticate(wire.startup_parameters(packet[4:])["user"], reader, writer, *backend)
        except BaseException:
            backend[1].close()
            raise
        return backend

    async def _startup_packet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        encrypted = False
        while True:
            packet = await _sized(reader)
            if _code(packet) == wire.SSL_REQUEST and not encrypted:
                writer.write(b"S")
                await writer.start_tls(self._tls)
                encrypted = True
            elif _code(packet) == wire.GSS_REQUEST:
                writer.write(b"N")
            elif _code(packet) == wire.CANCEL_REQUEST:
                return packet
            else:
                return _admitted(packet, encrypted)

    async def _authenticate(
        self,
        user: str,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        backend_reader: asyncio.StreamReader,
        backend_writer: asyncio.StreamWriter,
    ) -> None:
        answer = await _message(backend_reader)
        while answer[:1] not in (b"R", b"E"):  # A newer client is told first which protocol version it gets.
            writer.write(answer)
            answer = await _message(backend_reader)
        if answer == wire.authentication(wire.AUTHENTICATION_OK):
            await self._take_token(user, reader, writer)
        writer.write(answer)

    async def _take_token(
        self, user: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(wire.authentication(wire.CLEARTEXT_PASSWORD))
        reply = await _message(reader)
        if reply[:1] != b"p":
            raise _Refused("a password message was expected")
        token = reply[5:].rstrip(b"\0").decode()
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._check_token, user, token)
        except TokenRefused as refusal:
            logger.warning("Refused %s at the database: %s", user, refusal)
            raise _Refused(f'PAM authentication failed for user "{user}"') from refusal


def _admitted(packet: bytes, encrypted: bool) -> bytes:
    if _code(packet) >> 16 != 3:
        raise _Refused("unsupported frontend protocol")
    parameters = wire.startup_parameters(packet[4:])
    user, database = parameters.get("user", ""), parameters.get("database", parameters.get("user", ""))
    if not encrypted:
        raise _Refused(
            f'no pg_hba.conf entry for host "127.0.0.1", user "{user}", database "{database}", no encryption'
        )
    if user in ("", CLUSTER_OWNER) or "replication" in parameters:
        raise _Refused(
            f'pg_hba.conf rejects connection for host "127.0.0.1", user "{user}", database "{database}"'
        )
    return packet


def _code(packet: bytes) -> int:
    return int(struct.unpack("!I", packet[4:8])[0])


async def _sized(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readexactly(4)
    size = struct.unpack("!I", head)[0]
    if not 8 <= size <= _MAX_STARTUP_BYTES:
        raise ValueError(f"a packet of {size} bytes")
    return head + await reader.readexactly(size - 4)


async def _message(reader: asyncio.StreamReader) -> bytes:
    kind = await reader.readexactly(1)
    head = await reader.readexactly(4)
    size = struct.unpack("!I", head)[0]
    if not 4 <= size <= _MAX_STARTUP_BYTES:
        raise ValueError(f"a message of {size} bytes")
    return kind + head + await reader.readexactly(size - 4)


async def _join(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    backend_reader: asyncio.StreamReader,
    backend_writer: asyncio.StreamWriter,
) -> None:
    await asyncio.gather(_copy(reader, backend_writer), _copy(backend_reader, writer))


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while chunk := await source.read(_CHUNK_BYTES):
            target.write(chunk)
            await target.drain()
    except OSError:
        pass  # The other side has gone; closing ends the other copy.
    finally:
        target.close()


def open_in_thread(door: DatabaseDoor, port: int) -> threading.Thread:
    """Serves on 127.0.0.1 in a thread with its own event loop: queries never wait for the emulator."""
    thread = threading.Thread(
        target=lambda: asyncio.run(door.serve(port)), name="daybook-database", daemon=True
    )
    thread.start()
    return thread


def server_tls(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    return context
