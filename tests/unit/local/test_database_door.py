"""The front door with real TLS on loopback; PostgreSQL is a stand-in on a Unix socket."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tools.local.certificates import ensure_certificates
from tools.local.emulator import postgres_wire as wire
from tools.local.emulator.database_door import DatabaseDoor, server_tls
from tools.local.emulator.database_identity import TokenRefused

pytestmark = pytest.mark.enable_socket
HOST = "db.cabc.eu-west-2.rds.amazonaws.com"
SASL = wire.message(b"R", struct.pack("!I", 10) + b"SCRAM-SHA-256\0\0")
READY = wire.authentication(wire.AUTHENTICATION_OK) + wire.message(b"Z", b"I")

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Client = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    ensure_certificates(folder, ["*.cabc.eu-west-2.rds.amazonaws.com", "localhost"])
    return folder


@pytest.fixture
def sockets() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


class Backend:
    """Trusts members of rds_iam, asks others for SCRAM, and answers each byte string with itself."""

    trusted = ("app",)

    def __init__(self) -> None:
        self.users: list[str] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        size = struct.unpack("!I", await reader.readexactly(4))[0]
        user = wire.startup_parameters(await reader.readexactly(size - 4))["user"]
        self.users.append(user)
        writer.write(READY if user in self.trusted else SASL)
        while chunk := await reader.read(1000):
            writer.write(b"echo:" + chunk)
        writer.close()


def check_token(user: str, token: str) -> None:
    if token != f"token of {user}":
        raise TokenRefused("SignatureDoesNotMatch")


@asynccontextmanager
async def opened(folder: Path, certificates: Path, backend: Backend) -> AsyncIterator[int]:
    tls = server_tls(certificates / "server.pem", certificates / "server.key")
    door = DatabaseDoor(folder, tls, check_token)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = asyncio.create_task(door.serve(port))
    async with await asyncio.start_unix_server(backend, str(folder / ".s.PGSQL.5432")):
        await asyncio.sleep(0.05)
        yield port
        serving.cancel()


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[Streams]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def introduce(streams: Streams, certificates: Path, user: str) -> None:
    reader, writer = streams
    writer.write(struct.pack("!II", 8, wire.SSL_REQUEST))
    assert await reader.readexactly(1) == b"S"
    trust = ssl.create_default_context(cafile=str(certificates / "ca.pem"))
    await writer.start_tls(trust, server_hostname=HOST)
    writer.write(wire.startup(user, "daybook"))


def talk(
    sockets: Path, certificates: Path, user: str, conversation: Client, backend: Backend | None = None
) -> bytes:
    async def main() -> bytes:
        async with (
            opened(sockets, certificates, backend or Backend()) as port,
            connected(port) as streams,
            asyncio.timeout(5),
        ):
            await introduce(streams, certificates, user)
            return await conversation(*streams)

    return asyncio.run(main())


async def with_token(token: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    assert await reader.readexactly(9) == wire.authentication(wire.CLEARTEXT_PASSWORD)
    writer.write(wire.message(b"p", token.encode() + b"\0"))
    return await reader.read(200)


def test_a_token_opens_for_a_member_of_rds_iam(sockets: Path, certificates: Path) -> None:
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        answer = await with_token("token of app", reader, writer)
        answer += await reader.readexactly(len(READY) - len(answer))
        writer.write(b"query")
        return answer + await reader.readexactly(10)

    assert talk(sockets, certificates, "app", conversation) == READY + b"echo:query"


def test_another_token_does_not(sockets: Path, certificates: Path) -> None:
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        return await with_token("token of someone", reader, writer)

    answer = talk(sockets, certificates, "app", conversation)
    assert wire.error_text(answer[5:]) == 'PAM authentication failed for user "app"'
    assert b"token of" not in answer


def test_others_prove_their_password_to_postgres_itself(sockets: Path, certificates: Path) -> None:
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        asked = await reader.readexactly(len(SASL))
        writer.write(b"proof")
        return asked + await reader.readexactly(10)

    assert talk(sockets, certificates, "master", conversation) == SASL + b"echo:proof"


def test_nobody_enters_as_the_clusters_owner(sockets: Path, certificates: Path) -> None:
    backend = Backend()
    answer = talk(sockets, certificates, "rdsadmin", lambda reader, _: reader.read(300), backend)
    assert "rejects connection" in wire.error_text(answer[5:])
    assert backend.users == []


def test_nobody_enters_without_tls(sockets: Path, certificates: Path) -> None:
    backend = Backend()

    async def main() -> bytes:
        async with opened(sockets, certificates, backend) as port, connected(port) as (reader, writer):
            writer.write(wire.startup("app", "daybook"))
            return await asyncio.wait_for(reader.read(300), 5)

    assert wire.error_text(asyncio.run(main())[5:]).endswith("no encryption")
    assert backend.users == []


def test_nonsense_ends_the_connection(sockets: Path, certificates: Path) -> None:
    async def main() -> bytes:
        async with opened(sockets, certificates, Backend()) as port, connected(port) as (reader, writer):
            writer.write(b"GET / HTTP/1.1\r\n\r\n")
            return await asyncio.wait_for(reader.read(300), 5)

    assert asyncio.run(main()) == b""


def test_certificates_are_kept_while_they_fit(tmp_path: Path) -> None:
    ensure_certificates(tmp_path, ["localhost"])
    authority, first = (tmp_path / "ca.pem").read_bytes(), (tmp_path / "server.pem").read_bytes()
    ensure_certificates(tmp_path, ["localhost"])
    assert (tmp_path / "server.pem").read_bytes() == first
    ensure_certificates(tmp_path, ["localhost", "other"])
    assert (tmp_path / "server.pem").read_bytes() != first
    assert (tmp_path / "ca.pem").read_bytes() == authority
    assert (tmp_path / "ca.key").stat().st_mode & 0o077 == 0
