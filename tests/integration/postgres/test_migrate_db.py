"""What `migrate_db` makes of an empty, a known and a tampered database."""

from __future__ import annotations

import threading
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from functions.migrate_db import files
from functions.migrate_db.files import Refused
from functions.migrate_db.handler import lambda_handler
from functions.migrate_db.logic import LOCK, bring_up_to_date
from functions.migrate_db.verifier import scram_verifier
from shared import postgres
from shared.settings import settings
from tests.integration.postgres.conftest import MASTER, USER
from tests.support.postgres import Line, Server

MASTER_CREDENTIALS = {"username": MASTER, "password": "not looked at by this server"}


@pytest.fixture
def master(server: Server, database_name: str) -> Any:
    connection = server.connect(database_name, MASTER)
    yield connection
    connection.close()


def folder_with(tmp_path: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (tmp_path / f"{name.removeprefix('m')}.sql").write_text(text)
    return tmp_path


def test_a_new_database_gets_roles_and_tables_and_a_second_run_changes_nothing(
    line: Line, context: Any
) -> None:
    first = lambda_handler(MASTER_CREDENTIALS, context)
    second = lambda_handler(MASTER_CREDENTIALS, context)

    assert first["applied"][0] == "0001_users"
    assert first["version"] == len(first["applied"])
    assert second == {"applied": [], "version": first["version"]}


def test_the_application_logs_in_with_a_token_and_may_do_what_it_needs_and_no_more(
    line: Line, context: Any
) -> None:
    lambda_handler(MASTER_CREDENTIALS, context)
    application = postgres.connect_with_token()

    assert line.passwords[-1][0] == USER
    assert line.passwords[-1][1].startswith(
        f"{settings.database_host}:{line.port}/?Action=connect&DBUser={USER}&"
    )
    assert application.run("select pg_has_role(current_user, 'rds_iam', 'member')") == [[True]]
    assert application.run("show idle_session_timeout") == [["1min"]]
    assert application.run("select count(*) from users") == [[0]]
    for forbidden in (
        "truncate users",
        "delete from erased_users",
        "drop table users",
        "create table mine (id int)",
        "select * from schema_migrations",
    ):
        with pytest.raises(DatabaseError) as refused:
            application.run(forbidden)
        assert postgres.state(refused.value) == "42501"
    application.close()


def test_with_a_proxy_the_role_has_a_password_instead_and_its_sessions_stay(
    line: Line, server: Server, context: Any
) -> None:
    lambda_handler(MASTER_CREDENTIALS, context)
    lambda_handler({**MASTER_CREDENTIALS, "user_password": "swordfish"}, context)
    application = postgres.connect_with_token()

    assert application.run("select pg_has_role(current_user, 'rds_iam', 'member')") == [[False]]
    assert application.run("show idle_session_timeout") == [["0"]]
    assert application.run("show idle_in_transaction_session_timeout") == [["1min"]]
    [[kept]] = server.run("select rolpassword from pg_authid where rolname = :role", role=USER)
    assert kept == scram_verifier("swordfish", b64decode(kept.split(":")[1].split("$")[0]))
    application.close()

    lambda_handler(MASTER_CREDENTIALS, context)
    assert server.run("select rolpassword from pg_authid where rolname = :role", role=USER) == [[None]]
    [[member]] = server.run(f"select pg_has_role('{USER}', 'rds_iam', 'member')")
    assert member is True


def test_the_verifier_is_the_one_that_postgresql_makes(server: Server, database_name: str) -> None:
    server.run("create role prover password 'swordfish'")
    [[made]] = server.run("select rolpassword from pg_authid where rolname = 'prover'")
    server.run("drop role prover")

    assert made == scram_verifier("swordfish", b64decode(made.split(":")[1].split("$")[0]))


def test_an_edited_migration_is_refused_and_nothing_new_runs(master: Any, tmp_path: Path) -> None:
    folder_with(tmp_path, m0001_first="create table one (id int)")
    bring_up_to_date(master, USER, files.read(tmp_path))
    folder_with(
        tmp_path, m0001_first="create table one (id bigint)", m0002_second="create table two (id int)"
    )

    with pytest.raises(Refused, match=r"0001_first\.sql was changed after it had been applied"):
        bring_up_to_date(master, USER, files.read(tmp_path))
    assert master.run("select to_regclass('two')") == [[None]]


def test_other_line_endings_are_no_edit(master: Any, tmp_path: Path) -> None:
    (tmp_path / "0001_first.sql").write_bytes(b"create table one (\n  id int\n);\n")
    bring_up_to_date(master, USER, files.read(tmp_path))
    (tmp_path / "0001_first.sql").write_bytes(b"create table one (\r\n  id int\r\n);\r\n")

    assert bring_up_to_date(master, USER, files.read(tmp_path))["applied"] == []


def test_a_migration_that_fails_leaves_nothing_of_itself_and_keeps_those_before(
    master: Any, tmp_path: Path
) -> None:
    broken = "create table two (id int); insert into two values ('private words')"
    folder_with(tmp_path, m0001_first="create table one (id int)", m0002_broken=broken)

    with pytest.raises(Refused, match=r"PostgreSQL refused 0002_broken\.sql: .*Nothing of it was kept"):
        bring_up_to_date(master, USER, files.read(tmp_path))
    assert master.run("select to_regclass('one')::text, to_regclass('two')::text") == [["one", None]]

    folder_with(tmp_path, m0002_broken="create table two (id int)")
    assert bring_up_to_date(master, USER, files.read(tmp_path)) == {"applied": ["0002_broken"], "version": 2}


def test_a_newer_schema_is_left_alone_by_an_older_release(master: Any, tmp_path: Path) -> None:
    folder_with(tmp_path, m0001_first="create table one (id int)", m0002_second="create table two (id int)")
    bring_up_to_date(master, USER, files.read(tmp_path))
    (tmp_path / "0002_second.sql").unlink()

    assert bring_up_to_date(master, USER, files.read(tmp_path)) == {"applied": [], "version": 2}


def test_two_runs_at_once_take_turns(server: Server, database_name: str, tmp_path: Path) -> None:
    slow = "select pg_sleep(0.3); create table one (id int)"
    migrations = files.read(folder_with(tmp_path, m0001_first=slow))
    outcomes: list[dict[str, Any]] = []

    def run() -> None:
        connection = server.connect(database_name, MASTER)
        outcomes.append(bring_up_to_date(connection, USER, migrations))
        connection.close()

    runs = [threading.Thread(target=run) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()

    assert sorted(len(outcome["applied"]) for outcome in outcomes) == [0, 1]


def test_a_run_that_never_ends_is_not_waited_for_for_ever(
    server: Server, database_name: str, master: Any
) -> None:
    other = server.connect(database_name, MASTER)
    other.run(f"select pg_advisory_lock({LOCK})")

    with pytest.raises(Refused, match="Another migration is still running"):
        bring_up_to_date(master, USER, [], lock_wait_s=1)
    other.close()


def test_a_server_without_rds_iam_is_made_ready_all_the_same(server: Server, master: Any) -> None:
    server.run("alter role rds_iam rename to put_away")
    try:
        bring_up_to_date(master, USER, [])
        assert master.run("select rolcanlogin from pg_roles where rolname = :role", role=USER) == [[True]]
    finally:
        server.run("alter role put_away rename to rds_iam")
