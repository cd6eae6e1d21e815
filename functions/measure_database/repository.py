"""A PostgreSQL database whose address the caller says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from pg8000.native import identifier, literal

from shared import postgres
from shared.settings import settings

WAKING_S = 45
STATEMENT_S = 500

# A row's text depends on these.
SESSION = "set timezone = 'UTC'; set datestyle = 'ISO'; set extra_float_digits = 1; set bytea_output = 'hex'"

COLUMNS = """
select c.table_name, c.column_name
from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
"""

SUMS = """
select count(*), coalesce(sum(hash), 0)::text,
    count(*) filter (where settled), coalesce(sum(hash) filter (where settled), 0)::text
from (select hashtextextended(t::text, 0)::numeric as hash, {settled} as settled from {table} t) as hashed
"""


class Login(NamedTuple):
    host: str
    port: int
    username: str
    password: str


class Tables:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def columns(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for table, column in self._connection.run(COLUMNS):
            found.setdefault(table, set()).add(column)
        return found

    def sums(self, table: str, date: str | None, until: datetime) -> tuple[int, str, int, str]:
        settled = f"t.{identifier(date)} <= {literal(until.isoformat())}::timestamptz" if date else "true"
        (row,) = self._connection.run(SUMS.format(settled=settled, table=identifier(table)))
        return row[0], row[1], row[2], row[3]


@contextmanager
def tables_of(login: Login) -> Iterator[Tables]:
    """All from one moment. Raises Unavailable and Misconfigured as shared.postgres does."""
    # The address is the event's and not the environment's, which names the live database.
    with settings.override(database_host=login.host, database_port=login.port):
        connection = postgres.connect(
            login.username, login.password, connect_timeout_s=WAKING_S, timeout_s=STATEMENT_S
        )
        try:
            connection.run(SESSION)
            connection.run("begin transaction isolation level repeatable read read only")
            yield Tables(connection)
        except postgres.DRIVER_ERRORS as error:
            postgres.fail(error)
        finally:
            connection.close()
