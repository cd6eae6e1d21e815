"""The mail to somebody whose address another person wants for their own account: once a day at most, whoever
asks, so that it cannot be used to pester them. `THROTTLE#<sha256>`/`NOTICE` remembers it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from shared.identity import native_mails
from shared.log import logger
from shared.metrics import count
from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.table import Table

SORT_KEY = "NOTICE"
EVERY_S = 24 * 3600


def tell_owner(table: Table, email: str, language: str | None, now: float) -> None:
    """Mails `email`, which has an account. `now`: epoch seconds. Never raises: who asks must not notice."""
    try:
        if _is_due(table, email, int(now)):
            native_mails.send_taken(email, language)
    except Exception:  # noqa: BLE001  # an answer that fails would say that there is an account
        logger.exception("the owner of an address could not be told that somebody else wants it")
        count("NoticesLost")


def _is_due(table: Table, email: str, now: int) -> bool:
    pk = "THROTTLE#" + hashlib.sha256(f"taken\0{email}".encode()).hexdigest()
    try:
        table.update(
            pk,
            SORT_KEY,
            set={"ttl": now + EVERY_S},
            condition="attribute_not_exists(#pk) OR #ttl <= :now",  # TTL deletes late
            values={"now": now},
            return_new=False,
        )
    except ConditionFailed:
        return False
    return True
