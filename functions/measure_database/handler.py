"""What is in a database, as numbers. Called by tools/recovery with the master user's login: a database is
reached from inside the VPC only, a restored one like the live one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from functions.measure_database.logic import measure
from functions.measure_database.repository import Login, tables_of
from shared.log import logger


def lambda_handler(event: Any, context: Any) -> dict[str, Any]:
    """{"tables": {name: {"rows", "checksum", "dated", "settled_rows", "settled_checksum", "later"}}}.
    The event is secret: it is neither logged nor quoted in errors."""
    login, until = _read(event)
    with tables_of(login) as database:
        measured = measure(database, until)
    logger.info("a database was measured", tables=len(measured), host=login.host)
    return {"tables": measured}


def _read(event: Any) -> tuple[Login, datetime]:
    match event:
        case {
            "host": str(host),
            "port": int(port),
            "username": str(user),
            "password": str(password),
            "until": str(at),
        }:
            return Login(host, port, user, password), datetime.fromisoformat(at)
    raise ValueError(
        'measure_database takes {"host", "port", "username", "password", "until"}; `invoke dr.drill` does.'
    )
