"""Connecting to PostgreSQL: shared/postgres.py against pg8000's default TLS context, in one run.

The server is a real one, behind a TLS line such as RDS has (tests/support/postgres.py).
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pg8000.native

from shared import postgres
from shared.settings import settings
from tests.support.postgres import OWNER, Line, Server, installation
from tools.bench.promises import Promise, require

ROUNDS = 40
PASSWORD = "any"  # noqa: S105 - the server trusts whoever comes through its own line
HOST, REGION = "daybook.abc.eu-west-2.rds.amazonaws.com", "eu-west-2"


def default(line: Line) -> None:
    """As pg8000 connects when told to use TLS and no more: all of the system's authorities, none checked."""
    pg8000.native.Connection(
        OWNER, host="127.0.0.1", port=line.port, database="postgres", password=PASSWORD, ssl_context=True
    ).close()


def first(line: Line) -> None:
    """As the first connection of a function: the context is made."""
    postgres.tls_context.cache_clear()
    again(line)


def again(_line: Line) -> None:
    """As every later one."""
    postgres.connect(OWNER, PASSWORD).close()


def promises() -> list[Promise]:
    with _server() as line:
        # In turns, so that what else the machine does hits all of them alike.
        times = [[_seconds(connect, line) for connect in (default, first, again)] for _ in range(ROUNDS)]
    reference, *ours = (statistics.median(column) for column in zip(*times, strict=True))
    unit = f"of pg8000's {reference * 1000:.0f} ms"
    return [
        Promise(what, seconds / reference, 0.3, unit)
        for what, seconds in zip(("connect, first", "connect, later"), ours, strict=True)
    ]


def _seconds(connect: Callable[[Line], None], line: Line) -> float:
    begin = time.perf_counter()
    connect(line)
    return time.perf_counter() - begin


@contextmanager
def _server() -> Iterator[Line]:
    server = Server()
    try:
        server.create()
        server.start()
        with tempfile.TemporaryDirectory() as folder:
            line = Line(server.socket_path, HOST, Path(folder))
            os.environ |= {"PGHOSTADDR": "127.0.0.1", "PGSSLROOTCERT": str(_authorities(line, Path(folder)))}
            known = {"database_host": HOST, "database_port": line.port, "database_name": "postgres"}
            with settings.override(**known, region=REGION, service_name="bench"):
                yield line
            line.close()
    finally:
        server.remove()


def _authorities(line: Line, folder: Path) -> Path:
    """The line's own authority beside the region's, which a function would load."""
    file = folder / "authorities.pem"
    file.write_text(
        Path(line.authorities).read_text() + (postgres.CERTIFICATES / f"{REGION}.pem").read_text()
    )
    return file


def main() -> None:
    try:
        installation()
    except RuntimeError:
        raise SystemExit(
            "There is no PostgreSQL to measure with. `make up DETACH=1` brings one (into .local/venv); "
            "run `invoke bench.postgres` again then."
        ) from None
    require(promises())


if __name__ == "__main__":
    main()
