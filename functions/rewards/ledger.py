"""The ledger that this function works with, over one connection that is kept while it is warm."""

from __future__ import annotations

from functools import cache, partial

from shared import clients
from shared.rewards.ledger import Ledger, PostgresLedger

# Somebody waits: what takes longer is a database that wakes up, and the app is told to come again.
CONNECT_S = 4
STATEMENT_S = 6


def ledger() -> Ledger:
    """PostgreSQL's; in tests without one, what clients.override(ledger=…) puts in its place."""
    stand_in: Ledger | None = clients.stand_in("ledger")
    return stand_in or _in_postgresql()


@cache
def _in_postgresql() -> Ledger:
    from shared.database import Database
    from shared.postgres import connect_with_token

    opened = partial(connect_with_token, connect_timeout_s=CONNECT_S, timeout_s=STATEMENT_S)
    return PostgresLedger(Database(opened))
