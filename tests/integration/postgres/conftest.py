"""The parts that talk to PostgreSQL, against a real one of their own: no other part of the stack is
needed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from shared import clients
from shared.settings import settings
from tests.support.postgres import Line, Server

HOST = "daybook-test.abc.eu-west-2.rds.amazonaws.com"
USER = "daybook_app"
MASTER = "master"
# RDS's master user is no superuser: it may make roles, and hands rds_iam on without being asked for tokens
# itself.
AS_ON_RDS = (
    "create role rds_iam nologin",
    f"create role {MASTER} login createrole createdb",
    f"grant rds_iam to {MASTER} with admin true, inherit false, set false",
)
_numbers = itertools.count()


@pytest.fixture(autouse=True)
def _unhurried() -> None:
    """Nothing of a stack is waited for here: there need not be one."""


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    server = Server()
    try:
        server.create()
        server.start()
        for statement in AS_ON_RDS:
            server.run(statement)
        yield server
    finally:
        server.remove()


@pytest.fixture
def database_name(server: Server) -> Iterator[str]:
    """An empty database; the application's roles, which are the server's, are as on a new server too."""
    name = f"daybook_{next(_numbers)}"
    server.run(f"create database {name} owner {MASTER}")
    yield name
    server.run(f"drop database {name} with (force)")
    for role in (USER, "daybook_application"):
        server.run(f"drop role if exists {role}")


@pytest.fixture
def line(
    server: Server, database_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Line]:
    """The TLS line, with settings and environment that lead to it as they lead to RDS."""
    line = Line(server.socket_path, HOST, tmp_path)
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    monkeypatch.setenv("PGSSLROOTCERT", line.authorities)
    known = {
        "database_host": HOST,
        "database_port": line.port,
        "database_name": database_name,
        "database_user": USER,
    }
    clients.forget()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "example")
    with settings.override(**known, region="eu-west-2", service_name="test"):
        yield line
    line.close()
    clients.forget()


@pytest.fixture
def context() -> SimpleNamespace:
    return SimpleNamespace(aws_request_id="request-1")
