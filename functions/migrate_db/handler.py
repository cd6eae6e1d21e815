"""Makes the database's roles and runs the schema migrations. Called by `migrate` with {"username",
"password"} of the master user, and with "user_password" where a proxy logs in for the application."""

from __future__ import annotations

from typing import Any

from functions.migrate_db import files
from functions.migrate_db.logic import bring_up_to_date
from shared import postgres
from shared.log import logger
from shared.settings import settings

# A paused Aurora cluster takes the connection at once, but answers when it is awake: 15 s, or 30 s and more
# after a day.
WAKING_S = 45
STATEMENT_S = 85


def lambda_handler(event: Any, context: Any) -> dict[str, Any]:
    """{"applied": ["0001_users"], "version": 1}. The event is secret: it is neither logged nor quoted in
    errors."""
    username, password, user_password = _credentials(event)
    connection = postgres.connect(username, password, connect_timeout_s=WAKING_S, timeout_s=STATEMENT_S)
    try:
        user = settings.database_user
        outcome = bring_up_to_date(connection, user, files.read(), user_password=user_password)
    except postgres.DRIVER_ERRORS as error:
        postgres.fail(error)
    finally:
        connection.close()
    logger.info("database is up to date", **outcome)
    return outcome


def _credentials(event: Any) -> tuple[str, str, str | None]:
    match event:
        case {"username": str(username), "password": str(password), **rest} if username and password:
            match rest:
                case {"user_password": str(user_password), **more} if user_password and not more:
                    return username, password, user_password
                case {**more} if not more:
                    return username, password, None
    raise ValueError(
        'migrate_db takes {"username": "…", "password": "…"}, with a proxy "user_password", and nothing '
        "else; `migrate` calls it that way."
    )
