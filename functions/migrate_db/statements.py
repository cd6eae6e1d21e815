"""Statements in a transaction, and what it means when the server refuses one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pg8000.exceptions import DatabaseError

from functions.migrate_db.files import Refused
from shared.postgres import DRIVER_ERRORS, message


def in_transaction(connection: Any, what: str, work: Callable[[], None]) -> None:
    """Runs `work`, all or nothing. Raises Refused, naming `what`, when the server refuses a statement of
    it."""
    connection.run("begin")
    try:
        work()
        connection.run("commit")
    except DatabaseError as error:
        with suppress(*DRIVER_ERRORS):  # the connection may be gone, and the transaction with it
            connection.run("rollback")
        raise Refused(
            f"PostgreSQL refused {what}: {message(error)}. Nothing of it was kept."
        ) from None  # the server's error quotes rows, logs must not
