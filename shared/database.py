"""The one connection to PostgreSQL that a warm function keeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from shared.postgres import DRIVER_ERRORS, fail, is_line_failure, was_closed

# The server ends a session of the application after 60 idle seconds (functions/migrate_db sets it), so that
# it does not keep Aurora awake. A frozen function does not notice, so a connection that was idle for nearly
# as long is not tried.
IDLE_LIMIT_S = 50


class Database:
    """Runs statements over a connection that `open_connection` makes when needed.

    A kept connection that turns out to be broken is replaced once and the statement is run again, so a
    statement must bear being repeated: one that the server ran, but whose answer was lost, runs twice.
    """

    def __init__(self, open_connection: Callable[[], Any], clock: Callable[[], float] = time.time) -> None:
        # Wall clock, not monotonic: the latter may stand still while the function is frozen.
        self._open, self._clock = open_connection, clock
        self._connection: Any = None
        self._last_used = 0.0

    def run(self, sql: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement, each {column: value}; `:name` in `sql` stands for a parameter.

        Raises Unavailable, Misconfigured, or pg8000's DatabaseError when the server refuses the statement.
        """
        kept = self._usable()
        if kept is not None:
            try:
                return self._run(kept, sql, parameters)
            except DRIVER_ERRORS as error:
                if not was_closed(error):
                    self._fail(error)
                self.close()
        try:
            return self._run(self._reopen(), sql, parameters)
        except DRIVER_ERRORS as error:
            self._fail(error)

    def close(self) -> None:
        """Forgets the connection; the next statement opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):  # it is being thrown away: how it takes that does not matter
                connection.close()

    def _fail(self, error: Exception) -> NoReturn:
        if is_line_failure(error):
            self.close()
        fail(error)

    def _usable(self) -> Any:
        if self._connection is not None and self._clock() - self._last_used > IDLE_LIMIT_S:
            self.close()
        return self._connection

    def _reopen(self) -> Any:
        self._connection = self._open()
        return self._connection

    def _run(self, connection: Any, sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        rows = connection.run(sql, **parameters) or []
        self._last_used = self._clock()
        names = [column["name"] for column in connection.columns or []]
        return [dict(zip(names, row, strict=True)) for row in rows]
