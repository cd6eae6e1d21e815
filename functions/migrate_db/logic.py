"""Brings a database up to date: the application's role, then the migrations that have not run yet."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from pg8000.exceptions import DatabaseError

from functions.migrate_db.files import Migration, Refused, pending
from functions.migrate_db.roles import prepare_roles
from functions.migrate_db.statements import in_transaction
from shared.postgres import message

LOCK = 4125215  # any fixed number: it stands for "migrating", so that one run goes on at a time
TABLE_LOCK_WAIT_S = 10

BOOKKEEPING = """
create table if not exists schema_migrations (
    version     integer primary key,
    name        text not null,
    checksum    text not null,
    applied_at  timestamptz not null default now()
)
"""


class Connection(Protocol):
    """What is used of pg8000's native connection."""

    def run(self, sql: str, **parameters: Any) -> list[list[Any]] | None: ...


def bring_up_to_date(
    connection: Connection,
    user: str,
    migrations: list[Migration],
    lock_wait_s: int = 30,
    user_password: str | None = None,
) -> dict[str, Any]:
    """{"applied": labels of what ran now, "version": the number of the newest that has run}.

    `user` is the role that the functions log in as, by tokens, or by `user_password` where a proxy does it
    for them; `lock_wait_s` is how long another run is waited for. Can be repeated. Raises Refused; what ran
    before the refused one is kept.
    """
    _lock(connection, lock_wait_s)
    in_transaction(connection, "the roles", partial(prepare_roles, connection, user, user_password))
    connection.run(BOOKKEEPING)
    todo = pending(migrations, _applied(connection))
    for migration in todo:
        in_transaction(connection, f"{migration.label}.sql", partial(_apply, connection, migration))
    return {
        "applied": [migration.label for migration in todo],
        "version": max(_applied(connection), default=0),
    }


def _lock(connection: Connection, wait_s: int) -> None:
    connection.run(f"set lock_timeout = '{wait_s}s'")
    try:
        connection.run(f"select pg_advisory_lock({LOCK})")  # let go when the connection closes
    except DatabaseError as error:
        raise Refused(
            f"Another migration is still running after {wait_s} s ({message(error)}): try again later."
        ) from error
    connection.run(f"set lock_timeout = '{TABLE_LOCK_WAIT_S}s'")


def _applied(connection: Connection) -> dict[int, str]:
    rows = connection.run("select version, checksum from schema_migrations") or []
    return {row[0]: row[1] for row in rows}


def _apply(connection: Connection, migration: Migration) -> None:
    connection.run(migration.sql)
    connection.run(
        "insert into schema_migrations (version, name, checksum) values (:version, :name, :checksum)",
        version=migration.version,
        name=migration.name,
        checksum=migration.checksum,
    )
