"""PostgreSQL over pg8000: connections with TLS and IAM tokens. shared/database.py keeps one of them while the
function is warm.

The server is checked against the certificate authorities of the region's RDS, or of RDS Proxy (shared/certs),
under the name DATABASE_HOST. libpq's PGHOSTADDR (connect to this address all the same) and PGSSLROOTCERT
(trust this file instead) are honoured when they are set.
"""

from __future__ import annotations

import os
import socket
import ssl
import struct
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pg8000.native
from pg8000.exceptions import DatabaseError, Error, InterfaceError

from shared import clients
from shared.errors import Unavailable
from shared.settings import settings

CERTIFICATES = Path(__file__).parent / "certs" / "rds"
# An RDS Proxy has a certificate of Amazon's public authorities.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html
PROXY_CERTIFICATES = "proxy"
TOKEN_LIFETIME_S = 900  # RDS takes no longer one; it only has to last until the connection is made
RETRY_AFTER_S = 5
# SQLSTATEs that pass by themselves: connection exceptions, shutting down or starting up, out of connections.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
PASSING_CLASSES = ("08", "53", "57P")
DRIVER_ERRORS = (Error, OSError)  # all that pg8000 and the sockets below it raise
# The first message on a new connection: https://www.postgresql.org/docs/current/protocol-message-formats.html
SSL_REQUEST = struct.pack("!ii", 8, 80877103)


class Misconfigured(RuntimeError):
    """The server was reached, but will not have this client until somebody changes something; the message
    says what."""


def connect(
    user: str, password: str, *, connect_timeout_s: float = 5, timeout_s: float = 10
) -> pg8000.native.Connection:
    """A new connection to DATABASE_NAME, in autocommit. `timeout_s` bounds each wait for the server's answer.

    Raises Unavailable when the server cannot be reached, is asleep or starting, and Misconfigured when it
    cannot be trusted or refuses `user`.
    """
    try:
        line = _secure_line(connect_timeout_s)
        connection = pg8000.native.Connection(
            user,
            host=settings.database_host,
            database=settings.database_name,
            password=password,
            application_name=settings.service_name,
            sock=line,
            ssl_context=False,  # the line is encrypted already
        )
        line.settimeout(timeout_s)
        return connection
    except DRIVER_ERRORS as error:
        fail(error)


def connect_with_token(*, connect_timeout_s: float = 5, timeout_s: float = 10) -> pg8000.native.Connection:
    """As `connect`, as DATABASE_USER with a token signed by the function's own role (it needs the grant
    `database_user`)."""
    token = sign_token(
        clients.credentials(), settings.database_host, settings.database_port, settings.database_user
    )
    return connect(settings.database_user, token, connect_timeout_s=connect_timeout_s, timeout_s=timeout_s)


def sign_token(credentials: Any, host: str, port: int, user: str) -> str:
    """An RDS IAM authentication token: a presigned "connect" request without its scheme.

    The same text as botocore's `rds` client makes with generate_db_auth_token, by the same signer, but
    without loading the service's model (docs/decisions/0401-sign-database-tokens-without-the-rds-client.md).
    """
    from botocore.auth import SigV4QueryAuth
    from botocore.awsrequest import AWSRequest

    request = AWSRequest("GET", f"https://{host}:{port}/", params={"Action": "connect", "DBUser": user})
    SigV4QueryAuth(credentials, "rds-db", settings.region, expires=TOKEN_LIFETIME_S).add_auth(request)
    return str(request.url).removeprefix("https://")


def fail(error: Exception) -> NoReturn:
    """Raises what a driver's or socket's error means for the caller: Unavailable, Misconfigured, or else the
    error itself."""
    meaning = _meaning(error)
    if meaning is None:
        raise error
    raise meaning from error


def _meaning(error: Exception) -> Exception | None:
    where = f"PostgreSQL at {settings.database_host}:{settings.database_port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return Misconfigured(
            f"{where} cannot be trusted ({error.verify_message}): "
            "see PGSSLROOTCERT and `python -m tools.certs`."
        )
    if isinstance(error, DatabaseError) and state(error).startswith("28"):
        return Misconfigured(
            f"{where} refused the login: {message(error)}. Has `migrate` run, and is the grant there?"
        )
    if is_line_failure(error) or (
        isinstance(error, DatabaseError) and state(error).startswith(PASSING_CLASSES)
    ):
        return Unavailable("The database is not available at the moment; it may be waking up.", RETRY_AFTER_S)
    return None


def is_line_failure(error: Exception) -> bool:
    """Whether the connection broke or could not be made, as opposed to a statement that was refused.

    pg8000 names both InterfaceError; what tells them apart is its cause or, at the stream's end, its text.
    """
    if isinstance(error, InterfaceError):
        return isinstance(error.__cause__, OSError) or str(error) in ("network error", "connection is closed")
    return isinstance(error, OSError)


def was_closed(error: Exception) -> bool:
    """Whether the server had ended the connection. Not after a wait that took too long: repeating that would
    take as long."""
    return is_line_failure(error) and not isinstance(error.__cause__ or error, TimeoutError)


def state(error: DatabaseError) -> str:
    """The SQLSTATE, or "" when the server sent none."""
    return str(error.args[0].get("C", "")) if error.args and isinstance(error.args[0], dict) else ""


def message(error: DatabaseError) -> str:
    """The server's sentence with its SQLSTATE; without DETAIL, which quotes the row."""
    sentence = error.args[0].get("M", "") if error.args and isinstance(error.args[0], dict) else str(error)
    return f"{sentence} ({state(error)})"


@cache
def tls_context(authorities: str) -> ssl.SSLContext:
    """Trusts the PEM file `authorities` and nothing else, and checks the host name. Made once: the default
    context reads the system's hundreds of authorities, most of what connecting costs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(authorities)
    return context


def authorities_file() -> str:
    """The PEM file to trust: PGSSLROOTCERT, or that of the proxy or else the region. Raises Misconfigured
    when there is none for the region."""
    given = os.environ.get("PGSSLROOTCERT")
    known = PROXY_CERTIFICATES if _is_proxy(settings.database_host) else settings.region
    file = Path(given) if given else CERTIFICATES / f"{known}.pem"
    if not file.is_file():
        raise Misconfigured(
            f"There is no certificate authority file {file.name} for PostgreSQL: set PGSSLROOTCERT, or add "
            "the region with `python -m tools.certs --bundle global-bundle.pem`."
        )
    return str(file)


def _is_proxy(host: str) -> bool:
    """<name>.proxy-<id>.<region>.rds.amazonaws.com; another's second part is c<id> or cluster-c<id>."""
    return host.partition(".")[2].startswith("proxy-")


def _secure_line(timeout_s: float) -> ssl.SSLSocket:
    context = tls_context(authorities_file())
    address = os.environ.get("PGHOSTADDR") or settings.database_host
    line = socket.create_connection((address, settings.database_port), timeout_s)
    try:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(SSL_REQUEST)
        answer = line.recv(1)
        if answer == b"N":
            raise Misconfigured(
                f"PostgreSQL at {settings.database_host} offers no TLS, without which nothing is sent."
            )
        if answer != b"S":
            raise ConnectionResetError("the server ended the connection before TLS")
        return context.wrap_socket(line, server_hostname=settings.database_host)
    except BaseException:
        with suppress(OSError):
            line.close()
        raise
