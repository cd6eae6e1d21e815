"""Connecting and staying connected: TLS with the right name, a server that goes away, one that is not
there."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError, InterfaceError

from shared import postgres
from shared.database import IDLE_LIMIT_S, Database
from shared.errors import Unavailable
from shared.settings import settings
from tests.integration.postgres.conftest import MASTER
from tests.support.certificates import self_signed
from tests.support.postgres import Line, Server

SESSION = "select pg_backend_pid() as id"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(line: Line, clock: Clock) -> Iterator[Database]:
    database = Database(lambda: postgres.connect(MASTER, "any", connect_timeout_s=5, timeout_s=5), clock)
    yield database
    database.close()


def test_rows_come_back_by_column_and_parameters_are_values(database: Database) -> None:
    text = "Robert'); drop table users; -- \N{ROCKET} \N{HEBREW LETTER ALEF}"

    assert database.run("select :text as text, 1 + :n::int as sum", text=text, n=2) == [
        {"text": text, "sum": 3}
    ]
    assert database.run("create temp table empty (id int)") == []


def test_the_connection_is_kept_between_statements(database: Database) -> None:
    assert database.run(SESSION) == database.run(SESSION)


def test_a_session_that_the_server_ended_is_replaced_at_once(database: Database, server: Server) -> None:
    before = database.run(SESSION)[0]["id"]
    server.run("select pg_terminate_backend(:id)", id=before)

    assert database.run(SESSION)[0]["id"] != before


def test_a_line_that_broke_is_replaced_at_once(database: Database, line: Line) -> None:
    before = database.run(SESSION)
    line.cut()

    assert database.run(SESSION) != before


def test_a_restarted_server_is_found_again(database: Database, server: Server) -> None:
    database.run(SESSION)
    server.stop()
    with pytest.raises(Unavailable) as unavailable:
        database.run(SESSION)
    server.start()

    assert unavailable.value.retry_after_s > 0
    assert len(database.run(SESSION)) == 1


def test_a_connection_that_was_idle_too_long_is_not_tried(database: Database, clock: Clock) -> None:
    before = database.run(SESSION)
    clock.now += IDLE_LIMIT_S
    assert database.run(SESSION) == before
    clock.now += IDLE_LIMIT_S + 1
    assert database.run(SESSION) != before


def test_a_refused_statement_keeps_the_connection(database: Database) -> None:
    before = database.run(SESSION)
    with pytest.raises(DatabaseError) as refused:
        database.run("select * from nowhere")

    assert postgres.message(refused.value) == 'relation "nowhere" does not exist (42P01)'
    assert database.run(SESSION) == before


def test_a_statement_that_takes_too_long_is_not_run_again(line: Line, server: Server) -> None:
    opened: list[Any] = []

    def connect() -> Any:
        opened.append(postgres.connect(MASTER, "any", timeout_s=0.3))
        return opened[-1]

    database = Database(connect)
    database.run(SESSION)
    with pytest.raises(Unavailable):
        database.run("select pg_sleep(2)")

    assert len(opened) == 1
    with pytest.raises(InterfaceError, match="connection is closed"):
        opened[0].run("select 1")
    assert len(database.run(SESSION)) == 1
    database.close()


def test_no_server_is_unavailable(line: Line) -> None:
    line.close()
    with pytest.raises(Unavailable) as unavailable:
        postgres.connect(MASTER, "any")

    assert unavailable.value.retry_after_s > 0


def test_a_server_that_does_not_answer_is_unavailable(line: Line) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    with settings.override(database_port=silent.getsockname()[1]), pytest.raises(Unavailable):
        postgres.connect(MASTER, "any", connect_timeout_s=0.3)
    silent.close()


def test_a_server_with_another_name_is_not_trusted(line: Line) -> None:
    with (
        settings.override(database_host="other.example"),
        pytest.raises(postgres.Misconfigured, match="cannot be trusted"),
    ):
        postgres.connect(MASTER, "any")
    assert line.passwords == []


def test_a_server_of_another_authority_is_not_trusted(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("PGSSLROOTCERT", self_signed(settings.database_host, tmp_path / "other")[0])

    with pytest.raises(postgres.Misconfigured, match="PGSSLROOTCERT"):
        postgres.connect(MASTER, "any")
    assert line.passwords == []


def test_a_server_without_tls_is_given_no_password(line: Line, server: Server) -> None:
    plain = socket.create_server(("127.0.0.1", 0))
    received: list[bytes] = []

    def refuse_tls() -> None:
        client, _ = plain.accept()
        with client:
            received.append(client.recv(100))
            client.sendall(b"N")
            received.append(client.recv(100))

    thread = threading.Thread(target=refuse_tls, daemon=True)
    thread.start()
    with (
        settings.override(database_port=plain.getsockname()[1]),
        pytest.raises(postgres.Misconfigured, match="no TLS"),
    ):
        postgres.connect(MASTER, "secret")
    thread.join(5)
    plain.close()

    assert received == [postgres.SSL_REQUEST, b""]


def test_an_unknown_role_is_told_apart_from_a_sleeping_server(line: Line) -> None:
    with pytest.raises(postgres.Misconfigured, match="Has `migrate` run"):
        postgres.connect_with_token()


def test_without_pghostaddr_the_name_itself_is_connected_to(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGHOSTADDR")
    with settings.override(database_host="localhost.invalid"), pytest.raises(Unavailable):
        postgres.connect(MASTER, "any")
    assert os.environ["PGSSLROOTCERT"]
