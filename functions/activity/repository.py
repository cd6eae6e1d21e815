"""The table `users` in PostgreSQL."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from pg8000.exceptions import DatabaseError

from functions.activity.logic import Profile
from shared.database import Database
from shared.postgres import connect_with_token, message, state
from shared.rewards.refused import RefusedValue

# One statement, so one transaction. An older or repeated change leaves the newer row as it is, however late
# it comes; and none brings somebody back who has been erased (functions/erase_database).
UPSERT = """
insert into users (id, email, name, timezone, created_at, updated_at, version)
select id, email, name, timezone, created_at, updated_at, version
from json_to_recordset(cast(:profiles as json)) as profile (
    id text, email text, name text, timezone text,
    created_at timestamptz, updated_at timestamptz, version bigint
)
where not exists (
    select from erased_users where id_hash = encode(sha256(convert_to(profile.id, 'UTF8')), 'hex')
)
on conflict (id) do update set
    (email, name, timezone, created_at, updated_at, version) =
    (excluded.email, excluded.name, excluded.timezone,
     excluded.created_at, excluded.updated_at, excluded.version)
where users.version < excluded.version
"""
# Data exceptions and violated constraints, which lie in the row and not in the moment.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
REFUSED_VALUES = ("22", "23")
# Long enough for Aurora to wake up within one delivery, short enough for the function's timeout of 60 s.
WAKING_S = 40
STATEMENT_S = 15


def open_database() -> Database:
    """DATABASE_NAME, over a connection that is made when it is needed."""
    return Database(partial(connect_with_token, connect_timeout_s=WAKING_S, timeout_s=STATEMENT_S))


class Users:
    def __init__(self, database: Any) -> None:
        self._database = database

    def upsert(self, profiles: list[Profile]) -> None:
        """Writes all of the profiles or none. Raises RefusedValue, Unavailable, or what else the server
        refuses."""
        try:
            self._database.run(UPSERT, profiles=json.dumps(profiles))
        except DatabaseError as error:
            if state(error).startswith(REFUSED_VALUES):
                raise RefusedValue(
                    message(error)
                ) from None  # the server's error quotes the row, logs must not
            raise
