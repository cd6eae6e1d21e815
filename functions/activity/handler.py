"""Brings what PostgreSQL must know from the table's stream into PostgreSQL: people, orders, and what has been
earned when somebody asks for it."""

from __future__ import annotations

from functools import cache
from typing import Any

from functions.activity.accounts import Accounts
from functions.activity.logic import bring_in, bring_in_line, is_profile
from functions.activity.repository import Users, open_database
from shared.log import logger
from shared.rewards.ledger import PostgresLedger
from shared.stream import answer, changes
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers from which record on the batch has to come again (ReportBatchItemFailures). An error
    (Unavailable while the database sleeps) has Lambda deliver the whole batch again, until it is in."""
    logger.bind(request_id=context.aws_request_id)
    batch = list(changes(event))
    users, accounts = services()
    taken = bring_in(filter(is_profile, batch), users)
    failed = bring_in_line([change for change in batch if not is_profile(change)], accounts)
    logger.info("brought into PostgreSQL", profiles=taken, changes=len(batch), failed=len(failed))
    return answer(batch, failed)


@cache
def services() -> tuple[Users, Accounts]:
    """Over one connection, which is made when it is needed."""
    database = open_database()
    return Users(database), Accounts(Table(), PostgresLedger(database))
