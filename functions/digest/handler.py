"""Called by `notify`, asynchronously, for each person whose week is over: {"user_id", "notification_id"}."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import cache
from typing import Any

from functions.digest.logic import Digest
from functions.digest.repository import Weeks
from functions.digest.sender import Sender
from shared.log import logger
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Raises what more attempts may cure: Lambda comes again twice, then the call waits in the queue of
    failures."""
    logger.bind(request_id=context.aws_request_id)
    outcome = digest().send(event["user_id"], event["notification_id"], datetime.now(timezone.utc))
    logger.info("a digest was worked off", outcome=outcome)


@cache
def digest() -> Digest:
    """Kept while the function is warm."""
    table = Table()
    return Digest(Weeks(table), Sender(table))
