"""What PostgreSQL has of a person, and the table `erased_users`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from shared.database import Database
from shared.postgres import connect_with_token

# One statement, so one transaction: from the moment that the row is gone `activity` finds the hash, and
# brings no late change of the person back in. What was earned and ordered goes by a function of the schema
# (migration 0003): nobody else may take anything out of the ledger.
ERASE = """
with noted as (
    insert into erased_users (id_hash) values (:hash) on conflict do nothing
), gone as (
    delete from users where id = :id returning 1
)
select (select count(*) from gone) + erase_rewards(:id) as rows
"""
COUNT = """
select (select count(*) from users where id = :id)
    + (select count(*) from balances where user_id = :id)
    + (select count(*) from points_ledger where user_id = :id)
    + (select count(*) from orders where user_id = :id)
    + (select count(*) from order_lines where user_id = :id)
    + (select count(*) from catalog_items where owner = :id) as rows
"""
# After a restore: those whom another copy of the list has, and those whom this one had.
ERASE_AGAIN = """
with noted as (
    insert into erased_users (id_hash) select unnest(cast(:hashes as text[])) on conflict do nothing
), erased as (
    select id_hash from erased_users union select unnest(cast(:hashes as text[]))
), person as (
    select id from users
    union select user_id from balances
    union select user_id from points_ledger
    union select user_id from orders
    union select owner from catalog_items where owner <> ''
), again as materialized (
    select id from person
    where encode(sha256(convert_to(id, 'UTF8')), 'hex') in (select id_hash from erased)
), gone as (
    delete from users where id in (select id from again) returning 1
)
select (select count(*) from gone)
    + cast(coalesce((select sum(erase_rewards(id)) from again), 0) as bigint) as rows
"""
# Long enough for Aurora to wake up within one attempt, short enough for the function's timeout of 60 s.
WAKING_S = 40
STATEMENT_S = 15


class People:
    """Methods raise Unavailable, or what else the server refuses."""

    def __init__(self, database: Any) -> None:
        self._database = database

    @classmethod
    def in_postgresql(cls) -> People:
        """Of DATABASE_NAME, over a connection that is made when it is needed."""
        return cls(Database(partial(connect_with_token, connect_timeout_s=WAKING_S, timeout_s=STATEMENT_S)))

    def erase(self, user_id: str, hashed: str) -> int:
        """Removes the person's rows and notes the hash of their id; how many rows there were."""
        return self._rows(ERASE, id=user_id, hash=hashed)

    def count(self, user_id: str) -> int:
        return self._rows(COUNT, id=user_id)

    def erase_again(self, hashes: Sequence[str]) -> int:
        """Removes everybody whose hash is among these or was noted before; how many rows there were."""
        return self._rows(ERASE_AGAIN, hashes=list(hashes))

    def _rows(self, statement: str, **parameters: Any) -> int:
        rows: int = self._database.run(statement, **parameters)[0]["rows"]
        return rows
